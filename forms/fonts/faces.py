"""Which font draws which character, and how wide it is.

reportlab has no fallback from font to font. Here each character finds its glyph: in the face
asked for, in Song, among the Latin letters that these lack, in the slice of rarer characters that
holds it, or in the font of this PC that station.ini names. A character that no font draws is
spelled as its code point, U+3106C: never a box, never left out.

reportlab is imported with the first glyph: who only lists the sheets need not wait for it.
Fonts are registered once in a process and are shared by all its documents.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from forms.fonts.added import ADDED, FontFault, draws, loaded
from forms.fonts.lean import lean_face

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent
SONG = "song"
HEI = "hei"
FANG = "fang"
"""Fangsong, the hand of official documents: the Han characters of GB 2312; the rest is Song's."""
LATIN = {HEI: ("latin-hei", "latin-rest")}
"""The fonts with the Latin letters and the marks that a face lacks, if not those of Song."""
LATIN_OF_SONG = ("latin", "latin-rest")
PAST_LATIN = 0x2000
RARE = FOLDER / "rare.zip"
FAMILIES = ("song", "hana")
"""Folders in rare.zip, best shapes first: mainland forms, then those of GlyphWiki."""
SLICE_BITS = 10
"""A slice holds the characters of one run of 1,024 code points."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """`text` as the font named `font` draws it, `width` ems wide."""

    font: str
    text: str
    width: float


def glyph(char: str, face: str) -> Glyph:
    """How `char` is drawn in a text set in `face` (SONG, HEI or FANG). Raises FontFault."""
    code = ord(char)
    latin = LATIN.get(face, LATIN_OF_SONG) if code < PAST_LATIN else ()
    for name in chain((face, SONG), latin, _slices_with(code)):
        font = font_of(name)
        if font.face.charToGlyph.get(code):  # 0 is the box for what a font lacks
            return _glyph(name, font, char)
    for name in ADDED.get() if _speaks(char) else ():
        if draws(font := font_of(name), code):
            return _glyph(name, font, char)
    spelled = f"U+{code:04X}"
    letters = [glyph(letter, face) for letter in spelled]
    return Glyph(letters[0].font, spelled, sum(letter.width for letter in letters))


def has_glyph(char: str) -> bool:
    """Whether a font of the program draws this character. Raises FontFault."""
    return glyph(char, SONG).text == char


def _glyph(name: str, font: "TTFont", char: str) -> Glyph:
    width = font.face.charWidths.get(ord(char), font.face.defaultWidth)
    return Glyph(name, char, width / 1000)


def _speaks(char: str) -> bool:
    """Not a control, an invisible sign or a code point of private use: another font gives those
    any shape it likes. Code points that are newer than this Python count as characters."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def _slices_with(code: int) -> Iterator[str]:
    members = (f"{family}/{code >> SLICE_BITS:x}.ttf" for family in FAMILIES)
    return (member for member in members if member in _slices())


@cache
def _slices() -> frozenset[str]:
    try:
        with zipfile.ZipFile(RARE) as archive:
            return frozenset(archive.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        raise _fault(RARE.name) from error


@cache
def font_of(name: str) -> "TTFont":
    """The font of that name, registered with reportlab under it. Raises FontFault."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics, ttfonts

    # Pages in letters only (ASCII85) were for mail of 7 bits: a quarter longer, and slow to write.
    rl_config.useA85 = 0
    # reportlab 5.1 writes code points beyond U+FFFF as they are; readers expect UTF-16.
    ttfonts.makeToUnicodeCMap = to_unicode
    # Of a font it embeds names and licence too, and no reader of a PDF looks at them.
    ttfonts.TTFontFace = lean_face()  # type: ignore[misc]
    if name in ADDED.get():
        font = loaded(name)
    else:
        try:
            font = ttfonts.TTFont(name, _file(name), asciiReadable=False)
        except Exception as error:  # reportlab trusts what a font says of itself
            raise _fault(name) from error
    pdfmetrics.registerFont(font)
    return font


def _file(name: str) -> str | io.BytesIO:
    if not name.endswith(".ttf"):
        return str(FOLDER / f"{name}.ttf")
    with zipfile.ZipFile(RARE) as archive:
        return io.BytesIO(archive.read(name))


def _fault(name: str) -> FontFault:
    return FontFault(
        "the font {name} is missing or damaged", "Install the program again.", name=name
    )


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """The CMap that gives text back when a PDF is searched or copied (ISO 32000-1, 9.10.3).

    Entry n of `subset` is the code point drawn for byte n. One range with a list of its characters
    takes half the room of a line for each.
    """
    characters = "".join(f"<{_utf16(code)}>" for code in subset)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{fontname} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 beginbfrange
<00> <{len(subset) - 1:02X}> [{characters}]
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()

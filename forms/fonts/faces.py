"""Which font draws which character, and how wide it is.

reportlab has no fallback from font to font. Here each character finds its glyph: in the face
asked for, else in the slice of rarer characters that holds it. A character that no font draws
is spelled as its code point, U+3106C: never a box, never left out.

reportlab is imported with the first glyph: who only lists the sheets need not wait for it.
Fonts are registered once in a process and are shared by all its documents.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from station.domain.errors import StationError

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent
SONG = "song"
HEI = "hei"
RARE = FOLDER / "rare.zip"
FAMILIES = ("song", "hana")
"""Folders in rare.zip, best shapes first: mainland forms, then those of GlyphWiki."""
SLICE_BITS = 10
"""A slice holds the characters of one run of 1,024 code points."""


class FontFault(StationError):
    """A font of the program is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """`text` as the font named `font` draws it, `width` ems wide."""

    font: str
    text: str
    width: float


@lru_cache(maxsize=1 << 14)
def glyph(char: str, face: str) -> Glyph:
    """How `char` is drawn in a text set in `face` (SONG or HEI). Raises FontFault."""
    code = ord(char)
    for name in chain((face,), _slices_with(code)):
        font = _font(name)
        if font.face.charToGlyph.get(code):  # 0 is the box for what a font lacks
            width = font.face.charWidths.get(code, font.face.defaultWidth)
            return Glyph(name, char, width / 1000)
    spelled = f"U+{code:04X}"
    return Glyph(face, spelled, sum(glyph(letter, face).width for letter in spelled))


def has_glyph(char: str) -> bool:
    """Whether a font of the program draws this character. Raises FontFault."""
    return glyph(char, SONG).text == char


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
def _font(name: str) -> "TTFont":
    """The font of that name, registered with reportlab under it."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    # reportlab 5.1 writes code points beyond U+FFFF as they are; readers expect UTF-16.
    ttfonts.makeToUnicodeCMap = to_unicode
    try:
        font = ttfonts.TTFont(name, _file(name), asciiReadable=False)
    except (OSError, KeyError, zipfile.BadZipFile, ttfonts.TTFError) as error:
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
    """The CMap that gives text back when a PDF is searched or copied (PDF 32000-1, 9.10.3).

    Entry n of `subset` is the code point drawn for byte n. A block holds at most 100 entries.
    """
    pairs = [f"<{n:02X}> <{_utf16(code)}>" for n, code in enumerate(subset)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    entries = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *entries,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()

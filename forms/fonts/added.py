"""A font of this PC for the characters that no font of the program draws (extensions G to I).

Which file it is stands in station.ini; nothing on a sheet can name one. Only TrueType outlines
can be embedded (reportlab 5.1 takes no others), from a file of one font or a collection, whose
fonts are asked in their order.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from station.domain.errors import StationError

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

ADDED: ContextVar[tuple[str, ...]] = ContextVar("ADDED", default=())
"""The fonts that may be asked now: the file and, behind `#`, which of the fonts in it."""
MOST_IN_A_COLLECTION = 64
OUTLINES = {b"\0\1\0\0": True, b"true": True, b"OTTO": False}
"""How a font begins -> whether its outlines are TrueType."""
RESTRICTED = 0x0002
NO_SUBSET = 0x0300
"""No subset, or bitmaps only: neither can be embedded in a sheet."""
NEXT = "Correct rare_font under [print] in station.ini, or leave it empty; then start again."


class FontFault(StationError):
    """A font is missing, damaged, or of a kind that cannot be embedded."""


@contextmanager
def added_font(file: Path | None) -> Iterator[None]:
    """What is drawn meanwhile may take characters from this font too; None: from none.

    Raises FontFault if the file cannot be read or is no font that can be embedded.
    """
    token = ADDED.set(_names(file) if file else ())
    try:
        yield
    finally:
        ADDED.reset(token)


def loaded(name: str) -> "TTFont":
    """The font of that name in ADDED. Raises FontFault if it is damaged or may not be embedded."""
    from reportlab.pdfbase import ttfonts

    file, _, index = name.rpartition("#")
    try:
        data = io.BytesIO(Path(file).read_bytes())  # of a name reportlab might make an address
        font = ttfonts.TTFont(name, data, asciiReadable=False, subfontIndex=int(index))
        may_be_embedded = _may_be_embedded(font)
    except OSError as fault:
        raise _unreadable(Path(file)) from fault
    except Exception as fault:  # reportlab trusts what a font says of itself
        if "embedding" in str(fault):
            raise _forbids(file) from fault
        raise _damaged(file) from fault
    if not may_be_embedded:
        raise _forbids(file)
    return font


def draws(font: "TTFont", code: int) -> bool:
    """Whether the font has an outline for this character. Raises FontFault if it is damaged."""
    face = font.face
    number = face.charToGlyph.get(code)
    if not number:
        return False
    try:
        face.makeSubset([code])  # what a sheet would do with it, after it was numbered
        return bool(face.glyphPos[number + 1] > face.glyphPos[number])
    except Exception as fault:
        raise _damaged(font.fontName.rpartition("#")[0]) from fault


def _may_be_embedded(font: "TTFont") -> bool:
    """What fsType says (OpenType, OS/2); reportlab looks at it in fonts of 256 glyphs and more."""
    face = font.face
    if "OS/2" not in face.table:
        return True
    face.seek_table("OS/2", 8)
    allowed = face.read_ushort()
    return allowed != RESTRICTED and not allowed & NO_SUBSET


def _names(file: Path) -> tuple[str, ...]:
    try:
        with file.open("rb") as opened:
            start = opened.read(12)
            count = 1
            if start[:4] == b"ttcf" and len(start) == 12:
                (count,) = struct.unpack(">L", start[8:])
                opened.seek(int.from_bytes(opened.read(4), "big"))
                start = opened.read(4)
    except OSError as fault:
        raise _unreadable(file) from fault
    true_type = OUTLINES.get(start[:4])
    if true_type is None or not 0 < count <= MOST_IN_A_COLLECTION:
        raise FontFault("{file} is no font", NEXT, file=file)
    if not true_type:
        raise FontFault(
            "the font {file} has PostScript outlines, which cannot be embedded",
            "Name a TrueType font (.ttf, .ttc) as rare_font under [print] in station.ini, or none.",
            file=file,
        )
    return tuple(f"{file}#{index}" for index in range(count))


def _unreadable(file: Path) -> FontFault:
    return FontFault("the font {file} cannot be read", NEXT, file=file)


def _forbids(file: str) -> FontFault:
    return FontFault("the font {file} forbids to be embedded", NEXT, file=file)


def _damaged(file: str) -> FontFault:
    return FontFault("the font {file} is damaged", NEXT, file=file)

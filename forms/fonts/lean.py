"""The font that lies in a sheet: what draws its characters, and nothing beside.

reportlab copies also what a system's list of fonts would show: names, licence, measures for
menus. No reader of a PDF looks at those of an embedded font (ISO 32000-1, 9.9, table 126).
"""

import struct
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFace

NEEDED = frozenset(
    (b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
)
_HEAD = struct.Struct(">4sHHHH")
_ROW = struct.Struct(">4sLLL")


@cache
def lean_face() -> "type[TTFontFace]":
    """reportlab's face, whose subsets hold the needed tables only."""
    from reportlab.pdfbase.ttfonts import TTFontFace

    class LeanFace(TTFontFace):
        def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802
            return needed(super().makeSubset(subset))

    return LeanFace


def needed(font: bytes) -> bytes:
    """The font with its needed tables alone."""
    rows = [_ROW.unpack_from(font, at) for at in range(_HEAD.size, _end(font), _ROW.size)]
    kept = [row for row in rows if row[0] in NEEDED]
    power = len(kept).bit_length() - 1
    step = 16 << power
    head = _HEAD.pack(font[:4], len(kept), step, power, 16 * len(kept) - step)
    at = _HEAD.size + _ROW.size * len(kept)
    table, data = b"", b""
    for tag, check, start, length in kept:
        table += _ROW.pack(tag, check, at + len(data), length)
        data += font[start : start + length] + bytes(-length % 4)
    return head + table + data


def _end(font: bytes) -> int:
    """Where the table of tables ends."""
    return _HEAD.size + _ROW.size * int.from_bytes(font[4:6])

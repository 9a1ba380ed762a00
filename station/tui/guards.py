"""The last door before the terminal: what leaves the screen steers nothing and stays in line.

Textual writes control characters of data to the terminal as they are, from every widget: a
resident's name could move the cursor or fill the clipboard. And the console of a Chinese
Windows draws characters of ambiguous width (frames, blocks, ellipsis) two cells wide, which
pushes the rest of the line away. Both are put right here, for every widget at once.
"""

import re
import unicodedata

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STEERING = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: all that can begin an escape sequence
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi, separators
    "\ufeff\ufff9-\ufffb\ud800-\udfff"  # byte order mark, annotations, lone surrogates
    "\U000e0000-\U000e007f"  # tags
    "]"
)
# Variation selectors are not among these: they are part of names.
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_FLOOD = re.compile(f"([{_MARK}]{{2}})[{_MARK}]+")


class SafeOutput(LineFilter):
    """Takes out every character that steers a terminal, and floods of combining marks.

    The width of the line stays what the layout measured.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else _safe(segment)
            for segment in segments
        ]


def _safe(segment: Segment) -> Segment:
    text = _STEERING.sub(lambda found: "?" * cell_len(found[0]), segment.text)
    text = _FLOOD.sub(r"\1", text)
    return segment if text == segment.text else Segment(text, segment.style)


class PlainLook(LineFilter):
    """Replaces characters of ambiguous width by plain ones, one cell for one cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_PLAIN), segment.style, segment.control)
            for segment in segments
        ]


class _PlainTable(dict[int, str]):
    """Character code -> what stands for it. Codes that need no change map to themselves."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.east_asian_width(character) == "A" and cell_len(character):
            simpler = unicodedata.normalize("NFKD", character)[:1]
            character = simpler if simpler.isascii() else "?"
        self[code] = character
        return character


def _plain_table() -> _PlainTable:
    table = _PlainTable(dict.fromkeys(range(9472, 9600), "+"))  # frames: corners, crossings
    table |= {ord(stroke): "|" for stroke in "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"}
    table |= {ord(stroke): "-" for stroke in "─━┄┅┈┉╌╍═╴╶╸╺╼╾"}
    table |= dict.fromkeys(range(0x2580, 0x25A0), " ")  # blocks: their colour says enough
    table |= {ord(block): "#" for block in "█▓▒"}
    pairs = zip("●•○◉…·‥▶▷◀◁▲△▼▽↑↓←→—–―“”‘’√×÷°", "**oo...>><<^^vv^v<>---\"\"''vx/o", strict=True)
    table |= {ord(odd): plain for odd, plain in pairs}
    return table


_PLAIN = _plain_table()

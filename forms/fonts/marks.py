"""Where a combining mark stands over, under or through what it belongs to.

Most letters with marks are one character with a glyph of its own; what is left (an ê with a
macron, an m with a grave) is put together here. The bounding boxes decide, not the anchors of a
font: the letter and its mark may come from different fonts.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from forms.fonts.faces import Glyph, font_of, glyph

_MARKS = re.compile("[\u0300-\u036f]")
GAP = 0.06
"""Ems between a letter and its mark, and between two marks."""
HIGHEST, LOWEST = 1.15, -0.45
"""Ems over and under the baseline: a mark that would run into the next line stands beside."""

OVERLAY, ATTACHED_BELOW, ATTACHED_BESIDE = 1, 202, 216
BELOW = (218, 220, 222, 240)
BESIDE = (ATTACHED_BESIDE, 228, 232)
ACROSS = (233, 234)
"""Combining classes (Unicode 15, 4.3); of the marks treated here all others stand above."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a glyph covers, in ems from where it begins on the baseline."""

    left: float
    bottom: float
    right: float
    top: float

    def moved(self, right: float, up: float) -> "Box":
        return Box(self.left + right, self.bottom + up, self.right + right, self.top + up)

    def joined(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """`text` in the font named `font`, begun `right` and `up` ems from the end of its letter."""

    font: str
    text: str
    right: float
    up: float
    width: float = 0.0
    """The room it takes, in ems: none, unless it stands alone."""

    def __str__(self) -> str:
        return self.text


def has_marks(text: str) -> bool:
    """Whether the text has marks that are put over, under or through letters here."""
    return _MARKS.search(text) is not None


def is_mark(char: str) -> bool:
    """Whether it is one of the combining diacritical marks, U+0300 to U+036F."""
    return "\u0300" <= char <= "\u036f"


def placed(mark: Box, letter: Box, class_: int, *, advance: float) -> tuple[float, float]:
    """How far right and up of where the letter begins its mark begins.

    `letter` covers the marks that stand on it already; `advance` is the letter's width.
    """
    right = (letter.left + letter.right) / 2 - (mark.left + mark.right) / 2
    if class_ in ACROSS:
        right = advance - (mark.left + mark.right) / 2
    if class_ in BESIDE:
        middle = (mark.bottom + mark.top) / 2
        gap = 0.0 if class_ == ATTACHED_BESIDE else GAP
        return letter.right + gap - mark.left, letter.top - middle
    if class_ == OVERLAY:
        return right, (letter.bottom + letter.top) / 2 - (mark.bottom + mark.top) / 2
    if class_ == ATTACHED_BELOW:
        return right, letter.bottom - mark.top
    if class_ in BELOW or class_ == ACROSS[0]:
        return right, letter.bottom - GAP - mark.top
    return right, letter.top + GAP - mark.bottom


class Letter:
    """A letter that takes marks, one after the other as they follow in the text."""

    def __init__(self, letter: Glyph | None, face: str) -> None:
        self._face = face
        self._advance = letter.width if letter else 0.0
        self._covered = box(letter.font, letter.text) if letter and len(letter.text) == 1 else None

    def with_mark(self, char: str) -> Mark:
        """Where the mark stands. Raises FontFault."""
        drawn = glyph(char, self._face)
        mine = box(drawn.font, char)
        if mine is None:  # the joiner of graphemes, U+034F, has no outline
            return Mark(drawn.font, char, 0.0, 0.0)
        if self._covered:
            class_ = unicodedata.combining(char)
            right, up = placed(mine, self._covered, class_, advance=self._advance)
            covered = self._covered.joined(mine.moved(right, up))
            if covered.bottom >= LOWEST and covered.top <= HIGHEST:
                self._covered = covered
                return Mark(drawn.font, char, right - self._advance, up)
        width = mine.right - mine.left + 2 * GAP
        return Mark(drawn.font, char, GAP - mine.left, 0.0, width)


@cache
def box(font: str, char: str) -> Box | None:
    """What the character covers in this font; None if it has no outline. Raises FontFault."""
    face = font_of(font).face
    number = face.charToGlyph.get(ord(char), 0)
    start, end = face.glyphPos[number : number + 2]
    if not number or start == end:
        return None
    offset = face.get_table_pos("glyf")[0] + start
    _contours, *corners = struct.unpack(">5h", face.get_chunk(offset, 10))
    left, bottom, right, top = (corner / face.unitsPerEm for corner in corners)
    return Box(left, bottom, right, top)


def letters(text: str, face: str) -> Iterator[tuple[str, Mark | None]]:
    """Each character of the text, and where it stands if it is a mark. Raises FontFault."""
    under = Letter(None, face)
    for char in text:
        if is_mark(char):
            yield char, under.with_mark(char)
            continue
        under = Letter(None if char.isspace() else glyph(char, face), face)
        yield char, None

"""The one safe way to put text on paper.

Whatever the text is, it is drawn letter by letter and never read as markup: nothing in it can
open a file, name a font or end a page. Lines break as Chinese print breaks them: between any
two Han characters, around words of letters and digits, never before a closing mark or after an
opening one. What is longer than a line is broken anywhere rather than cut.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from forms.fonts.added import ADDED
from forms.fonts.faces import SONG, glyph
from forms.fonts.marks import Mark, has_marks, letters
from station.domain.text import normal_form

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, ticked or not. No Chinese font has one, so it is drawn."""

    on: bool


@dataclass(frozen=True, slots=True)
class Pen:
    """A line to write on: so many ems long, or (0) to the end of the line."""

    ems: float = 0.0


Drawn: TypeAlias = str | Mark | Tick | Pen
Parts: TypeAlias = tuple[str | Tick | Pen, ...]
Content: TypeAlias = str | Parts


@dataclass(frozen=True, slots=True)
class Style:
    """A face, a size in points, and how many sizes it is from one baseline to the next."""

    face: str = SONG
    size: float = 10.5
    spacing: float = 1.45

    @property
    def leading(self) -> float:
        """Points from one baseline to the next."""
        return self.size * self.spacing


@dataclass(frozen=True, slots=True)
class Piece:
    """Something at `x` points from the start of its line: text in one font, a mark over or under
    the letter before it, a box or a line."""

    x: float
    width: float
    font: str
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, `width` points wide."""

    pieces: tuple[Piece, ...]
    width: float


class _Kind(Enum):
    """How a character behaves where a line may break."""

    WIDE = auto()
    """A break may stand before and after it."""
    WORD = auto()
    """Stays with its like."""
    SPACE = auto()
    OPENS = auto()
    """Never the last of a line."""
    CLOSES = auto()
    """Never the first of a line."""
    POINT = auto()
    """The same, and a word goes on behind it: 3.5, a/b?c=1."""


_OPENS = frozenset("（〔［｛《〈「『【〖“‘([{$¥￥")
_CLOSES = frozenset("）〕］｝》〉」』】〗”’，。、；：？！…—·～℃％‰々ー")
_POINTS = frozenset(")]},.;:!?%")
MOST_KEPT = 1 << 14
"""Characters of one style whose widths are remembered."""
_SHORTEST_PEN = 3.0
"""Ems that a line to the end must at least have; else it goes to the next line."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """What no line break divides."""

    kind: _Kind
    width: float
    font: str
    drawn: Drawn


_width = attrgetter("width")
_font = attrgetter("font")


def wrap(content: Content, *, width: float, style: Style) -> tuple[Line, ...]:
    """The content as lines at most `width` points wide; at least one line. Raises FontFault."""
    paragraphs: list[list[_Atom]] = [[]]
    atoms = _atoms(style, ADDED.get())
    for part in (content,) if isinstance(content, str) else content:
        if not isinstance(part, str):
            paragraphs[-1].append(_mark(part, style))
            continue
        first, *others = _literal(part).split("\n")
        paragraphs[-1] += _drawn(first, atoms, style)
        paragraphs += (_drawn(other, atoms, style) for other in others)
    return tuple(line for paragraph in paragraphs for line in _lines(paragraph, width))


def draw(canvas: "Canvas", line: Line, *, x: float, y: float, style: Style) -> None:
    """Draw the line with its baseline at `y`."""
    written = canvas.beginText(x, y)
    for piece in line.pieces:
        match piece.drawn:
            case str(text):
                written.setFont(piece.font, style.size)
                written.textOut(text)
            case Mark() as mark:
                written.setFont(mark.font, style.size)
                right, up = mark.right * style.size, mark.up * style.size
                written.setTextOrigin(x + piece.x + right, y + up)
                written.textOut(mark.text)
            case Tick(on=on):
                _draw_tick(canvas, x + piece.x, y, style.size, on=on)
            case Pen():
                canvas.setLineWidth(0.4)
                canvas.line(x + piece.x, y - 1.5, x + piece.x + piece.width, y - 1.5)
        if not isinstance(piece.drawn, str):
            written.setTextOrigin(x + piece.x + piece.width, y)
    canvas.drawText(written)


def _literal(text: str) -> str:
    """Line ends as line feeds, no floods of empty lines, tabs as spaces; all else as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return re.sub(r"\n{3,}", "\n\n", text)


def _mark(mark: Tick | Pen, style: Style) -> _Atom:
    if isinstance(mark, Tick):
        return _Atom(_Kind.OPENS, 1.1 * style.size, "", mark)
    return _Atom(_Kind.WIDE, (mark.ems or _SHORTEST_PEN) * style.size, "", mark)


def _drawn(text: str, atoms: "_Atoms", style: Style) -> list[_Atom]:
    """The characters of one paragraph; a mark goes where its letter goes."""
    if not has_marks(text):
        return [atoms[char] for char in text]
    drawn: list[_Atom] = []
    for char, mark in letters(normal_form(text), style.face):
        if mark is None:
            drawn.append(atoms[char])
            continue
        in_word = drawn and drawn[-1].kind is _Kind.WORD
        kind = _Kind.WORD if in_word else _Kind.CLOSES
        drawn.append(_Atom(kind, mark.width * style.size, "", mark))
    return drawn


class _Atoms(dict[str, _Atom]):
    """Characters in one style, each looked for once; single characters, never a text."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, char: str) -> _Atom:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = glyph(char, self._style.face)
        kind = _kind(char) if found.text == char else _Kind.WIDE
        atom = _Atom(kind, found.width * self._style.size, found.font, found.text)
        self[char] = atom
        return atom


@lru_cache(maxsize=64)
def _atoms(style: Style, _added: tuple[str, ...]) -> _Atoms:
    """Which fonts are asked is part of the question: their answers are kept apart."""
    return _Atoms(style)


def _kind(char: str) -> _Kind:
    if char in _OPENS:
        return _Kind.OPENS
    if char in _CLOSES or unicodedata.category(char).startswith("M"):
        return _Kind.CLOSES
    if char in _POINTS:
        return _Kind.POINT
    if char.isspace():
        return _Kind.SPACE
    wide = unicodedata.east_asian_width(char) in "WF"
    return _Kind.WIDE if wide else _Kind.WORD


def _lines(atoms: list[_Atom], width: float) -> Iterator[Line]:
    """Greedy filling; a space at the end of a line is taken up by the break."""
    if sum(map(_width, atoms)) <= width and not any(isinstance(a.drawn, Pen) for a in atoms):
        yield _line(atoms)
        return
    line: list[_Atom] = []
    filled = 0.0
    for unit in _units(atoms):
        length = sum(map(_width, unit))
        if filled + length > width:
            if unit[0].kind is _Kind.SPACE:
                continue
            if line:
                yield _line(line)
                line, filled = [], 0.0
        for atom in unit:
            if filled + atom.width > width and line:
                yield _line(line)
                line, filled = [], 0.0
            if isinstance(atom.drawn, Pen):
                atom = _ruled(atom.drawn, atom.width, width - filled)  # noqa: PLW2901
            line.append(atom)
            filled += atom.width
    yield _line(line)


def _ruled(pen: Pen, length: float, room: float) -> _Atom:
    """A pen line with its length: what was asked for, or all the room that is left."""
    return _Atom(_Kind.WIDE, min(length, room) if pen.ems else room, "", pen)


def _units(atoms: Iterable[_Atom]) -> Iterator[list[_Atom]]:
    """Runs of atoms between which a line does not break unless it must."""
    unit: list[_Atom] = []
    for atom in atoms:
        if unit and not _glued(unit[-1].kind, atom.kind):
            yield unit
            unit = []
        unit.append(atom)
    if unit:
        yield unit


def _glued(before: _Kind, after: _Kind) -> bool:
    if before is _Kind.SPACE or after is _Kind.SPACE:
        return False
    if before is _Kind.OPENS or after in (_Kind.CLOSES, _Kind.POINT):
        return True
    return before in (_Kind.WORD, _Kind.POINT) and after is _Kind.WORD


def _line(atoms: list[_Atom]) -> Line:
    """Neighbours in one font become one piece of text."""
    pieces, x = [], 0.0
    for font, run in groupby(atoms, _font):  # marks, boxes and lines have none
        group = list(run)
        if font:
            length = sum(map(_width, group))
            pieces.append(Piece(x, length, font, "".join(str(atom.drawn) for atom in group)))
            x += length
            continue
        for atom in group:
            pieces.append(Piece(x, atom.width, "", atom.drawn))
            x += atom.width
    return Line(tuple(pieces), x)


def _draw_tick(canvas: "Canvas", x: float, y: float, size: float, *, on: bool) -> None:
    side, foot = 0.8 * size, y - 0.08 * size
    canvas.setLineWidth(0.6)
    canvas.rect(x + 0.1 * size, foot, side, side)
    if on:
        canvas.setLineWidth(1.1)
        left = x + 0.1 * size
        elbow = (left + 0.38 * side, foot + 0.15 * side)
        canvas.line(left + 0.12 * side, foot + 0.5 * side, *elbow)
        canvas.line(*elbow, left + 0.9 * side, foot + 0.88 * side)

"""What a sheet is made of. A sheet is a tuple of blocks; how they look is decided elsewhere.

Nothing here draws, so the roll of sheets can be read without a PDF library.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from forms.facts import Facts
from forms.text import Content

LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
"""Alignment: the part of the free room that lies before the text."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A label and what stands behind it; `room` is the least number of lines to write in."""

    label: str
    content: Content
    share: float = 1.0
    """Width of its content, against the other fields of the row."""
    room: int = 1


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of fields, one tuple a row."""

    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a listing: its share of the width, and how its cells are aligned."""

    title: str
    share: float
    align: float = LEFT


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A table with a head that comes again on each page. The first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    summary: Content = ""
    room: int = 0
    """So many rows to write in where none is known."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A line in Hei above what follows; it never ends a page."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A paragraph in full width; `strong` sets it in Hei."""

    content: Content
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Notes:
    """Numbered sentences in small print: rights, duties, where the law says so."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Places to sign, side by side and on one page; `seal` names the seal that belongs there."""

    places: tuple[Content, ...]
    seal: str = ""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Groups of letters to be typed from the paper, in numbered rows of boxes; every letter is
    equally wide. An error that names row and group is found by the numbers at the edges."""

    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What is to be done, in this order, in the size of the text."""

    sentences: tuple[str, ...]


Block: TypeAlias = Grid | Listing | Letters | Heading | Steps | Prose | Notes | Signing


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A kind of printed form (文书)."""

    code: str
    title: str
    copies: int
    """How many are printed for those whom the law or practice names."""
    basis: tuple[str, ...]
    """The laws and standards that ask for it, for the roll; what the paper cites it says itself."""
    needs: tuple[str, ...]
    """Paths of the facts it cannot do without (`forms.facts.FAULTS`)."""
    build: Callable[[Facts], tuple[Block, ...]]
    by_authority: bool = False
    """Only the authority can issue it: its name stands above the title and belongs to `needs`, so a
    station prints it after the authority's own event alone."""
    blank: bool = True
    """Whether an empty one is of any use; a sheet of letters or of a reckoning is none."""
    slip: Callable[[Facts], tuple[Block, ...]] | None = None
    """The same on a roll of 80 mm, where that is asked for."""
    qr: Callable[[Facts], str] | None = None
    """What its code says where that is not its numbers, signed: see `station.domain.guide_code`."""

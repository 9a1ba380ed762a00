"""From blocks to rows of cells with their lines broken: all that is to be known before drawing.

Every block becomes rows, and rows are all that pages are made of; a row too high for a page is
divided between lines. Lengths are in points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from forms.fonts.faces import FANG, HEI
from forms.sheet.blocks import (
    CENTRE,
    LEFT,
    Block,
    Field,
    Grid,
    Heading,
    Letters,
    Listing,
    Notes,
    Prose,
    Signing,
    Steps,
)
from forms.sheet.words import wide_letters
from forms.text import Content, Line, Style, wrap
from station.domain.letters import IN_A_ROW

MM = 72 / 25.4
BODY = Style()
OFFICIAL = Style(FANG, 11.5)
"""Of what an authority writes: official documents are set in Fangsong (GB/T 9704-2012, 5.2.2),
here one size below theirs, for forms stand on the same page."""
HEADING = Style(HEI, 11)
SIGNED = Style(spacing=2.0)
STRONG = Style(HEI, 10.5)
SMALL = Style(size=8.5, spacing=1.35)
TYPED = Style(HEI, 13, spacing=1.0)
"""Of letters to be typed: as wide as a Han character, each."""
ROW_NUMBER = 12 * MM
LABEL_WIDTH = 23 * MM
SEAL_WIDTH = 40 * MM
SEAL_HEIGHT = 33 * MM
SIGN_HEIGHT = 20 * MM
PAD = 1.4 * MM
GAP = 2 * MM
SIGN_GAP = 3 * MM


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Lines in a column `width` wide. A `fixed` cell comes again on each part of its row."""

    lines: tuple[Line, ...]
    width: float
    style: Style = BODY
    boxed: bool = True
    align: float = LEFT
    fixed: bool = False
    seal: bool = False
    """Its lines stand inside the ring where a seal belongs."""
    air: float = PAD
    """Room above and below the lines of a box."""

    @property
    def pad(self) -> float:
        """Room above and below the lines."""
        return self.air if self.boxed else 0.2 * self.air

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading + 2 * self.pad


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells side by side."""

    cells: tuple[Cell, ...]
    above: float = 0.0
    """Room before it."""
    least: float = 0.0
    """The least height of its cells."""
    whole: bool = False
    """Moves to the next page rather than being divided."""
    leads: bool = False
    """Never the last row of a page: what it leads must follow."""
    head: "Row | None" = field(default=None, repr=False)
    """The row that comes again above this one where it begins a page."""

    @property
    def height(self) -> float:
        return self.above + max(self.least, *(cell.height for cell in self.cells))

    def divided(self, room: float) -> "tuple[Row, Row] | None":
        """What of it fits into `room`, and the rest; None when no line of it fits."""
        room -= self.above
        first, rest = [], []
        for cell in self.cells:
            count = int((room - 2 * cell.pad) / cell.style.leading)
            if count < 1 or (cell.fixed and cell.height > room):
                return None
            first.append(cell if cell.fixed else replace(cell, lines=cell.lines[:count]))
            rest.append(cell if cell.fixed else replace(cell, lines=cell.lines[count:]))
        return (
            replace(self, cells=tuple(first), least=0.0),
            replace(self, cells=tuple(rest), least=0.0, above=0.0),
        )


def rows(blocks: Iterable[Block], width: float, *, letter: Style = BODY) -> Iterator[Row]:
    """The rows of all blocks, one below the other; paragraphs are set in `letter`. Raises
    FontFault."""
    for block in blocks:
        match block:
            case Grid():
                yield from _grid(block, width)
            case Listing():
                yield from _listing(block, width)
            case Letters():
                yield from _letters(block, width)
            case Heading():
                yield replace(_plain(block.text, width, HEADING), leads=True)
            case Prose():
                style = STRONG if block.strong else letter
                yield _plain(block.content, width, style)
            case Steps():
                yield from _numbered(block.sentences, width, BODY)
            case Notes():
                yield from _notes(block, width)
            case Signing():
                yield _signing(block, width)
            case _:
                assert_never(block)


def _cell(
    content: Content, width: float, *, style: Style = BODY, boxed: bool = True,
    align: float = LEFT, fixed: bool = False,
) -> Cell:  # fmt: skip
    inner = width - 2 * PAD if boxed else width
    return Cell(
        lines=wrap(content, width=inner, style=style), width=width, style=style, boxed=boxed,
        align=align, fixed=fixed,
    )  # fmt: skip


def _plain(content: Content, width: float, style: Style) -> Row:
    return Row(cells=(_cell(content, width, style=style, boxed=False),), above=GAP)


def _grid(grid: Grid, width: float) -> Iterator[Row]:
    for fields in grid.rows:
        room = width - LABEL_WIDTH * len(fields)
        shares = sum(each.share for each in fields)
        cells = (cell for each in fields for cell in _labelled(each, room * each.share / shares))
        least = max(each.room for each in fields) * BODY.leading + 2 * PAD
        yield Row(cells=tuple(cells), least=least)


def _labelled(each: Field, width: float) -> tuple[Cell, Cell]:
    label = _cell(each.label, LABEL_WIDTH, align=CENTRE, fixed=True)
    return label, _cell(each.content, width)


def _listing(listing: Listing, width: float) -> Iterator[Row]:
    shares = sum(column.share for column in listing.columns)
    widths = [width * column.share / shares for column in listing.columns]
    titles = (
        _cell(column.title, each, style=STRONG, align=CENTRE)
        for column, each in zip(listing.columns, widths, strict=True)
    )
    head = Row(cells=tuple(titles), leads=True)
    yield head
    for contents in listing.rows:
        cells = (
            _cell(content, each, align=column.align, fixed=column is listing.columns[0])
            for content, column, each in zip(contents, listing.columns, widths, strict=True)
        )
        yield Row(cells=tuple(cells), head=head)
    for _ in range(0 if listing.rows else listing.room):
        empty = (_cell("", each) for each in widths)
        yield Row(cells=tuple(empty), least=BODY.leading + 2 * PAD, head=head)
    if listing.summary:
        yield Row(cells=(_cell(listing.summary, width),), head=head)


def _letters(letters: Letters, width: float) -> Iterator[Row]:
    each = (width - ROW_NUMBER) / IN_A_ROW
    titles = ("", *map(str, range(1, IN_A_ROW + 1)))
    widths = (ROW_NUMBER, *[each] * IN_A_ROW)
    head = Row(
        cells=tuple(
            _cell(title, wide, style=SMALL, align=CENTRE)
            for title, wide in zip(titles, widths, strict=True)
        ),
        leads=True,
    )
    yield head
    for at in range(0, len(letters.groups), IN_A_ROW):
        groups = letters.groups[at : at + IN_A_ROW]
        texts = (f"{at // IN_A_ROW + 1}.", *map(wide_letters, groups))
        yield Row(
            cells=tuple(
                _cell(text, wide, style=TYPED if place else SMALL, align=CENTRE)
                for place, (text, wide) in enumerate(zip(texts, widths, strict=False))
            ),
            head=head,
        )


def _numbered(sentences: Iterable[str], width: float, style: Style) -> Iterator[Row]:
    mark = 2 * style.size
    for number, sentence in enumerate(sentences, start=1):
        yield Row(
            cells=(
                _cell(f"{number}.", mark, style=style, boxed=False),
                _cell(sentence, width - mark, style=style, boxed=False),
            ),
            whole=True,
        )


def _notes(notes: Notes, width: float) -> Iterator[Row]:
    """They stay together, and with the signatures below them: no page holds those alone."""
    yield replace(_plain(notes.title, width, SMALL), leads=True)
    for row in _numbered(notes.sentences, width, SMALL):
        yield replace(row, leads=True)


def _signing(signing: Signing, width: float) -> Row:
    each = (width - (SEAL_WIDTH if signing.seal else 0.0)) / len(signing.places)
    cells = [
        Cell(
            lines=wrap(place, width=each - SIGN_GAP, style=SIGNED), width=each, style=SIGNED,
            boxed=False,
        )
        for place in signing.places
    ]  # fmt: skip
    if signing.seal:
        lines = wrap(signing.seal, width=0.5 * SEAL_WIDTH, style=SMALL)
        ring = Cell(
            lines=lines, width=SEAL_WIDTH, style=SMALL, boxed=False, align=CENTRE, seal=True
        )
        cells.append(ring)
    least = SEAL_HEIGHT if signing.seal else SIGN_HEIGHT
    return Row(cells=tuple(cells), above=2 * GAP, least=least, whole=True)

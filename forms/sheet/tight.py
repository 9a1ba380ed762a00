"""Rows closer together, where that saves a page: a few lines over are no reason for a second one.

Places to sign and to seal, and the title beside the code, keep their room.
"""

from collections.abc import Iterable
from dataclasses import replace

from forms.sheet.pages import pages
from forms.sheet.rows import Cell, Row

STEPS = ((0.97, 0.85), (0.94, 0.7), (0.91, 0.6), (0.88, 0.5))
"""Of the distance between two lines, and of the room above and below the lines of a cell; with the
last, letters of 10.5 points have lines of 13.4."""


def fitted(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """The rows of each page: as far apart as they may be on the fewest pages."""
    roomy = list(rows)
    best = pages(roomy, height)
    for lines, air in STEPS:
        if len(best) == 1:
            break
        closer = pages([_closer(row, lines, air) for row in roomy], height)
        best = closer if len(closer) < len(best) else best
    return best


def _closer(row: Row, lines: float, air: float) -> Row:
    if row.whole and row.least:
        return row
    return replace(
        row,
        cells=tuple(_cell(cell, lines, air) for cell in row.cells),
        above=air * row.above,
        least=lines * air * row.least,
        head=_closer(row.head, lines, air) if row.head else None,
    )


def _cell(cell: Cell, lines: float, air: float) -> Cell:
    style = replace(cell.style, spacing=lines * cell.style.spacing)
    return replace(cell, style=style, air=air * cell.air)

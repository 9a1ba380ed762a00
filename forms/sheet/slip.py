"""The slip: 80 mm of a receipt printer's roll, as long as it must be.

Such printers leave 4 mm on both sides white (72 mm of 80 are printed).
"""

import io
from collections.abc import Iterable

from forms.fonts.faces import HEI
from forms.sheet.blocks import CENTRE
from forms.sheet.packed import packed
from forms.sheet.pages import pages
from forms.sheet.paper import PRACTICE, QR_SIDE, Frame, canvas_on, draw_code, draw_mark, draw_row
from forms.sheet.rows import MM, Cell, Row
from forms.text import Style, wrap

WIDTH, MARGIN = 80 * MM, 4 * MM
TEXT_WIDTH = WIDTH - 2 * MARGIN
LONGEST = 3000 * MM
"""Of one piece; a PDF page ends at 5 m."""
ISSUER = Style(size=11)
TITLE = Style(HEI, 14)
META = Style(size=8.5)
MARK = Style(HEI, 26)


def slip(frame: Frame, rows: Iterable[Row]) -> bytes:
    """The slip as a PDF: the same rows give the same bytes. Raises FontFault, BadCode."""
    pieces = pages((*_head(frame), *rows), LONGEST)
    file = io.BytesIO()
    canvas = canvas_on(file, frame.title, (WIDTH, LONGEST))
    for index, piece in enumerate(pieces, start=1):
        foot = _foot(f"{frame.number}　{index}/{len(pieces)}")
        height = 2 * MARGIN + sum(row.height for row in (*piece, foot)) + QR_SIDE
        canvas.setPageSize((WIDTH, height))
        if frame.practice:
            draw_mark(canvas, PRACTICE, WIDTH, height, MARK)
        y = height - MARGIN
        for row in (*piece, foot):
            draw_row(canvas, row, x=MARGIN, top=y)
            y -= row.height
        draw_code(canvas, frame.qr, left=(WIDTH - QR_SIDE) / 2, top=y)
        canvas.showPage()
    canvas.save()
    return packed(file.getvalue())


def _head(frame: Frame) -> tuple[Row, ...]:
    lines = ((frame.issuer, ISSUER), (frame.title, TITLE), (frame.printed, META))
    return tuple(_line(text, style) for text, style in lines)


def _foot(text: str) -> Row:
    return _line(text, META)


def _line(text: str, style: Style) -> Row:
    lines = wrap(text, width=TEXT_WIDTH, style=style)
    cell = Cell(lines=lines, width=TEXT_WIDTH, style=style, boxed=False, align=CENTRE)
    return Row(cells=(cell,), above=1.2 * MM)

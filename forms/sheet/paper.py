"""The paper: A4, what stands at its head and foot, and rows drawn down the page."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.fonts.faces import HEI, SONG
from forms.sheet.blocks import CENTRE, LEFT, RIGHT
from forms.sheet.code import bars
from forms.sheet.packed import packed
from forms.sheet.rows import MM, PAD, Cell, Row
from forms.sheet.tight import fitted
from forms.text import Line, Style, draw, wrap

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 210 * MM, 297 * MM
BINDING, OUTER = 22 * MM, 18 * MM
"""The left margin is wider: sheets are filed."""
TOP, BOTTOM = 16 * MM, 16 * MM
TEXT_WIDTH = WIDTH - BINDING - OUTER
QR_SIDE = 23 * MM
ISSUER = Style(size=12)
TITLE = Style(HEI, 19)
META = Style(size=9)
SEAL_RADIUS = 16 * MM
PRACTICE = "练习 PRACTICE"
MARK = Style(HEI, 64)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around the rows. `qr` is what the code in the corner says."""

    issuer: str
    title: str
    number: str
    printed: str
    qr: str
    practice: bool = False
    """Whether each page bears `PRACTICE` from corner to corner, and at its foot."""


def pdf(frame: Frame, rows: Iterable[Row]) -> bytes:
    """The sheet as a PDF: the same rows give the same bytes. Raises FontFault, BadCode."""
    sheets = fitted((*title_rows(frame), *rows), HEIGHT - TOP - BOTTOM)
    file = io.BytesIO()
    canvas = canvas_on(file, frame.title, (WIDTH, HEIGHT))
    draw_code(canvas, frame.qr, left=WIDTH - OUTER - QR_SIDE, top=HEIGHT - TOP + 3 * MM)
    for index, page in enumerate(sheets, start=1):
        y = HEIGHT - TOP
        if frame.practice:
            draw_mark(canvas, PRACTICE, WIDTH, HEIGHT, MARK)
        for row in page:
            draw_row(canvas, row, x=BINDING, top=y)
            y -= row.height
        _draw_margins(canvas, frame, index, len(sheets))
        canvas.showPage()
    canvas.save()
    return packed(file.getvalue())


def canvas_on(file: io.BytesIO, title: str, size: tuple[float, float]) -> "Canvas":
    """A canvas whose bytes depend on what is drawn alone; they are to be packed."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        file, pagesize=size, pageCompression=0, invariant=1, lang="zh-CN",
        # Else every page names Helvetica, which is not embedded. The stub takes it for a number.
        initialFontName=SONG,  # type: ignore[arg-type]
    )  # fmt: skip
    canvas.setTitle(title)
    return canvas


def title_rows(frame: Frame) -> tuple[Row, ...]:
    """Office and title, and under them number and time."""
    half = TEXT_WIDTH / 2
    meta = tuple(
        Cell(
            lines=wrap(text, width=half, style=META), width=half, style=META, boxed=False,
            align=align,
        )
        for text, align in ((f"文书编号：{frame.number}", LEFT), (frame.printed, RIGHT))
    )  # fmt: skip
    return (
        *title_of(frame.issuer, frame.title),
        Row(cells=meta, least=5.5 * MM, whole=True),
    )


def title_of(issuer: str, title: str) -> tuple[Row, ...]:
    """Office and title between the margins that the code leaves free on both sides."""
    aside = QR_SIDE + 2 * MM
    centre = TEXT_WIDTH - 2 * aside

    def line(text: str, style: Style, least: float) -> Row:
        cells = (
            Cell(lines=(), width=aside, boxed=False),
            Cell(
                lines=wrap(text, width=centre, style=style), width=centre, style=style,
                boxed=False, align=CENTRE,
            ),
        )  # fmt: skip
        return Row(cells=cells, least=least, whole=True)

    return line(issuer, ISSUER, 8.5 * MM), line(title, TITLE, 15 * MM)


def draw_row(canvas: "Canvas", row: Row, *, x: float, top: float) -> None:
    """The cells side by side, from the corner at the upper left."""
    top -= row.above
    height = row.height - row.above
    for cell in row.cells:
        if cell.boxed:
            canvas.setLineWidth(0.5)
            canvas.rect(x, top - height, cell.width, height)
        if cell.seal:
            _draw_ring(canvas, x + cell.width / 2, top - height / 2)
        _draw_cell(canvas, cell, x, top, height)
        x += cell.width


def _draw_cell(canvas: "Canvas", cell: Cell, x: float, top: float, height: float) -> None:
    """Boxed lines stand in the middle of the height, others at its top."""
    slack = height - cell.height if cell.boxed or cell.seal else 0.0
    style = cell.style
    # The baseline lies so that the room above and below the characters is equal.
    y = top - slack / 2 - cell.pad - (style.leading + style.size * 0.76) / 2
    for line in cell.lines:
        draw(canvas, line, x=x + _indent(cell, line), y=y, style=style)
        y -= style.leading


def _indent(cell: Cell, line: Line) -> float:
    margin = PAD if cell.boxed else 0.0
    return margin + (cell.width - 2 * margin - line.width) * cell.align


def _draw_ring(canvas: "Canvas", x: float, y: float) -> None:
    """Where the seal belongs: a ring light enough to stamp over."""
    canvas.saveState()
    canvas.setStrokeGray(0.6)
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 2)
    canvas.circle(x, y, SEAL_RADIUS)
    canvas.restoreState()


def draw_mark(
    canvas: "Canvas", text: str, width: float, height: float, style: Style
) -> None:  # fmt: skip
    """Across the page, under everything else, and too dark to be taken for the paper's own."""
    (line,) = wrap(text, width=HEIGHT, style=style)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(55)
    canvas.setFillGray(0.82)
    draw(canvas, line, x=-line.width / 2, y=-style.size / 3, style=style)
    canvas.restoreState()


def draw_code(canvas: "Canvas", text: str, *, left: float, top: float) -> None:
    """The code with this corner at its upper left. Raises BadCode."""
    side, runs = bars(text)
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(QR_SIDE / side, -QR_SIDE / side)  # whole numbers take a third of the room
    path = canvas.beginPath()
    for x, y, length in runs:
        path.rect(x, y, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _draw_margins(canvas: "Canvas", frame: Frame, page: int, of: int) -> None:
    """The foot of every page, and the head of those that have no title."""
    foot = BOTTOM - 7 * MM
    rule_at_foot(canvas)
    mark = f"　{PRACTICE}" if frame.practice else ""  # what lies across is read in pieces
    between_margins(canvas, foot, f"文书编号：{frame.number}{mark}", f"第 {page} 页　共 {of} 页")
    if page > 1:
        between_margins(canvas, HEIGHT - TOP + 4 * MM, f"{frame.title}（续）", frame.issuer)


def rule_at_foot(canvas: "Canvas") -> None:
    """The line above the foot of a page."""
    foot = BOTTOM - 7 * MM
    canvas.setLineWidth(0.3)
    canvas.line(BINDING, foot + 4 * MM, WIDTH - OUTER, foot + 4 * MM)


def between_margins(canvas: "Canvas", y: float, left: str, right: str) -> None:
    """Two short texts on one line; what is too long ends in a mark, for page 1 has it whole."""
    first = _one_line(left, TEXT_WIDTH * 0.62)
    last = _one_line(right, TEXT_WIDTH * 0.36)
    draw(canvas, first, x=BINDING, y=y, style=META)
    draw(canvas, last, x=WIDTH - OUTER - last.width, y=y, style=META)


def _one_line(text: str, width: float) -> Line:
    lines = wrap(text, width=width, style=META)
    if len(lines) == 1:
        return lines[0]
    begun = wrap(text, width=width - META.size, style=META)[0]
    return wrap("".join(str(each.drawn) for each in begun.pieces) + "…", width=width, style=META)[0]

"""A list of any length: it draws the lines on view and fetches only their page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from station.desk.words import told
from station.domain.errors import StationError
from station.tui.widgets.words import Block

PAGE = 100
_PAGES_KEPT = 8
_LEAST = 6  # cells that a growing column keeps on the narrowest screen


@dataclass(frozen=True, kw_only=True)
class Column:
    """A title and a width in cells (a Chinese character takes two). One column may grow."""

    title: str
    width: int
    grows: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the list. `key` names the thing it shows, for whoever chooses it."""

    key: str
    cells: tuple[str | Block, ...]


Fetch = Callable[[int, int], Sequence[Row]]
"""(first, number) -> that many rows, fewer at the end of the list."""


class VirtualTable(ScrollView, can_focus=True):
    """A window on a list that lies elsewhere. Says which key fills it when it is empty."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--head", "table--row", "table--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,ctrl+home", "to(0)", show=False),
        Binding("end,ctrl+end", "to(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row; None: the list is empty."""

        table: "VirtualTable"
        row: Row | None

        @property
        def control(self) -> "VirtualTable":
            return self.table

    @dataclass
    class Chosen(Message):
        """A row was chosen by Enter or by a double click."""

        table: "VirtualTable"
        row: Row

        @property
        def control(self) -> "VirtualTable":
            return self.table

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", one_click: bool = False,
        chooses: bool = True, named: str | None = None,
    ) -> None:  # fmt: skip
        """`empty` is the sentence that an empty list shows; `one_click` makes it a menu.
        One that does not choose leaves Enter to the page."""
        super().__init__(id=named)
        self._chooses = chooses
        self._chain = 1 if one_click else 2
        self._columns = tuple(columns)
        self.empty = empty
        self._headed = any(column.title for column in columns)
        self._count = 0
        self._fetch: Fetch = _nothing
        self._pages: dict[int, Sequence[Row]] = {}
        self._fault = ""

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.at(self.cursor)

    @property
    def count(self) -> int:
        return self._count

    def at(self, index: int) -> Row | None:
        """The row at a place, None where the list has none (any more)."""
        number, place = divmod(index, PAGE)
        if not 0 <= index < self._count:
            return None
        if number not in self._pages:
            while len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            try:
                self._pages[number] = self._fetch(number * PAGE, PAGE)
            except StationError as fault:
                self._pages[number], self._fault = (), told(fault)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def show(self, count: int, fetch: Fetch) -> None:
        """Show another list from its beginning."""
        self._count, self._fetch = count, fetch
        self._pages.clear()
        self._fault = ""
        self._measure()
        self.cursor = 0
        self.scroll_to(0, 0, animate=False)
        self._tell()

    def reload(self, count: int, fetch: Fetch | None = None) -> None:
        """Fetch again; the cursor stays on the same thing while that is near."""
        kept, before = self.row, self.cursor
        self._count, self._fetch = count, fetch or self._fetch
        self._pages.clear()
        self._fault = ""
        self._measure()
        self.cursor = self._find(kept, before)
        self._tell()

    def _find(self, kept: Row | None, before: int) -> int:
        first = max(0, before - PAGE // 2)
        near = range(first, min(self._count, first + PAGE))
        if kept is not None:
            for index in near:
                if (row := self.at(index)) is not None and row.key == kept.key:
                    return index
        return max(0, min(before, self._count - 1))

    def _measure(self) -> None:
        self.virtual_size = Size(0, self._count + self._headed)
        self.refresh()

    @property
    def _room(self) -> int:
        """Cells beside the scrollbar."""
        return self.scrollable_content_region.width

    def _tell(self) -> None:
        self.post_message(self.Highlighted(self, self.row))

    def _widths(self) -> list[int]:
        """The growing column takes what is left over, or gives what is lacking."""
        spare = self._room + 1 - sum(column.width + 1 for column in self._columns)
        return [
            max(_LEAST, column.width + spare) if column.grows else column.width
            for column in self._columns
        ]

    def render_line(self, y: int) -> Strip:
        top, width = self.scroll_offset.y, self._room
        row_style = self.get_component_rich_style("table--row")
        if self._headed and y == 0:
            style = self.get_component_rich_style("table--head")
            cells: Sequence[str | Block] = [column.title for column in self._columns]
        elif (row := self.at(index := top + y - self._headed)) is not None:
            at_cursor = index == self.cursor
            style = self.get_component_rich_style("table--cursor") if at_cursor else row_style
            cells = row.cells
        else:
            says = self._fault or (self.empty if self._count == 0 else "")
            says = says if y == self._headed else ""
            return Strip([Segment(set_cell_size(f" {says}", width), row_style)], width)
        drawn = [
            part
            for cell, size in zip(cells, self._widths(), strict=True)
            for part in (_draw(cell, size, style), Segment(" ", style))
        ][:-1]
        return Strip(drawn).simplify().crop_extend(0, width, style)

    def watch_cursor(self) -> None:
        line = Region(0, self.cursor, 1, 1 + self._headed)
        self.scroll_to_region(line, animate=False, force=True)
        self.refresh()
        self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self._chooses
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self._count - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 1 - self._headed))

    def action_to(self, place: int) -> None:
        self.cursor = max(0, self._count - 1) if place < 0 else place

    def action_choose(self) -> None:
        if (row := self.row) is not None:
            self.post_message(self.Chosen(self, row))

    def activate(self) -> None:
        """What a double click does."""
        if self._chooses:
            self.action_choose()

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y - self._headed
        if self.at(index) is None or (self._headed and event.y == 0):
            return
        self.cursor = index
        if event.chain == self._chain:
            self.activate()


def _nothing(_first: int, _number: int) -> Sequence[Row]:
    return ()


def _draw(cell: str | Block, width: int, style: Style) -> Segment:
    if isinstance(cell, Block):
        return Segment(set_cell_size(f" {cell.word}", width), style + cell.style)
    if cell_len(cell) > width:
        whole = set_cell_size(cell, width - 1).rstrip()
        return Segment(set_cell_size(f"{whole}…", width), style)
    return Segment(set_cell_size(cell, width), style)

"""Sheets to be filled by pen, and the agents' handbook."""

from textual import on
from textual.app import ComposeResult

from station.desk.words import _
from station.tui.screens.print_page import PrintPage
from station.tui.widgets.table import Column, Row, VirtualTable

HANDBOOK = "handbook"


class BlanksPage(PrintPage):
    """Enter prints what is under the cursor."""

    where = "Blanks and the handbook"
    todo = "Enter prints it"

    def body(self) -> ComposeResult:
        columns = (Column(title="", width=8), Column(title="", width=40, grows=True))
        yield VirtualTable(columns)

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        book = Row(key=HANDBOOK, cells=("", _("Handbook: the guides to all items, with contents")))
        blanks = self.counter.guides.blanks
        rows = [book, *(Row(key=code, cells=(code, title)) for code, title in blanks)]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        key = event.row.key
        self.print_by(self._book if key == HANDBOOK else lambda: self._blank(key))

    def _book(self) -> str:
        from station.tui.widgets.printed import way_words

        way, path = self.counter.guides.book()
        return way_words(way, path, _("Handbook"))

    def _blank(self, code: str) -> str:
        from station.tui.widgets.printed import printed_words  # what draws sheets loads slowly

        return printed_words(self.counter.guides.blank(code))

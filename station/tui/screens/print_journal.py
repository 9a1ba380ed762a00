"""The journal of prints: which sheet, who, when, what became of it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from station.desk.print_journal import PrintJournal, PrintLine
from station.desk.words import _
from station.tui.messages import CaseChosen
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.picker import Found, Picker
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row


class PrintJournalPage(DeskPage):
    """The newest first; typed text finds a receipt number, or how a sheet's begins."""

    where = "What was printed"
    todo = "Type part of a receipt number or how a sheet's begins; Enter opens the case"
    BINDINGS: ClassVar[list[BindingType]] = []

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("When"), width=11),
            Column(title=_("By"), width=10),
            Column(title=_("Sheet"), width=16, grows=True),
            Column(title=_("Case"), width=16),
            Column(title="", width=4),
            Column(title=_("Became"), width=12),
        )
        yield Picker(_("Find"), columns, self._find, empty=_("Nothing was printed."), named="find")

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def renew(self) -> None:
        self.query_one(Picker).renew()

    def _find(self, text: str) -> Found:
        journal = PrintJournal(self.counter.office)
        return journal.count(text), partial(self._rows, journal, text)

    def _rows(self, journal: PrintJournal, text: str, first: int, count: int) -> Sequence[Row]:
        return [self._row(one) for one in journal.lines(text, first, count)]

    def _row(self, line: PrintLine) -> Row:
        one = line.print
        return Row(
            key=f"{one.number} {one.case}",
            cells=(
                near_date(one.at, self.counter.now()), one.by, f"{line.sheet} {line.title}",
                one.case.partition("-")[2], f"×{one.nth}", line.became,
            ),
        )  # fmt: skip

    @on(Picker.Picked)
    def _open_case(self, event: Picker.Picked) -> None:
        number = event.row.key.partition(" ")[2]
        if number:
            self.post_message(CaseChosen(number))

"""The queue of the line: which cases wait, and how far each has come."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from station.desk.cases import CaseLine
from station.desk.ways import way_words
from station.desk.words import _
from station.domain.names import mask_name
from station.domain.way import CaseWay
from station.tui.messages import CaseChosen
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.states import frozen_block, leg_block, state_block
from station.tui.widgets.table import Column, Row, VirtualTable


class WaitingPage(DeskPage):
    """All cases with something that the district has not said it holds, the longest first."""

    where = "Waiting for the district"
    todo = "Enter opens the case; Esc, then F5 sends"

    def body(self) -> ComposeResult:
        yield VirtualTable(
            (
                Column(title=_("State"), width=6), Column(title=_("Name"), width=8),
                Column(title=_("Item"), width=12, grows=True), Column(title=_("Line"), width=6),
                Column(title=_("To the district"), width=36),
            ),
            empty=_("Nothing waits: the district has all of it (receipt)."), named="waiting",
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        numbers = self.counter.ways.waiting()
        self.query_one(VirtualTable).reload(len(numbers), partial(self._rows, numbers))

    def _rows(self, numbers: Sequence[str], first: int, count: int) -> Sequence[Row]:
        page = numbers[first : first + count]
        lines, ways = self.counter.ways.lines(page), self.counter.ways.ways(page)
        return [_row(number, lines.get(number), ways.get(number)) for number in page]

    @on(VirtualTable.Chosen)
    def _open_case(self, event: VirtualTable.Chosen) -> None:
        self.post_message(CaseChosen(event.row.key))


def _row(number: str, case: CaseLine | None, way: CaseWay | None) -> Row:
    """Of frozen records nothing but the number is shown."""
    shown = (
        (state_block(case.state), mask_name(case.name), case.item_name)
        if case
        else (frozen_block(), "", number)
    )
    words = way_words(way) if way and way.waiting else _("goes with the next exchange")
    return Row(key=number, cells=(*shown, leg_block(way.leg if way else None), words))

"""Find a case: typed text filters at once; names, pinyin initials, numbers, telephones."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from station.desk.cases import CaseLine, Wanted
from station.desk.words import _
from station.domain.names import mask_name
from station.domain.people import ResidentId
from station.domain.values import Searched
from station.domain.way import Leg
from station.tui.messages import CaseChosen
from station.tui.screens.search_page import SearchPage
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.states import frozen_block, leg_block, near_date, state_block
from station.tui.widgets.table import Column, Row


class CasesPage(SearchPage):
    """All cases of the station, newest first, narrowed by what is typed."""

    among = Searched.CASES
    where = "Find cases"
    todo = "Type a name, pinyin initials, the end of a number; Enter opens the case"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.page('new_case')", "new"),
    ]

    def body(self) -> ComposeResult:
        columns = (
            Column(title=_("State"), width=6),
            Column(title=_("Name"), width=8),
            Column(title=_("Identity number"), width=18),
            Column(title=_("Item"), width=12, grows=True),
            Column(title=_("Due"), width=11),
            Column(title=_("Opened"), width=11),
            Column(title=_("Line"), width=6),
        )
        yield Picker(
            _("Find"), columns, self._find, empty=_("Nothing fits. F2 begins a new case."),
            named="find",
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def renew(self) -> None:
        self.query_one(Picker).renew()

    def _find(self, text: str) -> Found:
        """A whole receipt number finds frozen records too, which no list has."""
        wanted = Wanted(text=text)
        count = self.counter.cases.count(wanted)
        if not count and (frozen := self.counter.cases.frozen(text.strip())):
            words = _("records are frozen; Enter asks what for")
            return all_of(
                [Row(key=frozen.number, cells=(frozen_block(), "", "", words, "", "", ""))]
            )
        return count, partial(self._rows, wanted)

    def _rows(self, wanted: Wanted, first: int, count: int) -> Sequence[Row]:
        cases = self.counter.cases.lines(wanted, first, count)
        legs = self.counter.ways.legs([case.number for case in cases])
        return [self._row(case, legs.get(case.number)) for case in cases]

    def _row(self, case: CaseLine, leg: Leg | None) -> Row:
        now = self.counter.now()
        number = ResidentId(number=case.id_number).masked
        due = near_date(case.due_at, now) if case.due_at else ""
        opened = near_date(case.opened_at, now)
        return Row(
            key=case.number,
            cells=(
                state_block(case.state),
                mask_name(case.name),
                number,
                case.item_name,
                due,
                opened,
                leg_block(leg),
            ),
        )

    @on(Picker.Picked)
    def _open_case(self, event: Picker.Picked) -> None:
        with self.telling():
            self.note()
            self.post_message(CaseChosen(event.row.key))

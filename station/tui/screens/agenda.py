"""Two lists of what is to be seen to: reminders, and results on their way to people."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from station.desk.agenda import AgendaLine, Sought
from station.desk.words import N_, _
from station.domain.agenda import ARRANGED, Matter, Thing
from station.domain.names import mask_name
from station.tui.messages import CaseChosen
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.picker import Found, Picker
from station.tui.widgets.states import matter_block, near_date, near_day
from station.tui.widgets.table import Column, Row

BEGINS: Mapping[Matter, str] = MappingProxyType(
    {
        Matter.PROMISE: "take_papers", Matter.MESSAGE: "write", Matter.RESULT: "appoint_pickup",
        Matter.RENEWAL: "answer_renewal",
        Matter.FAILED: "plan_delivery", **dict.fromkeys(ARRANGED, "deliver"),
    }
)  # fmt: skip
"""The act whose form opens with the case; where it is not possible the case opens alone."""


class AgendaPage(DeskPage):
    """What is due first stands first; typed text finds the case."""

    todo = "Enter does what comes next for it; type a name or number to find it"
    empty: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "app.page('new_case')", "new")]

    def body(self) -> ComposeResult:
        columns = (
            Column(title="", width=6),
            Column(title=_("When"), width=14),
            Column(title=_("Name"), width=6),
            Column(title=_("What"), width=16, grows=True),
            Column(title=_("Item"), width=20),
        )
        yield Picker(_("Find"), columns, self._find, empty=_(self.empty), named="find")

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def renew(self) -> None:
        self.query_one(Picker).renew()

    @abstractmethod
    def sought(self, text: str) -> Sought:
        """Which things the page lists."""

    def _find(self, text: str) -> Found:
        sought = self.sought(text)
        return self.counter.agenda.count(sought), partial(self._rows, sought)

    def _rows(self, sought: Sought, first: int, count: int) -> Sequence[Row]:
        return [self._row(one) for one in self.counter.agenda.lines(sought, first, count)]

    def _row(self, one: AgendaLine) -> Row:
        thing, now = one.thing, self.counter.now()
        day_only = thing.matter in ARRANGED or thing.matter in (Matter.PROMISE, Matter.RENEWAL)
        when = near_day(thing.at, now) if day_only else near_date(thing.at, now)
        return Row(
            key=f"{thing.matter.value} {one.number}",
            cells=(
                matter_block(thing, now), when, mask_name(one.name), _words(thing), one.item_name,
            ),
        )  # fmt: skip

    @on(Picker.Picked)
    def _open_case(self, event: Picker.Picked) -> None:
        matter, _space, number = event.row.key.rpartition(" ")
        self.post_message(CaseChosen(number, begin=BEGINS.get(Matter(matter), "")))


class RemindersPage(AgendaPage):
    """Everything with a date, and what waits for an answer."""

    where = "Reminders"
    empty = N_("Nothing is to be seen to.")

    def sought(self, text: str) -> Sought:
        return self.counter.agenda.reminders(text)


class DeliveriesPage(AgendaPage):
    """Results at the station, appointed, planned, and failed."""

    where = "Deliveries and pick-ups"
    empty = N_("No result waits here; F5 fetches what the district sent.")

    def sought(self, text: str) -> Sought:
        return self.counter.agenda.deliveries(text)


def _words(thing: Thing) -> str:
    """What it is about; the way or the promise before it, where the block does not say it."""
    if thing.matter is Matter.CLOCK:
        return _(thing.about)
    said = thing.about and thing.matter not in (*ARRANGED, Matter.PROMISE)
    return thing.about if said else f"{_(thing.matter.value)} {thing.about}".strip()

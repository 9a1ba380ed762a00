"""The station itself: who and where it is, and the pages on which it is looked after."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from station.desk.agents import AgentDesk
from station.desk.syncing import APP
from station.desk.words import N_, _, told
from station.domain.office_events import LifeBegun
from station.domain.roles import Right
from station.tui.counter import Counter
from station.tui.screens.agents import AgentsPage
from station.tui.screens.backups import BackupsPage
from station.tui.screens.blanks import BlanksPage
from station.tui.screens.checking import CheckCard
from station.tui.screens.day_end import DayEndCard
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.in_force import InForcePage
from station.tui.screens.printers import PrintersCard
from station.tui.screens.restore import RestorePage
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Words, line, lines

Made = Callable[[Counter], Screen[Any]]
WAYS: Mapping[str, tuple[str, Made]] = MappingProxyType(
    {
        "agents": (N_("Agents and passphrases"), AgentsPage),
        "backups": (N_("Backups"), BackupsPage),
        "check": (N_("Check that all is whole"), CheckCard),
        "day_end": (N_("Print the day's sheet"), DayEndCard),
        "blanks": (N_("Blanks and the handbook"), BlanksPage),
        "printers": (N_("Printers and a test page"), PrintersCard),
        "restore": (N_("Restore from a backup"), RestorePage),
        "set": (N_("What is set in station.ini"), InForcePage),
    }
)
"""What can be looked after here: its words, and the page. The digit typed is the place here."""


class StationPage(DeskPage):
    """What this station is, and the way to its agents, its backups, its check, its settings."""

    where = "Station settings"
    todo = "Enter or a digit opens it"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"go({place})", show=False) for place in range(1, len(WAYS) + 1))
    ]

    def body(self) -> ComposeResult:
        yield Words("", classes="state block")
        columns = (Column(title="", width=28), Column(title="", width=20, grows=True))
        yield VirtualTable(columns, one_click=True)

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        self.query_one(".state", Words).update(self._facts())
        rows = [
            Row(key=name, cells=(f"{place} {_(words)}", self._state(name)))
            for place, (name, (words, _made)) in enumerate(WAYS.items(), start=1)
        ]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])

    def _facts(self) -> Content:
        office, state = self.counter.office, self.counter.line.state()
        with office.vault.reading():
            tag = office.tag
        head = _("{number} events, head {head}").format(
            number=state.ours.number, head=state.ours.hash[:16]
        )
        told_of = (
            (_("Station"), f"{office.name}  {office.code}"),
            (_("District"), state.district or _("not joined to a district")),
            (_("Journal"), head),
            (_("Letters in receipt numbers"), tag),
            (_("Folder"), str(office.home.folder)),
            (_("Program"), APP),
        )
        return lines(*(line((f"{name}: ", "bold"), words) for name, words in told_of))

    def _state(self, name: str) -> str:
        """In a few words how it is."""
        if name == "agents":
            desk = AgentDesk(self.counter.office)
            strange = desk.strange()
            return told(strange[0]) if strange else _("{count} here").format(count=len(desk.all()))
        if name == "backups":
            worries = self.counter.backups.worries()
            last = self.counter.backups.told().last
            newest = near_date(last, self.counter.now()) if last else _("never")
            return told(worries[0]) if worries else _("newest: {when}").format(when=newest)
        return str(self.counter.premises.ini) if name == "set" else ""

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        self._go(event.row.key)

    def action_go(self, place: int) -> None:
        self._go([*WAYS][place - 1])

    def _go(self, name: str) -> None:
        if name == "restore" and not self.allowed(Right.RESTORE, LifeBegun.kind):
            return
        _words, made = WAYS[name]
        self.app.push_screen(made(self.counter))

"""The first page: what the law punishes first, what waits, and the menu."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from station.desk.agents import AgentDesk
from station.desk.cases import CaseLine, Wanted
from station.desk.news import news
from station.desk.words import N_, _, told
from station.domain.clockcheck import ClockDoubt, wrong_clock
from station.domain.errors import StationError
from station.domain.names import mask_name
from station.domain.roles import Right
from station.domain.states import CaseState
from station.tui.messages import CaseChosen, PagePicked
from station.tui.screens.desk_page import DeskPage
from station.tui.widgets.line_state import schedule_words
from station.tui.widgets.states import (
    kept_block,
    light_block,
    message_block,
    near_date,
    state_block,
)
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block, Words, line

MENU = (
    ("new_case", N_("New case"), "F2"),
    ("cases", N_("Find cases"), "F3"),
    ("reminders", N_("Reminders"), ""),
    ("deliveries", N_("Deliveries and pick-ups"), ""),
    ("residents", N_("Residents and spaces"), ""),
    ("consultations", N_("Consultations"), "F4"),
    ("guide", N_("Item guide"), ""),
    ("drafts", N_("Unfinished forms"), ""),
    ("station", N_("Station settings"), ""),
    ("sync", N_("Sync and sticks"), "F5"),
    ("prints", N_("Printing"), "F6"),
    ("news", N_("News of the district"), ""),
    ("check_sheet", N_("Check a sheet"), ""),
    ("help", N_("Help"), "F1"),
)
"""What works in this program: page, words, key. The digit typed is the place here."""
_NOT_OPEN = "--"
"""In place of the key of a page that the role of the agent does not open."""
DIGITS = min(9, len(MENU))
"""How many places have one."""

_URGENT = Wanted(due_only=True, urgent_first=True)
_COUNTED = (
    CaseState.DRAFT, CaseState.RECEIVED, CaseState.CORRECTION, CaseState.IN_DELIVERY,
)  # fmt: skip
_UNFINISHED = Wanted(states=frozenset({*_COUNTED, CaseState.UNDELIVERABLE}), undated=True)
"""No clock runs on them, and it is the station that has something to do."""


class HomePage(DeskPage):
    """What is due, and where to go."""

    where = "Today"
    todo = "Enter opens the case; F2 begins a new one"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(place), f"menu({place})", show=False) for place in range(1, DIGITS + 1)),
        Binding("escape", "stay", show=False),
        Binding("f2", "app.page('new_case')", "new"),
        Binding("f3", "app.page('cases')", "find"),
        Binding("f4", "app.page('consultations')", "consultations"),
    ]

    _told = False
    """Something that whoever comes in has to know was told here."""

    def body(self) -> ComposeResult:
        yield Words("", classes="backups")
        with Horizontal():
            with Vertical(classes="main"):
                yield Words("", classes="head counts")
                yield VirtualTable(_columns(), empty=self._nothing(), named="due")
            with Vertical(classes="side"):
                yield Words(_("Menu"), classes="head")
                menu = VirtualTable(
                    (Column(title="", width=18, grows=True), Column(title="", width=3)),
                    named="menu",
                    one_click=True,
                )
                yield menu

    def _nothing(self) -> str:
        if self.counter.may(Right.WORK):
            return _("Nothing is due. F2 begins a new case.")
        return _("Nothing is due.")

    def on_mount(self) -> None:
        if not self.counter.may(Right.WORK):
            self.hint(_("Enter opens the case"))
        from station.tui.screens.roll import barred

        rows = [
            Row(
                key=page,
                cells=(
                    f"{place if place <= DIGITS else ' '} {_(words)}",
                    _NOT_OPEN if barred(self.counter, page) else key,
                ),
            )
            for place, (page, words, key) in enumerate(MENU, start=1)
        ]
        self.query_one("#menu", VirtualTable).show(
            len(rows), lambda first, count: rows[first:][:count]
        )
        self.query_one("#due", VirtualTable).focus()

    def renew(self) -> None:
        cases = self.counter.cases
        urgent, unfinished = cases.count(_URGENT), cases.count(_UNFINISHED)
        self.query_one("#due", VirtualTable).reload(
            urgent + unfinished, partial(self._page, urgent)
        )
        counted = {state: cases.count(Wanted(states=frozenset({state}))) for state in _COUNTED}
        parts: list[str | Block] = []
        for state, count in counted.items():
            if count:
                parts += [state_block(state), f" {count}  "]
        if written := self.counter.agenda.messages():
            parts += [message_block(), f" {written}  "]
        if typed := len(self.counter.drafts.lines()):
            parts += [kept_block(), f" {typed}"]
        self.query_one(".counts", Words).update(line(*parts) if parts else _("Today"))
        self._tell_first()
        self.show_backups()

    def show_backups(self) -> None:
        """That nothing can be recorded stands over everything else; or a backup that failed or is
        overdue, until there is one."""
        place = self.query_one(".backups", Words)
        words, counter = self.counter.backing_up, self.counter
        worried = counter.office.trouble or (
            not words and (counter.backup_fault or next(iter(counter.backups.worries()), None))
        )
        if worried:
            words = told(worried)
        words = words or self._schedule_said()
        place.update(words)
        place.display = bool(words)
        place.set_class(bool(worried), "-worried")

    def show_schedule(self) -> None:
        """An exchange that nobody asked for is over: the lines tell it, the list stays as it is."""
        self.show_line()
        self.show_backups()

    def _schedule_said(self) -> str:
        """Why the last exchange that goes by itself came to nothing; nothing if it did not."""
        schedule = self.counter.schedule
        state = schedule.state()
        if not state.every or state.fault is None:
            return ""
        words = schedule_words(state, schedule.next(), self.counter.now())
        return _("Exchange by itself: {words}").format(words=words)

    def _tell_first(self) -> None:
        """What whoever comes in has to know, until it is seen to."""
        first = next(self._to_tell(), None)
        if first is not None:
            self.tell_fault(first)
        elif self._told:
            self.hint(_(self.todo))
        self._told = first is not None

    def _to_tell(self) -> Iterator[StationError]:
        doubt = self.counter.office.clock_doubt()
        if doubt is not ClockDoubt.NONE:
            yield wrong_clock(doubt)
        yield from AgentDesk(self.counter.office).strange()
        yield from news(self.counter.office)

    def _page(self, urgent: int, first: int, count: int) -> Sequence[Row]:
        """Rows of the two lists as if they were one: first what has a date, then the rest."""
        cases = self.counter.cases
        here = min(count, max(0, urgent - first))
        lines = cases.lines(_URGENT, first, here) if here else []
        if here < count:
            lines += cases.lines(_UNFINISHED, max(0, first - urgent), count - here)
        return [self._row(one) for one in lines]

    def _row(self, case: CaseLine) -> Row:
        when = near_date(case.due_at, self.counter.now()) if case.due_at else ""
        light = light_block(self.counter.cases.light(case))
        return Row(
            key=case.number,
            cells=(
                light, f"~{when}" if case.provisional else when,
                state_block(case.state), mask_name(case.name), case.item_name, _(case.due_clock),
            ),
        )  # fmt: skip

    @on(VirtualTable.Chosen, "#due")
    def _open_case(self, event: VirtualTable.Chosen) -> None:
        self.post_message(CaseChosen(event.row.key))

    @on(VirtualTable.Chosen, "#menu")
    def _open_page(self, event: VirtualTable.Chosen) -> None:
        self.post_message(PagePicked(event.row.key))

    def action_menu(self, place: int) -> None:
        self.post_message(PagePicked(MENU[place - 1][0]))

    def action_stay(self) -> None:
        """Esc on the first page does nothing: there is nowhere to go back to."""


def _columns() -> Sequence[Column]:
    return (
        Column(title="", width=6),
        Column(title=_("Due"), width=11),
        Column(title=_("State"), width=6),
        Column(title=_("Name"), width=6),
        Column(title=_("Item"), width=10, grows=True),
        Column(title=_("Clock"), width=8),
    )

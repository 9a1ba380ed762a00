"""Pages of an open station: they know the counter, and the state of the line is always on view."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from station.desk.line_state import LineState
from station.desk.words import _
from station.domain.clockcheck import ClockDoubt
from station.domain.roles import Right
from station.tui.counter import Counter
from station.tui.screens.page import Page
from station.tui.widgets.states import near_date, practice_block
from station.tui.widgets.words import Push, Words, line


class DeskPage(Page):
    """A page of an open station. `renew` fetches again what may have changed meanwhile."""

    needs: ClassVar[Mapping[str, Right]] = MappingProxyType({})
    """The rights to actions of the page, and to its buttons by their names."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter

    def on_screen_resume(self) -> None:
        if self.counter.is_open:
            with self.telling():
                self.renew()
                self.show_line()
            for button in self.query(Push):
                if self._barred(button.id or ""):
                    button.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the role of the agent has no right to is not offered."""
        return not self._barred(action) and super().check_action(action, parameters)

    def _barred(self, name: str) -> bool:
        right = self.needs.get(name)
        return right is not None and not self.counter.may(right)

    def renew(self) -> None:
        """Show what is true now."""

    def allowed(self, right: Right, what: str) -> bool:
        """Whether the role of who sits here has this right. A no is told, and is on record with
        `what` was tried."""
        with self.telling():
            self.counter.office.rights.ask(right, what)
            return True
        return False

    def show_line(self) -> None:
        """Say who sits here, and how the line to the district is."""
        office = self.counter.office
        parts = f"{office.name} · {office.agent} · {_(self.where)}"
        mark = (practice_block(), " ") if office.practice else ()
        self.query_one(".top .where", Words).update(line(*mark, parts))
        self.query_one(".top .line", Words).update(self._line_said())

    def _line_said(self) -> str:
        office = self.counter.office
        if office.practice:
            return self._waiting() + _("practice: nothing leaves this computer")
        said = self._waiting() + line_words(self.counter.line.state(), self.counter.now())
        if office.clock_doubt() is not ClockDoubt.NONE:
            said = _("check the clock") + f" - {said}"
        return _("only reading") + f" - {said}" if office.trouble is not None else said

    def _waiting(self) -> str:
        """How many sheets wait for a printer, if any do."""
        count = self.counter.queue.waiting()
        return _("to print {count} (F6)").format(count=count) + " - " if count else ""


def line_words(state: LineState, now: datetime) -> str:
    """How many cases wait, up to when the district holds ours, how old the last contact is."""
    if not state.district:
        return _("not joined to a district")
    waiting = state.waiting_cases
    if state.held_until is None and state.last_contact is None:
        return _("to send {count} - no contact with the district yet").format(count=waiting)
    held = near_date(state.held_until, now) if state.held_until else _("nothing yet")
    words = _("to send {count} - district holds to {when}").format(count=waiting, when=held)
    if state.last_contact is None:
        return f"{words} - " + _("no contact yet")
    days = (now - state.last_contact).days
    return f"{words} - " + _("offline {days} d").format(days=days) if days else words

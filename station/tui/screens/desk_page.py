"""Pages of an open station: they know the counter, and the state of the line is always on view."""

from datetime import datetime

from textual.worker import Worker, WorkerState

from station.desk.syncing import LineState
from station.desk.words import _
from station.domain.clockcheck import ClockDoubt
from station.domain.roles import Right
from station.tui.counter import Counter
from station.tui.safe_app import SafeApp
from station.tui.screens.page import Page
from station.tui.widgets.states import near_date
from station.tui.widgets.words import Words


class DeskPage(Page):
    """A page of an open station. `renew` fetches again what may have changed meanwhile."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter

    def on_screen_resume(self) -> None:
        if self.counter.is_open:
            with self.telling():
                self.renew()
                self.show_line()

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
        heading = f"{office.name} · {office.agent} · {_(self.where)}"
        self.query_one(".top .where", Words).update(heading)
        line = line_words(self.counter.line.state(), self.counter.now())
        doubt = office.clock_doubt()
        if doubt is not ClockDoubt.NONE:
            line = _("check the clock") + f" - {line}"
        if office.trouble is not None:
            line = _("only reading") + f" - {line}"
        self.query_one(".top .line", Words).update(line)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What fails beside the screen without a word of its own is noted, and said."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            assert isinstance(self.app, SafeApp)
            number = self.app.note(error)
            self.hint(_("Not done. Fault number: {number}").format(number=number), fault=True)


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

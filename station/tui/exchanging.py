"""An application that exchanges with the district beside the work, and nobody waits for it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, WorkerState, get_current_worker

from station.domain.errors import StationError
from station.tui.copying import CopyingApp
from station.tui.messages import SCHEDULED, ScheduleTried

if TYPE_CHECKING:
    from station.desk.scheduling import ScheduleDesk

_LOOK_EVERY = 20  # seconds


class ExchangingApp(CopyingApp):
    """Looks now and then, while somebody is signed in, whether an exchange is due.

    It stops at the lock and where somebody exchanges by hand, and is told of on the first page and
    on the page of the line only: there is no field on them in which somebody could be typing.
    """

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self.exchange_if_due)

    def exchange_if_due(self) -> None:
        """Begin an exchange, if it is time for one and none is under way."""
        counter = self.counter
        going = any(one.group == SCHEDULED and one.is_running for one in self.workers)
        if counter.is_open and not (going or counter.exchanging.locked()):
            with suppress(StationError):  # the disk: whoever works hears of it where they write
                if counter.schedule.is_due():
                    self._exchange(counter.schedule)

    @work(thread=True, exit_on_error=False, group=SCHEDULED)
    def _exchange(self, desk: "ScheduleDesk") -> None:
        worker = get_current_worker()
        if self.counter.exchanging.acquire(blocking=False):
            try:
                desk.exchange(cancel=lambda: worker.is_cancelled)
            except StationError:
                return  # it was locked meanwhile, or the disk failed: both are told elsewhere
            finally:
                self.counter.exchanging.release()
            self.post_message(ScheduleTried())

    def on_schedule_tried(self, _event: ScheduleTried) -> None:
        from station.tui.screens.home import HomePage
        from station.tui.screens.sync import SyncPage

        screen = self.screen
        if self.counter.is_open and isinstance(screen, HomePage | SyncPage):
            screen.show_schedule()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of the program beside the work is noted; nobody is disturbed."""
        error = event.worker.error
        if event.worker.group == SCHEDULED and event.state is WorkerState.ERROR and error:
            self.note(error)

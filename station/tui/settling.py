"""An application that asks now and then what became of the jobs that a printer has taken."""

from contextlib import suppress

from textual import work

from station.domain.errors import StationError
from station.tui.exchanging import ExchangingApp
from station.tui.messages import PRINTERS, QueueSettled

_LOOK_EVERY = 20  # seconds


class SettlingApp(ExchangingApp):
    """Beside the work; only the line at the head of the page changes by it, and the queue."""

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self.settle_jobs)

    def settle_jobs(self) -> None:
        """Ask, if anything is at a printer and nobody asks just now."""
        going = any(one.group == PRINTERS and one.is_running for one in self.workers)
        if self.counter.is_open and not going:
            with suppress(StationError):
                if self.counter.queue.at_printers():
                    self._settle()

    @work(thread=True, exit_on_error=False, group=PRINTERS)
    def _settle(self) -> None:
        with suppress(StationError):  # locked meanwhile, or the disk: both are told elsewhere
            self.counter.queue.settle()
            self.post_message(QueueSettled())

    def on_queue_settled(self, _event: QueueSettled) -> None:
        from station.tui.screens.desk_page import DeskPage
        from station.tui.screens.prints import PrintsPage

        screen = self.screen
        if self.counter.is_open and isinstance(screen, DeskPage):
            with screen.telling():
                screen.show_line()
                if isinstance(screen, PrintsPage):
                    screen.renew()

"""An application that makes the backup of each day beside the work, and nobody waits for it."""

from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, WorkerState, get_current_worker

from station.desk.words import _
from station.domain.errors import StationError
from station.tui.attended import AttendedApp
from station.tui.messages import BACKUP, BackupEnded, BackupProgressed, StationUnlocked

if TYPE_CHECKING:
    from station.desk.daily_copies import BackupDesk

_LOOK_EVERY = 600  # seconds: a stick that is put in gets its backup, and a new day its own


class CopyingApp(AttendedApp):
    """Looks at every unlocking, and now and then after it, whether a backup is due."""

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self._copy)

    def on_station_unlocked(self, _event: StationUnlocked) -> None:
        self.call_later(self._copy)  # when the agent sits at the counter

    def _copy(self) -> None:
        counter = self.counter
        daily = counter.is_open and counter.office.settings.backup_daily
        if daily and counter.office.trouble is None and counter.copying.acquire(blocking=False):
            self._make(counter.backups)

    @work(thread=True, exit_on_error=False, group=BACKUP)
    def _make(self, desk: "BackupDesk") -> None:
        from station.desk.copying import Watch
        from station.desk.daily_copies import NO_FAILURES

        worker = get_current_worker()
        shown = ""

        def progress(words: str, done: int, whole: int) -> None:
            nonlocal shown
            share = f" {100 * done // whole}%" if whole else ""
            if shown != f"{words}{share}":
                shown = f"{words}{share}"
                self.post_message(BackupProgressed(words, share))

        fault: StationError | None = None
        try:
            desk.daily(Watch(progress=progress, cancel=lambda: worker.is_cancelled))
        except NO_FAILURES:
            pass
        except StationError as failed:
            fault = failed
        self.post_message(BackupEnded(fault))

    def on_backup_progressed(self, event: BackupProgressed) -> None:
        self._tell(_("Backup: {words}").format(words=_(event.words)) + event.share)

    def on_backup_ended(self, event: BackupEnded) -> None:
        self.counter.copying.release()
        self.counter.backup_fault = event.fault
        self._tell("")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of the program in a backup is noted, and said."""
        error = event.worker.error
        if event.worker.group == BACKUP and event.state is WorkerState.ERROR and error is not None:
            number = self.note(error)
            words = "the backup met a fault of the program: {number}"
            hint = "Read this number to whoever looks after the station."
            self.post_message(BackupEnded(StationError(words, hint, number=number)))

    def _tell(self, words: str) -> None:
        """The first page has a line for it."""
        from station.tui.screens.home import HomePage

        self.counter.backing_up = words
        for screen in self.screen_stack:
            if isinstance(screen, HomePage) and screen.is_mounted and self.counter.is_open:
                screen.show_backups()

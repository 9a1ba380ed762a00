"""Pages on which sheets about nobody are printed."""

from collections.abc import Callable

from textual import work

from station.desk.words import _
from station.domain.errors import StationError
from station.tui.messages import SheetMade, WorkRefused
from station.tui.screens.desk_page import DeskPage

_PRINT = "print"


class PrintPage(DeskPage):
    """Prints beside the screen, one sheet at a time, and says what became of it."""

    def print_by(self, make: Callable[[], str]) -> None:
        """`make` prints, and gives the words for it; who presses the key again meanwhile wants no
        second copy."""
        if not any(one.group == _PRINT and one.is_running for one in self.workers):
            self.hint(_("Printing..."))
            self._make(make)

    @work(thread=True, exit_on_error=False, group=_PRINT)
    def _make(self, make: Callable[[], str]) -> None:
        try:
            words = make()
        except StationError as fault:
            self.post_message(WorkRefused(fault))
        else:
            self.post_message(SheetMade(words))

    def on_sheet_made(self, event: SheetMade) -> None:
        self.hint(event.words)

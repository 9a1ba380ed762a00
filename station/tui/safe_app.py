"""An application that leaks nothing: not by what it shows, not by how it fails."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.filter import LineFilter

from station.desk.failing import record
from station.desk.words import _
from station.domain.failure import number_of, places
from station.tui.guards import PlainLook, SafeOutput


class SafeApp(App[None]):
    """Filters every line, and answers a failure with a number instead of its variables."""

    def __init__(self, *, home: Path, plain: bool, now: Callable[[], str]) -> None:
        """`home` is where the log of failures lies; `now` tells the time for it."""
        super().__init__()
        self._home = home
        self._now = now
        self.plain = plain
        self.animation_level = "none"
        self.set_class(plain, "-plain")

    def get_line_filters(self) -> Sequence[LineFilter]:
        plain = [PlainLook()] if self.plain else []
        return [*super().get_line_filters(), SafeOutput(), *plain]

    def tell(self, words: str, *, fault: bool = False) -> None:
        """Say something in passing, at the edge of the screen."""
        self.notify(words, severity="error" if fault else "information", markup=False)

    def note(self, error: BaseException) -> str:
        """Write a failure into the log; its number."""
        found = places(error)
        record(self._home, found, self._now())
        return number_of(found)

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """Textual's way out for errors that can draw themselves: they would draw values."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        if self._exit_renderables:
            return  # the first failure is the cause; what fails while closing is not
        error = self._exception or RuntimeError()
        found = places(error)
        log = record(self._home, found, self._now())
        words = [
            _("The program met a fault and closed. What was saved is safe."),
            _("Fault number: {number}").format(number=number_of(found)),
            _("Read this number to whoever looks after the station."),
        ]
        if log is not None:
            words.append(_("Places in the program, no personal data: {file}").format(file=log))
        self._exit_renderables.append(Text("\n".join(words)))
        self._close_messages_no_wait()

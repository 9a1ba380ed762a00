"""What all pages have in common: where one is, the state of the line, what to do next, keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from station.desk.words import _, told
from station.domain.errors import StationError
from station.tui.safe_app import SafeApp
from station.tui.widgets.keys import KeyLine
from station.tui.widgets.words import Words


class Page(Screen[None]):
    """A whole screen. Enter goes from field to field; Esc goes back and asks nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back")]
    HORIZONTAL_BREAKPOINTS = [(0, "-phone"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012
    where: ClassVar[str] = ""
    """The name of the page, an English msgid."""
    todo: ClassVar[str] = ""
    """What to do next when nothing else is to be said, an English msgid."""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="top"):
            yield Words(_(self.where), classes="where")
            yield Words("", classes="line")
        with Vertical(classes="body"):
            yield from self.body()
        yield Words(_(self.todo) if self.todo else "", classes="hint")
        yield KeyLine()

    def body(self) -> ComposeResult:
        """The page between its top line and its hint."""
        yield from ()

    def hint(self, words: str | Content, *, fault: bool = False) -> None:
        """Say what to do next, in a sentence, at its fixed place."""
        place = self.query_one(".hint", Words)
        place.update(words)
        place.set_class(fault, "-fault")

    def tell_fault(self, fault: StationError) -> None:
        """Say what went wrong and what to do about it."""
        self.hint(told(fault), fault=True)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What goes wrong inside is told at the bottom; the page stays as it is."""
        try:
            yield
        except StationError as fault:
            self.tell_fault(fault)

    def undone(self) -> None:
        """Called when work beside the screen met a fault of the program: it may be begun again."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What fails beside the screen without a word of its own is noted, and said."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            assert isinstance(self.app, SafeApp)
            number = self.app.note(error)
            self.undone()
            self.hint(_("Not done. Fault number: {number}").format(number=number), fault=True)

    @property
    def draft_name(self) -> str:
        """Under which what is typed here is kept; empty if nothing is."""
        return ""

    unkept = False
    """Whether something was typed that could not be kept: the disk takes nothing."""

    def put_away(self) -> None:
        """Called before the station is locked or left: keep what is only on the screen."""

    def action_back(self) -> None:
        self.dismiss()

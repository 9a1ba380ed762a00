"""Every command that works here and now, found by typing."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from station.desk.words import _
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row


class Palette(ModalScreen[str]):
    """Gives the key of the chosen command, an empty text for none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", show=False)]

    def __init__(self, commands: Sequence[tuple[str, str, str]]) -> None:
        """`commands` are key, the key's name, and what it does."""
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            columns = (Column(title="", width=10), Column(title="", width=30, grows=True))
            yield Picker(_("Command"), columns, self._find, empty=_("No command fits."))

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def _find(self, text: str) -> Found:
        return all_of(
            [
                Row(key=key, cells=(name, words))
                for key, name, words in self._commands
                if text.lower() in f"{name} {words}".lower()
            ]
        )

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        self.dismiss(event.row.key)

    def action_leave(self) -> None:
        self.dismiss("")

"""Type a little, see what fits below, take it with Enter or a double click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from station.domain.errors import StationError
from station.tui.widgets.field import LineInput
from station.tui.widgets.table import Column, Fetch, Row, VirtualTable
from station.tui.widgets.words import Words

Found = tuple[int, Fetch]
"""How many rows fit, and how to fetch them."""
Search = Callable[[str], Found]


def all_of(rows: Sequence[Row]) -> Found:
    """For lists short enough to be at hand whole."""
    return len(rows), lambda first, count: rows[first : first + count]


class Picker(Vertical):
    """A line to type in and the list of what fits. The list never takes the keyboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    @dataclass
    class Typed(Message):
        """The text changed and the list with it."""

        picker: "Picker"
        text: str

        @property
        def control(self) -> "Picker":
            return self.picker

    @dataclass
    class Picked(Message):
        """A row was taken."""

        picker: "Picker"
        row: Row

        @property
        def control(self) -> "Picker":
            return self.picker

    @dataclass
    class Pointed(Message):
        """The cursor of the list is on this row; None: nothing fits."""

        picker: "Picker"
        row: Row | None

        @property
        def control(self) -> "Picker":
            return self.picker

    def __init__(
        self, label: str, columns: Sequence[Column], search: Search, *, empty: str,
        placeholder: str = "", named: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=named)
        self._label = label
        self._search = search
        self._input = LineInput(placeholder=placeholder)
        self._list = VirtualTable(columns, empty=empty)
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Words(self._label, classes="label")
            yield self._input
        yield self._list

    @property
    def text(self) -> str:
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        self._input.value = text

    def type_silently(self, text: str) -> None:
        """Show this in the line; the list stays as it is and nobody is told."""
        with self.prevent(Input.Changed):
            self._input.value = text

    @property
    def table(self) -> VirtualTable:
        return self._list

    def focus(self, scroll_visible: bool = True) -> "Picker":
        self._input.focus(scroll_visible)
        return self

    def search(self) -> None:
        """Look again for what is typed."""
        self._list.show(*self._looked())

    def renew(self) -> None:
        """The same search again; the cursor stays on its row."""
        self._list.reload(*self._looked())

    def _looked(self) -> Found:
        """What cannot be looked up is told in the list, where the answer was expected."""
        try:
            return self._search(self._input.value)
        except StationError as fault:
            failed = fault  # the name `fault` ends here

        def fail(_first: int, _count: int) -> Sequence[Row]:
            raise failed

        return 1, fail

    def on_descendant_focus(self) -> None:
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def on_mount(self) -> None:
        self.search()

    def action_move(self, by: int) -> None:
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        self._list.action_page(by)

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        event.stop()
        self.search()
        self.post_message(self.Typed(self, event.value))

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        if self._list.count or event.value:
            self._list.action_choose()
        else:
            self.screen.focus_next()

    @on(VirtualTable.Chosen)
    def _tell_picked(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.post_message(self.Picked(self, event.row))

    @on(VirtualTable.Highlighted)
    def _tell_pointed(self, event: VirtualTable.Highlighted) -> None:
        event.stop()
        self.post_message(self.Pointed(self, event.row))

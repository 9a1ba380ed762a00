"""Some of a few words: a list in which each can be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from station.desk.words import _
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block, Words

_ROWS = 8  # on view at once


class TickList(VirtualTable):
    """The words; Space or a click ticks, Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "tick")]

    @dataclass
    class Ticked(Message):
        """A word was ticked, or not any more."""

        ticks: "TickList"

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            (Column(title="", width=6), Column(title="", width=20, grows=True)),
            empty=_("There is nothing to choose."), one_click=True,
        )  # fmt: skip
        self._choices = choices
        self.ticked: set[str] = set()
        self.styles.height = max(1, min(len(choices), _ROWS))

    def on_mount(self) -> None:
        self.show(len(self._choices), self._rows)

    def _rows(self, first: int, count: int) -> Sequence[Row]:
        return [
            Row(key=value, cells=(self._mark(value), words))
            for value, words in self._choices[first : first + count]
        ]

    def _mark(self, value: str) -> Block:
        here = value in self.ticked
        return Block(word=_("YES") if here else _("NO"), tone="done" if here else "idle")

    def action_tick(self) -> None:
        if (row := self.row) is not None:
            self.ticked ^= {row.key}
            self.reload(len(self._choices))
            self.post_message(self.Ticked(self))

    def activate(self) -> None:
        self.action_tick()

    def action_choose(self) -> None:
        self.screen.focus_next()


class TicksField(Vertical):
    """A label, words to tick, and a place for the fault. The value names those ticked, with
    commas between."""

    @dataclass
    class Changed(Message):
        """Something was ticked, or not any more."""

        field: "TicksField"

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, value: str = "",
        named: str | None = None,
    ) -> None:  # fmt: skip
        """`choices` are pairs of a value and the words that show it."""
        super().__init__(id=named)
        self._label = label
        self._values = [given for given, _words in choices]
        self._list = TickList(choices)
        self.value = value

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield self._list
        yield Words("", classes="fault")

    @property
    def value(self) -> str:
        return ",".join(value for value in self._values if value in self._list.ticked)

    @value.setter
    def value(self, value: str) -> None:
        self._list.ticked = set(value.split(",")) & set(self._values)
        if self._list.is_mounted:
            self._list.reload(len(self._values))

    def show_fault(self, text: str) -> None:
        """Say at the field what is wrong with it; an empty text says that nothing is."""
        self.query_one(".fault", Words).update(text)
        self.set_class(bool(text), "-faulty")

    def on_descendant_focus(self) -> None:
        """What is asked stays on view over what is typed."""
        self.scroll_visible(animate=False)

    def focus(self, scroll_visible: bool = True) -> "TicksField":
        self._list.focus(scroll_visible)
        return self

    @on(TickList.Ticked)
    def _ticked(self, event: TickList.Ticked) -> None:
        event.stop()
        self.show_fault("")
        self.post_message(self.Changed(self))

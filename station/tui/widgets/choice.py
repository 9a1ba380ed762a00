"""One of a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from station.desk.words import _
from station.tui.widgets.field import STEPS, LineInput
from station.tui.widgets.words import Words

_OWN = "\0"
"""Stands for the words of one's own; nobody can type it."""
_CHOSEN, _NOT = ">", " "


class ChoiceList(OptionList):
    """The words to choose from; the one with the cursor is the chosen one, and has a sign."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        super().__init__(*(Option(Content(f"{_NOT} {one}")) for one in words), compact=True)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the sign: a weight or a ground alone cannot be seen on every screen."""
        for place, words in enumerate(self._words):
            sign = _CHOSEN if place == highlighted else _NOT
            self.replace_option_prompt_at_index(place, Content(f"{sign} {words}"))
        super().watch_highlighted(highlighted)


class ChoiceField(Vertical):
    """One of a few words: the one under the cursor. Up, down or a click; Enter goes on."""

    @dataclass
    class Entered(Message):
        """Enter was pressed, or a word was clicked."""

        field: "ChoiceField"
        value: str

        @property
        def control(self) -> "ChoiceField":
            return self.field

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, value: str = "",
        named: str | None = None,
    ) -> None:  # fmt: skip
        """`choices` are pairs of a value and the words that show it."""
        super().__init__(id=named)
        self._label = label
        self._values = [given for given, _ in choices]
        self._list = ChoiceList([words for _, words in choices])
        self.value = value

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield self._list
        yield Words("", classes="fault")

    @property
    def leaves_a_choice(self) -> bool:
        """Whether there is more than one word."""
        return len(self._values) > 1

    @property
    def value(self) -> str:
        return self._values[self._list.highlighted or 0]

    @value.setter
    def value(self, value: str) -> None:
        self._list.highlighted = self._values.index(value) if value in self._values else 0

    def show_fault(self, text: str) -> None:
        """Say at the field what is wrong with it; an empty text says that nothing is."""
        self.query_one(".fault", Words).update(text)
        self.set_class(bool(text), "-faulty")

    def on_descendant_focus(self) -> None:
        """What is asked stays on view over what is typed."""
        self.scroll_visible(animate=False)

    def focus(self, scroll_visible: bool = True) -> "ChoiceField":
        self._list.focus(scroll_visible=False)
        if scroll_visible:
            self.call_after_refresh(self.scroll_visible, animate=False)
        return self

    def on_option_list_option_highlighted(self) -> None:
        self.show_fault("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Entered(self, self.value))


class OpenChoiceField(ChoiceField):
    """One of a few words, or words of one's own: the last choice opens a line for them."""

    BINDINGS: ClassVar[list[BindingType]] = STEPS

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, value: str = "",
        named: str | None = None,
    ) -> None:  # fmt: skip
        self._own = LineInput()
        self._own.display = False
        own = (_OWN, _("something else"))
        super().__init__(label, [*choices, own], value=value, named=named)

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield self._list
        yield self._own
        yield Words("", classes="fault")

    @property
    def value(self) -> str:
        chosen = self._values[self._list.highlighted or 0]
        return self._own.value if chosen == _OWN else chosen

    @value.setter
    def value(self, value: str) -> None:
        known = not value or value in self._values
        self._own.value = "" if known else value
        place = value if known else _OWN
        self._list.highlighted = self._values.index(place) if place else 0
        self._own.display = not known

    @on(OptionList.OptionHighlighted)
    def _open(self, event: OptionList.OptionHighlighted) -> None:
        self._own.display = self._values[event.option_index] == _OWN

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if self._values[event.option_index] == _OWN:
            event.stop()
            self._own.focus()
        else:
            super().on_option_list_option_selected(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self, self.value))

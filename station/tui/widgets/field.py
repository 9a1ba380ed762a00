"""One thing to fill in: its name, its line, and what is wrong with it, at its place."""

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from station.tui.widgets.words import Words

STEPS: list[BindingType] = [
    Binding("up", "app.focus_previous", show=False),
    Binding("down", "app.focus_next", show=False),
]
"""Keys of a line that stands alone; above a list they belong to the list."""
_BESIDE = 14  # cells of a name that has room beside its line; a longer one stands above it
_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_BURST = 0.012  # seconds between keys; nobody types faster, a console that replays a paste does,
_BURST_KEYS = 8  # and so do scanners, and a slow machine that hands over a few keys at once
_GOES_ON = 0.05  # seconds in which a pasted text goes on after the end of its line
_GOES = 0.05  # seconds in which an Enter leaves the line, or does not


def takes(character: str) -> bool:
    """Whether a field takes the character.

    `str.isprintable` will not do: Python 3.11 has not heard of Han characters of 2022 and
    later (extensions H and I) and refuses the full-width space of Chinese input methods.
    """
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return unicodedata.category(character) not in _STEERING and not noncharacter


def one_line(pasted: str) -> str:
    """What of a pasted text belongs into a line: its lines joined, steering characters gone."""
    spaced = " ".join(part.strip() for part in pasted.splitlines() if part.strip())
    return "".join(character for character in spaced.replace("\t", " ") if takes(character))


class LineInput(Input):
    """One line of typing. A pasted text of several lines becomes one and submits nothing.

    Old consoles hand in a pasted text as keys. An Enter after a long run of keys that filled an
    empty line waits for a moment: if the text goes on here it was the end of a line, else
    somebody or a scanner has pressed it, and it does what Enter does. A slow machine may hand
    over what was typed after an Enter together with it: that goes where the Enter leads.
    """

    def __init__(
        self,
        value: str = "",
        *,
        password: bool = False,
        placeholder: str = "",
        named: str | None = None,
    ) -> None:
        super().__init__(
            value, password=password, placeholder=placeholder, id=named,
            compact=True, select_on_focus=False,
        )  # fmt: skip
        # A blinking cursor repaints while an input method composes, and breaks it.
        self.cursor_blink = False
        self._last_key = 0.0
        self._burst = 0
        self._from_empty = False
        self._line_end: Timer | None = None
        self._entered_at = 0.0
        self._ahead: list[events.Key] = []

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        return character is not None and takes(character)

    async def _on_key(self, event: events.Key) -> None:
        if self._is_ahead(event):
            return
        if event.time - self._last_key < _BURST:
            self._burst += 1
        else:
            self._burst, self._from_empty = 0, not self.value
        self._last_key = event.time
        waited = self._waited()
        character = event.character
        if event.key == "enter":
            if waited or (self._from_empty and self._burst >= _BURST_KEYS):
                event.stop()
                event.prevent_default()
                self._line_end = self.set_timer(_GOES_ON, self._entered)
            else:
                self._entered_at = event.time
            return
        if character is None or len(character) != 1 or not takes(character):
            if waited:
                await self.action_submit()
            return
        event.stop()
        event.prevent_default()
        self.replace(f" {character}" if waited else character, *self.selection)

    def _is_ahead(self, event: events.Key) -> bool:
        """Whether the key came with the Enter before it, which has not led anywhere yet."""
        if not self._ahead and event.time - self._entered_at >= _BURST:
            return False
        event.stop()
        event.prevent_default()
        if not self._ahead:
            self.set_timer(_GOES, self._hand_on)
        self._ahead.append(event)
        return True

    def _hand_on(self) -> None:
        """What was typed ahead goes to where the typing is now."""
        ahead, self._ahead, self._entered_at = self._ahead, [], 0.0
        for event in ahead:
            self.app.post_message(events.Key(event.key, event.character))

    def on_blur(self) -> None:
        self._hand_on()

    def _waited(self) -> bool:
        """Whether an Enter was waiting to be understood; it does not any more."""
        waiting, self._line_end = self._line_end, None
        if waiting is not None:
            waiting.stop()
        return waiting is not None

    async def _entered(self) -> None:
        if self._waited():
            await self.action_submit()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(one_line(event.text), *self.selection)


class Field(Vertical):
    """A label, a line to type in, and a place for its fault. Enter goes to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = STEPS

    @dataclass
    class Changed(Message):
        """The value became another, by typing or from outside."""

        field: "Field"
        value: str

        @property
        def control(self) -> "Field":
            return self.field

    @dataclass
    class Entered(Message):
        """Enter was pressed in the field."""

        field: "Field"
        value: str

        @property
        def control(self) -> "Field":
            return self.field

    def __init__(
        self, label: str, *, value: str = "", password: bool = False, placeholder: str = "",
        named: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=named)
        self.label = label
        self.set_class(cell_len(label) > _BESIDE, "-tall")
        self._input = LineInput(value, password=password, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Words(self.label, classes="label")
            yield self._input
        yield Words("", classes="fault")

    @property
    def value(self) -> str:
        return self._input.value

    @value.setter
    def value(self, text: str) -> None:
        self._input.value = text

    @property
    def input(self) -> LineInput:
        return self._input

    def show_fault(self, text: str) -> None:
        """Say at the field what is wrong with it; an empty text says that nothing is."""
        fault = self.query_one(".fault", Words)
        fault.update(text)
        self.set_class(bool(text), "-faulty")

    def focus(self, scroll_visible: bool = True) -> "Field":
        self._input.focus(scroll_visible)
        return self

    def on_descendant_focus(self) -> None:
        self.add_class("-here")
        self.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        self.show_fault("")
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _tell_entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.value))

"""Several lines of typing."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from station.tui.widgets.field import takes
from station.tui.widgets.words import Words


class LongInput(TextArea):
    """Several lines of typing. What steers a terminal is not taken from a paste."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, compact=True, tab_behavior="focus", soft_wrap=True)
        self.cursor_blink = False  # an input method composes undisturbed
        self.highlight_cursor_line = False

    async def _on_key(self, event: events.Key) -> None:
        character = event.character
        if character is None or len(character) != 1 or not takes(character):
            return
        event.stop()
        event.prevent_default()
        self.replace(character, *self.selection, maintain_selection_offset=False)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = "".join(c for c in event.text.replace("\r\n", "\n") if c == "\n" or takes(c))
        self.replace(text, *self.selection, maintain_selection_offset=False)


class LongField(Vertical):
    """A label, a few lines to type in, and a place for the fault."""

    def __init__(self, label: str, *, value: str = "", named: str | None = None) -> None:
        super().__init__(id=named)
        self._label = label
        self._input = LongInput(value)

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield self._input
        yield Words("", classes="fault")

    @property
    def value(self) -> str:
        return self._input.text

    @value.setter
    def value(self, text: str) -> None:
        self._input.text = text

    def show_fault(self, text: str) -> None:
        """Say at the field what is wrong with it; an empty text says that nothing is."""
        self.query_one(".fault", Words).update(text)
        self.set_class(bool(text), "-faulty")

    def on_descendant_focus(self) -> None:
        """What is asked stays on view over what is typed."""
        self.scroll_visible(animate=False)

    def focus(self, scroll_visible: bool = True) -> "LongField":
        self._input.focus(scroll_visible)
        return self

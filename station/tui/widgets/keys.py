"""The bottom line: which keys do what here and now. Each can be clicked."""

from itertools import accumulate, islice

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from station.desk.words import _


def key_words(key: str) -> str:
    """A key as it stands on the keyboard."""
    named = {
        "space": _("Space"), "escape": "Esc", "enter": _("Enter"), "question_mark": "?",
        "delete": "Delete",
    }  # fmt: skip
    if key in named:
        return named[key]
    return key.replace("ctrl+", "^").upper() if len(key) > 1 else key


class KeyLine(Widget):
    """One widget for all keys: it changes with every field, so it has to be cheap."""

    COMPONENT_CLASSES = {"keys--key", "keys--words"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._renew)
        self._renew(self.screen)

    def _renew(self, screen: Screen[object]) -> None:
        """Show the keys of the screen, each act once, by its first key."""
        acts: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show and active.enabled:
                acts.setdefault(active.binding.action, active)
        keys = [(one.binding.key, one.binding.description) for one in acts.values()]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        bold = self.get_component_rich_style("keys--key")
        plain = self.get_component_rich_style("keys--words")
        parts = [Segment(" ", plain)]
        for _key, name, words in self._shown():
            parts += [Segment(name, bold), Segment(words, plain)]
        return Strip(parts).adjust_cell_length(self.size.width, plain)

    def _shown(self) -> list[tuple[str, str, str]]:
        """Key, its name, its words: closer together on a narrow screen, and none in halves."""
        for gap in ("  ", " "):
            parts = [(key, key_words(key), f" {_(words)}{gap}") for key, words in self._keys]
            if 1 + sum(cell_len(name + words) for _key, name, words in parts) <= self.size.width:
                return parts
        ends = accumulate((cell_len(name + words) for _key, name, words in parts), initial=1)
        last = self.size.width + 1  # the gap after the last one need not be seen
        return [part for part, end in zip(parts, islice(ends, 1, None), strict=True) if end <= last]

    def on_click(self, event: events.Click) -> None:
        end = 1
        for key, name, words in self._shown():
            end += cell_len(name + words)
            if event.x < end:
                self.app.simulate_key(key)
                return

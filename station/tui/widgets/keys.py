"""Which keys do what here and now: the bottom line, and all of them as a list."""

from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
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


CARD: tuple[BindingType, ...] = (
    Binding("ctrl+l", "app.lock", "lock"),
    Binding("question_mark,f1", "app.keys", "help"),
)
"""The keys that every card over a page has besides its own."""
HELP = ("app.page('help')", "page('help')", "app.keys")
"""The acts that tell all keys: they stay on the line when others have no room."""


def keys_here(screen: Screen[object]) -> list[tuple[str, str]]:
    """All keys of the screen as it is now, also those that the bottom line never shows: the name
    of each, and what it does. What is only for help is the tooltip of its binding."""
    told: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        words = active.binding.description if active.binding.show else active.binding.tooltip
        if words and active.enabled:
            told.setdefault(active.binding.action, (key_words(active.binding.key), _(words)))
    return list(told.values())


class KeyLine(Widget):
    """One widget for all keys: it changes with every field, so it has to be cheap. Each can be
    clicked. What belongs to the field stands first; what has no room stands in the help."""

    COMPONENT_CLASSES = {"keys--key", "keys--words"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str]] = []
        self._help = ""

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
        helps = [acts[name].binding.key for name in HELP if name in acts]
        if (keys, helps[:1]) != (self._keys, [self._help]):
            self._keys, self._help = keys, "".join(helps[:1])
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
        helps = [part for part in parts if part[0] == self._help]
        others = [part for part in parts if part[0] != self._help]
        room = self.size.width - sum(cell_len(name + words) for _key, name, words in helps)
        ends = accumulate(cell_len(name + words) for _key, name, words in others)
        return [part for part, end in zip(others, ends, strict=True) if end <= room] + helps

    def on_click(self, event: events.Click) -> None:
        end = 1
        for key, name, words in self._shown():
            end += cell_len(name + words)
            if event.x < end:
                self.app.simulate_key(key)
                return

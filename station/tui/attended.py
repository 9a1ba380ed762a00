"""An application that knows whether somebody sits before it, and names its keys for them."""

from time import monotonic

from textual import events

from station.desk.words import _
from station.tui.look import LIGHT
from station.tui.safe_app import SafeApp
from station.tui.screens.palette import Palette
from station.tui.widgets.keys import key_words

_LOOK_EVERY = 15  # seconds


class AttendedApp(SafeApp):
    """Locks itself when nobody has touched it for long."""

    _touched = 0.0
    _patience = 0.0

    def lock_after(self, seconds: float) -> None:
        """From now on, lock after so many seconds without a key or a click."""
        self._patience = seconds
        self._touched = monotonic()
        self.set_interval(_LOOK_EVERY, self._look)

    def on_mount(self) -> None:
        self.register_theme(LIGHT)
        self.theme = LIGHT.name

    def action_lock(self) -> None:
        """Called when nobody has sat here for long."""

    def _look(self) -> None:
        if monotonic() - self._touched > self._patience:
            self.action_lock()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown):
            self._touched = monotonic()
        await super().on_event(event)

    def action_palette(self) -> None:
        commands = [
            (key, key_words(key), _(active.binding.description))
            for key, active in self.screen.active_bindings.items()
            if active.binding.show and active.enabled
        ]

        def chosen(key: str | None) -> None:
            if key:
                self.simulate_key(key)

        self.push_screen(Palette(commands), chosen)

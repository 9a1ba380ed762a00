"""An application that tells its keys: as a list over a card, and found by typing."""

from station.desk.words import _
from station.tui.safe_app import SafeApp
from station.tui.widgets.keys import key_words, keys_here


class KeyedApp(SafeApp):
    """What works here and now can always be asked."""

    def action_keys(self) -> None:
        """Over a card: all keys that work on it."""
        from station.tui.screens.reading import ReadingCard

        self.push_screen(ReadingCard(_("All keys that work here"), keys_here(self.screen)))

    def action_palette(self) -> None:
        """Every command that works here and now."""
        from station.tui.screens.palette import Palette

        def chosen(key: str | None) -> None:
            if key:
                self.simulate_key(key)

        commands = [
            (key, key_words(key), _(active.binding.description))
            for key, active in self.screen.active_bindings.items()
            if active.binding.show and active.enabled
        ]
        self.push_screen(Palette(commands), chosen)

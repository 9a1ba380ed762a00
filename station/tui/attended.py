"""An application with an agent before it: the door, the lock, and the time since the last key.

Pages are imported when they are first opened: the door has to be on the screen at once.
"""

from time import monotonic

from textual import events

from station.desk.premises import Premises
from station.desk.words import _, told
from station.domain.errors import StationError
from station.tui.counter import Counter
from station.tui.keyed import KeyedApp
from station.tui.look import LIGHT
from station.tui.messages import EXCHANGE, StationClosed, StationUnlocked
from station.tui.screens.modal import Modal
from station.tui.screens.page import Page
from station.tui.screens.unlock import UnlockPage

_LOOK_EVERY = 15  # seconds


class AttendedApp(KeyedApp):
    """Begins at the door, and goes back to it when told or when nobody has touched it long."""

    def __init__(self, place: Premises, *, plain: bool) -> None:
        """`plain` is for consoles that draw frames two cells wide."""
        super().__init__(
            home=place.home.folder, plain=plain, now=lambda: place.clock.now().isoformat()
        )
        self.counter = Counter(place)
        self._agent = ""
        self._touched = monotonic()
        self._patience = 60 * place.settings.idle_lock_minutes

        # Before the first paint: a theme that comes later has every style computed again.
        self.register_theme(LIGHT)
        self.theme = LIGHT.name

    def on_mount(self) -> None:
        self.set_interval(_LOOK_EVERY, self._look)

    def get_default_screen(self) -> Page:
        """The door."""
        if self.counter.premises.is_set_up:
            try:
                self.counter.agents()
            except StationError as fault:
                from station.tui.screens.restore import RestorePage

                return RestorePage(self.counter, fault)
            return UnlockPage(self.counter)
        from station.tui.screens.setup import SetupPage

        return SetupPage(self.counter)

    def on_station_unlocked(self, event: StationUnlocked) -> None:
        """The same agent goes on where they were; another begins on the first page."""
        from station.tui.screens.home import HomePage

        self.counter.sit_down(event.office)
        same = event.office.agent == self._agent
        self._agent = event.office.agent
        if same:
            self.pop_screen()
        else:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.push_screen(HomePage(self.counter))
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)

    def on_station_closed(self, event: StationClosed) -> None:
        """Only the door is left, and it says why."""
        self.push_screen(UnlockPage(self.counter))
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)

    def action_lock(self) -> None:
        """Close the vault; what is typed stays on the pages behind the door."""
        if self.counter.is_open:
            self.put_away()
            self.workers.cancel_all()
            try:
                self.counter.get_up()
            except StationError as fault:
                self.tell(told(fault), fault=True)
            self.push_screen(UnlockPage(self.counter))

    def put_away(self) -> None:
        """Let every page and card keep what is only on the screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Page | Modal):
                screen.put_away()

    async def action_quit(self) -> None:
        if self.counter.is_open:
            self.put_away()
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing: fingers press it to copy."""
        self.tell(_("Ctrl+Q leaves the program, Ctrl+L locks it"))

    def _look(self) -> None:
        """An exchange that somebody waits for is not cut off; the lock comes after it."""
        exchanging = any(one.group == EXCHANGE and one.is_running for one in self.workers)
        if monotonic() - self._touched > self._patience and not exchanging:
            self.action_lock()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown):
            self._touched = monotonic()
        await super().on_event(event)

"""The application: which page comes after what, the lock, and the keys that work everywhere."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from station.desk.premises import Premises, premises
from station.desk.words import told, use_language
from station.domain.errors import StationError
from station.tui.attended import AttendedApp
from station.tui.counter import Counter
from station.tui.messages import CaseChosen, CaseRecorded, PagePicked, StationUnlocked
from station.tui.screens.case import CasePage
from station.tui.screens.home import HomePage
from station.tui.screens.roll import PAGES
from station.tui.screens.setup import SetupPage
from station.tui.screens.unlock import UnlockPage
from station.tui.terminal import is_plain


class StationApp(AttendedApp):
    """One station at one screen."""

    CSS_PATH = "station.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "page('new_case')", "new", show=False),
        Binding("f3", "page('cases')", "find", show=False),
        Binding("f5", "page('sync')", "sync"),
        Binding("question_mark,f1", "page('help')", "help"),
        Binding("ctrl+l", "lock", "lock"),
        Binding("ctrl+p", "palette", "commands", show=False),
        Binding("ctrl+q", "quit", "quit", show=False),
    ]

    def __init__(self, place: Premises, *, plain: bool) -> None:
        """`plain` is for consoles that draw frames two cells wide."""
        super().__init__(
            home=place.home.folder, plain=plain, now=lambda: place.clock.now().isoformat()
        )
        self.counter = Counter(place)
        self._agent = ""

    def on_mount(self) -> None:
        door = UnlockPage if self.counter.premises.is_set_up else SetupPage
        self.push_screen(door(self.counter))
        self.lock_after(60 * self.counter.premises.settings.idle_lock_minutes)

    # ---- which page comes next

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the station is locked, only the door works."""
        if action in ("page", "lock", "palette") and not self.counter.is_open:
            return False
        return super().check_action(action, parameters)

    def action_page(self, name: str) -> None:
        """Open a page of the roll, or come back to it."""
        if any(isinstance(screen, PAGES[name]) for screen in self.screen_stack):
            while not isinstance(self.screen, PAGES[name]):
                self.pop_screen()
        else:
            self.push_screen(PAGES[name](self.counter))

    def on_page_picked(self, event: PagePicked) -> None:
        self.action_page(event.page)

    def on_case_chosen(self, event: CaseChosen) -> None:
        self.push_screen(CasePage(self.counter, event.number))

    def on_case_recorded(self, event: CaseRecorded) -> None:
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)
        self.switch_screen(CasePage(self.counter, event.number, event.offer))

    # ---- the lock

    def on_station_unlocked(self, event: StationUnlocked) -> None:
        """The same agent goes on where they were; another begins on the first page."""
        self.counter.sit_down(event.office)
        same = event.office.agent == self._agent
        self._agent = event.office.agent
        if same:
            self.pop_screen()
        else:
            while len(self.screen_stack) > 2:
                self.pop_screen()
            self.switch_screen(HomePage(self.counter))
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)

    def action_lock(self) -> None:
        """Close the vault; what is typed stays on the pages behind the door."""
        if self.counter.is_open:
            self.workers.cancel_all()
            self.counter.get_up()
            self.push_screen(UnlockPage(self.counter))


def main(argv: Sequence[str]) -> int:
    """Open the station of station.ini, or the one in `--home DIR`. 0: it was left in order."""
    use_language("auto")
    parser = argparse.ArgumentParser(prog="run.py", allow_abbrev=False)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args(argv)
    try:
        place = premises(given.home)
        use_language(place.settings.language)
        app = StationApp(place, plain=is_plain(place.settings.look))
        app.run()
        app.counter.get_up()
    except StationError as fault:
        sys.stderr.write(f"{told(fault)}\n")
        return 2
    return app.return_code or 0

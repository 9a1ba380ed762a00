"""The application: which page comes after what, and the keys that work everywhere."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from station.desk.handover import hand_over, taken_over
from station.desk.premises import Premises, premises
from station.desk.words import told, use_language
from station.domain.errors import StationError
from station.tui import afresh
from station.tui.messages import CaseChosen, CaseRecorded, DraftChosen, PagePicked
from station.tui.screens.page import Page
from station.tui.settling import SettlingApp
from station.tui.terminal import check_way_in, is_plain

if TYPE_CHECKING:
    from station.domain.case import Case


class StationApp(SettlingApp):
    """One station at one screen."""

    CSS_PATH = "station.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "page('new_case')", "new", show=False),
        Binding("f3", "page('cases')", "find", show=False),
        Binding("f5", "page('sync')", "sync"),
        Binding("f6", "page('prints')", "printing", show=False),
        Binding("question_mark,f1", "page('help')", "help"),
        Binding("ctrl+l", "lock", "lock", priority=True),
        Binding("ctrl+p", "palette", "commands", show=False),
        Binding("ctrl+q", "quit", "quit", show=False),
    ]

    def action_page(self, name: str) -> None:
        """Open a page of the roll, or come back to it."""
        from station.tui.screens.roll import PAGES, barred

        if (fault := barred(self.counter, name)) and isinstance(self.screen, Page):
            self.screen.tell_fault(fault)
        elif any(isinstance(screen, PAGES[name]) for screen in self.screen_stack):
            while not isinstance(self.screen, PAGES[name]):
                self.pop_screen()
        else:
            self.push_screen(PAGES[name](self.counter))

    def on_page_picked(self, event: PagePicked) -> None:
        self.action_page(event.page)
        if event.draft:
            self.call_after_refresh(lambda: self.screen.post_message(DraftChosen(event.draft)))

    def on_case_chosen(self, event: CaseChosen) -> None:
        """Frozen records are shown for a purpose only, which is asked before."""
        from station.tui.screens.case import CasePage
        from station.tui.screens.reveal import FrozenCard

        def opened(case: "Case | None") -> None:
            if case is not None:
                self.push_screen(CasePage(self.counter, case, event.offer, event.begin))

        try:
            if self.counter.cases.frozen(event.number):
                card = FrozenCard(self.counter, event.number)
                self.push_screen(card, lambda _done: opened(card.case))
            else:
                opened(self.counter.cases.view(event.number, revealed=False))
        except StationError as fault:
            self.tell(told(fault), fault=True)

    def on_case_recorded(self, event: CaseRecorded) -> None:
        if event.fault is not None:
            self.tell(told(event.fault), fault=True)
        self.pop_screen()
        self.on_case_chosen(CaseChosen(event.number, event.offer))


def main(argv: Sequence[str]) -> int:
    """Open the station of station.ini, or the one in `--home DIR`. 0: it was left in order."""
    use_language("auto")
    parser = argparse.ArgumentParser(prog="run.py", allow_abbrev=False)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args(argv)
    try:
        place = premises(given.home)
        use_language(place.settings.language)
        check_way_in()
    except StationError as fault:
        sys.stderr.write(f"{told(fault)}\n")
        return 2
    return afresh.run(lambda: _screen(place))


def _screen(place: Premises) -> int | None:
    """The exit code; None if the station was locked, and begins again at its door."""
    before = taken_over(place.home)
    if before is not None and before.stopped:
        afresh.halt()
    app = StationApp(place, plain=is_plain(place.settings.look), before=before, afresh=True)
    app.run()
    try:
        app.counter.get_up()
    except StationError as fault:
        sys.stderr.write(f"{told(fault)}\n")
        return 2
    if app.handover is not None:
        hand_over(place.home, app.handover)
        return None
    return app.return_code or 0

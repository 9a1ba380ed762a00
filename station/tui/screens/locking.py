"""The lock: what covers the screen until it can be closed, and where the agent was."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen

from station.desk.words import _
from station.tui.screens.modal import Modal
from station.tui.screens.page import Page
from station.tui.widgets.words import Words

if TYPE_CHECKING:
    from station.desk.leaving import Bookmark


class LockingPage(Page):
    """Shows nothing of the station. It goes by itself."""

    where = "Locking"
    todo = "What was begun comes to its end first: one moment"
    BINDINGS: ClassVar[list[BindingType]] = []

    def body(self) -> ComposeResult:
        with Vertical(classes="door"):
            yield Words(_("Village service station"), classes="sign")

    def action_back(self) -> None:
        """There is no way back."""


def place_of(screens: Sequence[Screen[object]]) -> "Bookmark":
    """Where the agent is, by the screens that lie on one another, the upmost last."""
    from station.desk.leaving import Bookmark
    from station.tui.screens.case import CasePage
    from station.tui.screens.roll import PAGES

    page = case = draft = ""
    for screen in screens:
        page = next((name for name, kind in PAGES.items() if isinstance(screen, kind)), page)
        if isinstance(screen, CasePage):
            case = screen.number
        if isinstance(screen, Page | Modal):
            draft = screen.draft_name or draft
    return Bookmark(page=page, case=case, draft=draft)

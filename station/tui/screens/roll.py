"""The roll of pages of an open station, as the menu and the keys name them."""

from collections.abc import Mapping
from types import MappingProxyType

from station.domain.roles import NotAllowed, Right
from station.tui.counter import Counter
from station.tui.screens.agenda import DeliveriesPage, RemindersPage
from station.tui.screens.cases import CasesPage
from station.tui.screens.consultations import ConsultationsPage
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.district_news import DistrictNewsPage
from station.tui.screens.drafts import DraftsPage
from station.tui.screens.guide import GuidePage
from station.tui.screens.help import HelpPage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.prints import PrintsPage
from station.tui.screens.residents import ResidentsPage
from station.tui.screens.sheet_check import SheetCheckPage
from station.tui.screens.station import StationPage
from station.tui.screens.sync import SyncPage

NEEDS: Mapping[str, Right] = MappingProxyType({"new_case": Right.WORK, "drafts": Right.WORK})
"""Pages on which there is nothing to see for who has no right to work."""

PAGES: Mapping[str, type[DeskPage]] = MappingProxyType(
    {
        "new_case": NewCasePage,
        "cases": CasesPage,
        "reminders": RemindersPage,
        "deliveries": DeliveriesPage,
        "consultations": ConsultationsPage,
        "guide": GuidePage,
        "sync": SyncPage,
        "news": DistrictNewsPage,
        "prints": PrintsPage,
        "residents": ResidentsPage,
        "check_sheet": SheetCheckPage,
        "help": HelpPage,
        "drafts": DraftsPage,
        "station": StationPage,
    }
)


def barred(counter: Counter, name: str) -> NotAllowed | None:
    """Why the agent at the counter does not open this page; None if they do."""
    right = NEEDS.get(name)
    if right is None or counter.may(right):
        return None
    return NotAllowed(counter.office.rights.role, right, what=name)

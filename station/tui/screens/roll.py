"""The roll of pages of an open station, as the menu and the keys name them."""

from collections.abc import Mapping
from types import MappingProxyType

from station.tui.screens.agenda import DeliveriesPage, RemindersPage
from station.tui.screens.cases import CasesPage
from station.tui.screens.consultations import ConsultationsPage
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.drafts import DraftsPage
from station.tui.screens.guide import GuidePage
from station.tui.screens.help import HelpPage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.residents import ResidentsPage
from station.tui.screens.station import StationPage
from station.tui.screens.sync import SyncPage

PAGES: Mapping[str, type[DeskPage]] = MappingProxyType(
    {
        "new_case": NewCasePage,
        "cases": CasesPage,
        "reminders": RemindersPage,
        "deliveries": DeliveriesPage,
        "consultations": ConsultationsPage,
        "guide": GuidePage,
        "sync": SyncPage,
        "residents": ResidentsPage,
        "help": HelpPage,
        "drafts": DraftsPage,
        "station": StationPage,
    }
)

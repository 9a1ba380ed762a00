"""The counter at which one agent sits: the desks of the open station, or none while locked.

Each desk is imported when it is first asked: the door has to be on the screen at once.
"""

from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from station.desk.premises import Premises
from station.domain.errors import StationError

if TYPE_CHECKING:
    from station.desk.agenda import AgendaDesk
    from station.desk.backup_shelf import BackupShelf
    from station.desk.camera import CameraDesk
    from station.desk.cases import CaseDesk
    from station.desk.consulting import ConsultDesk
    from station.desk.daily_copies import BackupDesk
    from station.desk.district_news import DistrictNews
    from station.desk.drafts import DraftDesk
    from station.desk.guides import GuideDesk
    from station.desk.leaving import Bookmark
    from station.desk.office import Office
    from station.desk.opening import NewStation
    from station.desk.people import PersonDesk
    from station.desk.print_queue import QueueDesk
    from station.desk.printing import PrintDesk
    from station.desk.reconciling import ReconcileDesk
    from station.desk.scans import ScanDesk
    from station.desk.scheduling import ScheduleDesk
    from station.desk.sharing import SharingDesk
    from station.desk.space import SpaceDesk
    from station.desk.syncing import SyncDesk
    from station.desk.ways import WayDesk
    from station.domain.case import Case
    from station.domain.roles import Right


class Locked(StationError):
    """Something was asked of the station while it is locked."""


class Counter:
    """What all pages share. Unlocking changes the office behind it; pages stay as they are."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        self._office: Office | None = None
        self.backing_up = ""
        """What the backup under way does; empty if none is."""
        self.copying = Lock()
        """Held by whoever makes a backup: there is one at a time."""
        self.exchanging = Lock()
        """Held by whoever speaks with the district over the network: there is one at a time."""
        self._schedule: ScheduleDesk | None = None
        self.backup_fault: StationError | None = None
        """Why the last backup failed since the program was started."""

    # ---- the door

    def agents(self) -> tuple[str, ...]:
        """Who may unlock: the agents, and behind them the trainees."""
        return (*self.premises.agents(), *self.trainees())

    def trainees(self) -> tuple[str, ...]:
        """Those among them who open a practice station."""
        return self.premises.trainees()

    def refusal(self, agent: str) -> StationError | None:
        """Why no passphrase of this agent is tried now."""
        return self.premises.refusal(agent)

    def open(self, agent: str, passphrase: str, key_file: Path | None = None) -> "Office":
        """Unlock for this agent. Raises WrongPassphrase, the errors of key files and of the
        vault."""
        return self.premises.open(agent, passphrase, key_file=key_file)

    def set_up(self, new: "NewStation") -> "Office":
        """Make the station. Raises BadInput."""
        return self.premises.set_up(new)

    def sit_down(self, office: "Office") -> None:
        """From now on pages speak with this office."""
        self._office = office

    def lend(self) -> "Office":
        """The office, while its vault is closed and opened again: nobody has it at the counter,
        and nothing locks it, until somebody sits down again. Raises Locked."""
        office, self._office = self.office, None
        return office

    def get_up(self, why: str = "", mark: "Bookmark | None" = None) -> None:
        """Sign what was done and close the vault. `why` it is locked, if it is, and where the
        agent was then, are kept in it."""
        office, self._office = self._office, None
        if office is not None and mark is not None:
            from station.desk.leaving import lock

            lock(office, why, mark)
        elif office is not None:
            office.leave()

    def may(self, right: "Right") -> bool:
        """Whether the agent at the counter has this right; nobody has one while it is locked."""
        return self._office is not None and self._office.rights.may(right)

    @property
    def is_open(self) -> bool:
        return self._office is not None

    # ---- the desks

    @property
    def office(self) -> "Office":
        """The open station. Raises Locked."""
        if self._office is None:
            raise Locked("the station is locked", "Unlock it with your passphrase.")
        return self._office

    @property
    def cases(self) -> "CaseDesk":
        from station.desk.cases import CaseDesk

        return CaseDesk(self.office)

    @property
    def drafts(self) -> "DraftDesk":
        from station.desk.drafts import DraftDesk

        return DraftDesk(self.office)

    @property
    def scans(self) -> "ScanDesk":
        from station.desk.scans import ScanDesk

        return ScanDesk(self.office)

    @property
    def camera(self) -> "CameraDesk":
        from station.desk.camera import CameraDesk

        return CameraDesk(self.office)

    @property
    def spaces(self) -> "SpaceDesk":
        from station.desk.space import SpaceDesk

        return SpaceDesk(self.office)

    @property
    def sharing(self) -> "SharingDesk":
        from station.desk.sharing import SharingDesk

        return SharingDesk(self.office)

    @property
    def agenda(self) -> "AgendaDesk":
        from station.desk.agenda import AgendaDesk

        return AgendaDesk(self.office)

    @property
    def backups(self) -> "BackupDesk":
        from station.desk.daily_copies import BackupDesk

        return BackupDesk(self.office)

    @property
    def shelf(self) -> "BackupShelf":
        from station.desk.backup_shelf import BackupShelf

        return BackupShelf(self.office)

    @property
    def consultations(self) -> "ConsultDesk":
        from station.desk.consulting import ConsultDesk

        return ConsultDesk(self.office)

    @property
    def schedule(self) -> "ScheduleDesk":
        """The exchanges of this sign-in that nobody asks for: one desk for all of it."""
        from station.desk.scheduling import ScheduleDesk

        if self._schedule is None or self._schedule.office is not self.office:
            self._schedule = ScheduleDesk(self.office)
        return self._schedule

    @property
    def line(self) -> "SyncDesk":
        from station.desk.syncing import SyncDesk

        return SyncDesk(self.office)

    @property
    def ways(self) -> "WayDesk":
        from station.desk.ways import WayDesk

        return WayDesk(self.office)

    @property
    def reconciling(self) -> "ReconcileDesk":
        from station.desk.reconciling import ReconcileDesk

        return ReconcileDesk(self.office)

    @property
    def news(self) -> "DistrictNews":
        from station.desk.district_news import DistrictNews

        return DistrictNews(self.office)

    @property
    def people(self) -> "PersonDesk":
        from station.desk.people import PersonDesk

        return PersonDesk(self.office)

    @property
    def guides(self) -> "GuideDesk":
        from station.desk.guides import GuideDesk

        return GuideDesk(self.office)

    @property
    def printer(self) -> "PrintDesk":
        from station.desk.printing import PrintDesk

        return PrintDesk(self.office)

    @property
    def queue(self) -> "QueueDesk":
        from station.desk.print_queue import QueueDesk

        return QueueDesk(self.office)

    def sheets_ready(self, case: "Case") -> list[tuple[str, str]]:
        """Code and title of each sheet that has all it needs now."""
        from station.desk.slips import title_of

        return [(code, title_of(code)) for code in self.printer.ready(case)]

    def sheet_title(self, code: str) -> str:
        """The title of the sheet; empty if this station has no sheet with this code."""
        from station.desk.printing import SHEETS

        return SHEETS[code].title if code in SHEETS else ""

    def now(self) -> datetime:
        return self.premises.clock.now()

"""The computers of a simulated month: stations that are copied, put back, restored and cloned, and
the district that they write to. Real vaults, real keys; time is moved by hand."""

import shutil
from dataclasses import replace
from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from station.desk.copying import UNWATCHED, make_backup, put_back
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import open_station, set_up
from station.desk.syncing import SyncDesk
from station.domain.chain import digest
from station.domain.values import Side
from station.storage.keys import Lock
from sync.exchange import SyncReport
from sync.ports import Carrier
from tests.district.pair import PENSION
from tests.office import NEW, PASSPHRASE, WEAK, HandClock, settings
from tests.torture.program import applicants

BESIDE = ("-wal", "-shm")


class LineDesk:
    """The agent's side of the line, on a road of the test."""

    def __init__(self, office: Office) -> None:
        self._desk = SyncDesk(office)

    def hand_over(self) -> None:
        self._desk.hand_over()

    def exchanged(self, road: Carrier) -> SyncReport:
        return self._desk._exchange(road, self._desk._post(), lambda _: None, lambda: False)

    def stick_out(self, stick: Path) -> None:
        self._desk.stick_out(stick, progress=lambda _: None, cancel=lambda: False)

    def stick_in(self, stick: Path) -> None:
        self._desk.stick_in(stick, progress=lambda _: None, cancel=lambda: False)


class Place:
    """One computer of a station, with somebody at it."""

    def __init__(self, folder: Path, code: str, clock: HandClock) -> None:
        self.folder = folder
        self.code = code
        self.clock = clock
        self._home = Home(folder=folder)
        self._copies = 0
        new = replace(NEW, station=code, name=f"示例站{code[-2:]}")
        if self._home.vault.exists():
            self._open()
        else:
            self.office = set_up(self._home, new, settings=settings(folder), clock=clock, cost=WEAK)

    @property
    def desk(self) -> LineDesk:
        return LineDesk(self.office)

    def record(self, first: int, count: int) -> None:
        """So many new cases, all papers there, received."""
        desk = CaseDesk(self.office)
        papers = all_papers(self.office.item(PENSION))
        with self.office.vault.transaction():
            for applicant in applicants(first, count):
                desk.open(PENSION, applicant, papers, receive=True)

    def written(self) -> frozenset[str]:
        """The digests of all that the station wrote, as far as this computer has it."""
        return self._digests(Side.STATION)

    def received(self) -> frozenset[str]:
        """The digests of all that the district wrote to it."""
        return self._digests(Side.DISTRICT)

    def killed(self) -> None:
        """The program ends without a word, and is begun again."""
        self.office.close()
        self._open()

    def image(self, shelf: Path) -> Path:
        """A copy of the whole vault, as an image of the disk has it."""
        self._copies += 1
        copy = shelf / f"{self.folder.name}-{self._copies}.image"
        self.office.vault.copy_into(copy)
        return copy

    def put_back(self, image: Path) -> None:
        """An older image of the disk comes back, and nobody is told."""
        self.office.close()
        self._without_vault()
        shutil.copyfile(image, self._home.vault)
        self._open()

    def backed_up(self, shelf: Path) -> Path:
        """A backup by the program."""
        self._copies += 1
        target = shelf / f"{self.folder.name}-{self._copies}.backup"
        make_backup(self.office, target)
        return target

    def restored(self, backup: Path) -> None:
        """The program puts a backup back, and begins a new life."""
        self.office.close()
        self._without_vault()
        put_back(
            self._home, backup, NEW.agent, Lock(passphrase=PASSPHRASE),
            clock=self.clock, watch=UNWATCHED,
        )  # fmt: skip
        self._open()

    def cloned(self, folder: Path) -> "Place":
        """Another computer with the same disk; both go on."""
        folder.mkdir()
        self.office.vault.copy_into(Home(folder=folder).vault)
        for name in self._home.slots.parent.glob(f"{self._home.slots.name}*"):
            shutil.copyfile(name, folder / name.name)
        clock = HandClock(self.clock.time, seed=str(folder))
        return Place(folder, self.code, clock)

    def _open(self) -> None:
        self.office = open_station(
            self._home, NEW.agent, PASSPHRASE, settings=settings(self.folder), clock=self.clock
        )

    def _without_vault(self) -> None:
        vault = self._home.vault
        for name in (vault.name, *(f"{vault.name}{end}" for end in BESIDE)):
            (vault.parent / name).unlink(missing_ok=True)

    def _digests(self, side: Side) -> frozenset[str]:
        with self.office.vault.reading():
            rows = self.office.vault.sql("SELECT data FROM entry WHERE side = ?", side.value)
            return frozenset(digest(bytes(data)) for (data,) in rows.fetchall())

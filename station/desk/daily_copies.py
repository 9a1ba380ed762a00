"""The backup of each day: made by itself, at two places, the oldest cleared away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station.desk.copying import UNWATCHED, write_copy
from station.desk.kept_faults import fault_kept, kept
from station.desk.office import Office
from station.domain import shelf
from station.domain.clockcheck import ClockDoubt
from station.domain.errors import StationError
from station.domain.office_events import BackupMade
from station.domain.roles import Right
from station.domain.shelf import Backups, Shelved, Term
from station.domain.stamp import OFFICIAL_TIME, SYSTEM
from station.storage.copies import ENDING, PART, Copied, Watch, backups_in, second
from station.storage.faults import VaultClosed, WorkStopped, translated

NO_FAILURES = (WorkStopped, VaultClosed)
"""The station was locked or left meanwhile: the backup is made when it is open again."""


@dataclass(frozen=True, kw_only=True)
class Daily:
    """What became of today's backup. None: nothing was due there."""

    first: Copied | None
    second: Copied | None
    gone: int
    """Old backups that were deleted."""
    no_stick: Path | None
    """The second place, where it is named and not there."""


class NoPlace(StationError):
    """A folder for backups cannot be used."""


class BackupDesk:
    """Backups that the settings order. All of it may run in a thread beside the screen."""

    def __init__(self, office: Office) -> None:
        self._office = office
        settings = office.settings
        self.folder = settings.backup_folder or office.home.backups
        self._second = settings.backup_second

    # ---- making

    def daily(self, watch: Watch = UNWATCHED, *, at_once: bool = False) -> Daily:
        """Make what is due today, or `at_once` whatever was made already; then let old ones go.

        A failure is kept in mind until a backup succeeds, and raised: DiskFull, DiskFailing,
        VaultReadOnly, VaultDamaged, BrokenChain, BackupDamaged, NoPlace. WorkStopped and
        VaultClosed are no failures; nor is NotAllowed, where it is asked for by hand.
        """
        if at_once:
            self._office.rights.ask(Right.COPY, BackupMade.kind)
        try:
            with _usable(self.folder):
                done = self._daily(watch, at_once=at_once)
        except NO_FAILURES:
            raise
        except StationError as fault:
            self._remember(fault)
            raise
        if done.first or done.second:
            self._office_set(backup_failed="")
        return done

    def _daily(self, watch: Watch, *, at_once: bool) -> Daily:
        office, told, gone = self._office, self.told(), 0
        first = other = None
        if at_once or shelf.is_due(told.last, office.clock.now()):
            self.folder.mkdir(parents=True, exist_ok=True)
            first = self._first(watch)
            gone += self._clear(self.folder)
        if self._second is None:
            return Daily(first=first, second=None, gone=gone, no_stick=None)
        if told.second_since is None:
            self._office_set(backup_second_since=office.clock.now().isoformat())
        if not self._second.is_dir():
            return Daily(first=first, second=None, gone=gone, no_stick=self._second)
        if at_once or first or shelf.is_due(told.second_last, office.clock.now()):
            with _usable(self._second):
                other = self._again(watch)
                gone += self._clear(self._second)
        return Daily(first=first, second=other, gone=gone, no_stick=None)

    def _first(self, watch: Watch) -> Copied:
        office = self._office
        now = office.clock.now()
        copied = write_copy(office, self.free_name(self.folder), now, watch)
        with office.transaction():
            office.record(BackupMade(at=now, by=SYSTEM, events=copied.manifest.number))
            office.memory.set(backup_made=now.isoformat())
        return copied

    def _again(self, watch: Watch) -> Copied | None:
        """The newest backup of this life once more, unless it lies there already."""
        assert self._second is not None
        here = self._ours(self.folder)
        newest = shelf.newest(here)
        if newest is None:
            return None
        target = self._second / newest.name
        there = {one.name for one in self._ours(self._second)}
        copied = None if newest.name in there else second(self.folder / newest.name, target, watch)
        self._office_set(backup_second_made=newest.made.isoformat())
        return copied

    def free_name(self, folder: Path) -> Path:
        """A name in this folder that no file has, of the station, its life and the time."""
        now = self._office.clock.now()
        with self._office.vault.reading():
            tag = self._office.tag
        stem = f"{self._stem()}{tag}-{now.astimezone(OFFICIAL_TIME):%Y%m%d-%H%M%S}"
        place, more = folder / f"{stem}{ENDING}", 1
        while place.exists():
            more += 1
            place = folder / f"{stem}-{more}{ENDING}"
        return place

    def _stem(self) -> str:
        """How the names of backups begin that the program gives."""
        return f"station-{self._office.code}-"

    def _clear(self, folder: Path) -> int:
        """Delete what may go, now that a newer one was read back. What cannot be deleted stays,
        and is tried again tomorrow."""
        doubted = self._office.clock_doubt() is not ClockDoubt.NONE
        old = shelf.going(self._ours(folder), self._office.clock.now(), doubted=doubted)
        gone = 0
        for one in old:
            with suppress(OSError):
                (folder / one.name).unlink()
                gone += 1
        for part in folder.glob(f"{self._stem()}*{PART}"):
            with suppress(OSError):  # what a power cut left
                part.unlink()
        return gone

    def _ours(self, folder: Path) -> list[Shelved]:
        """The backups of the present life that the program named. Those of others, of former
        lives, and those that a person gave a name, are left alone."""
        with self._office.vault.reading():
            life = self._office.journal.head().incarnation
        return [
            Shelved(name=file.name, made=copied.manifest.made, number=copied.manifest.number)
            for file, copied in backups_in(folder)
            if (copied.manifest.station, copied.manifest.incarnation) == (self._office.code, life)
            and file.name.startswith(self._stem())
        ]

    # ---- telling

    def told(self) -> Backups:
        """What is known of the backups of this station."""
        office = self._office
        with office.vault.reading():
            begun = office.journal.own_at(1)
            said = {
                name: office.memory.get(f"backup_{name}")
                for name in ("made", "second_since", "second_made", "failed")
            }
        return Backups(
            daily=office.settings.backup_daily,
            since=begun.entry.event.at if begun else office.clock.now(),
            last=_moment(said["made"]),
            second_since=_moment(said["second_since"]) if self._second else None,
            second_last=_moment(said["second_made"]) if self._second else None,
            failed=fault_kept(said["failed"]),
        )

    def terms(self, folder: Path) -> Mapping[str, Term]:
        """Which files in a folder stay, as which of the daily backups."""
        return shelf.terms(self._ours(folder), self._office.clock.now())

    def worries(self) -> tuple[StationError, ...]:
        """What has to be seen to, the worst first."""
        doubted = self._office.clock_doubt() is not ClockDoubt.NONE
        return tuple(shelf.worries(self.told(), self._office.clock.now(), doubted=doubted))

    def _remember(self, fault: StationError) -> None:
        with suppress(StationError):  # a disk that takes no backup may take nothing at all
            self._office_set(backup_failed=kept(fault))

    def _office_set(self, **values: str) -> None:
        with self._office.transaction():
            self._office.memory.set(**values)


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """What the system says of a place for backups, the names of which are legion: sticks are
    pulled out, folders are files, drives have other rules for names."""
    try:
        with translated(folder):
            yield
    except OSError as fault:
        raise NoPlace(
            "no backup can be written into {folder}: {reason}",
            "Look whether the folder is there and the stick is in; station.ini names it.",
            folder=folder, reason=fault.strerror or "?",
        ) from fault  # fmt: skip


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""The backups that lie where this station puts them: what each is, and which key opens it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from station.desk.copying import UNWATCHED, NoFolder, make_backup
from station.desk.daily_copies import BackupDesk
from station.desk.office import Office
from station.domain.errors import BadInput, StationError
from station.domain.office_events import BackupDeleted, BackupMade
from station.domain.shelf import Term
from station.domain.stamp import SYSTEM
from station.storage.copies import ENDING, Copied, Watch, reread
from station.storage.faults import VaultExists, translated
from station.storage.packs import unpacked
from station.storage.slots import read_slots


class Life(Enum):
    """Whose a backup is, seen from the station as it is now."""

    PRESENT = "present"
    FORMER = "former"
    """Of this station before it was restored: nobody goes on from it but to look something up."""
    OTHER = "other"
    """Of another station."""
    DAMAGED = "damaged"
    """Named like a backup, and none."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A backup, or what is named like one. What it says of itself is None where it is damaged."""

    file: Path
    size: int
    copied: Copied | None
    life: Life
    term: Term | None
    """As which of the daily ones it stays; None for what nobody clears away."""
    second: bool
    """Whether it lies at the second place."""
    agents: tuple[str, ...]
    today: bool
    """Whether the key of today is the one that opens it; else an older one, as it was then."""


class NewestStays(StationError):
    """The newest backup of the station is not deleted."""


class BackupShelf:
    """The places of this station's backups. All of it may run in a thread beside the screen."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._desk = BackupDesk(office)

    def places(self) -> tuple[Path, ...]:
        """The folders that are there now: that of each day, and the second."""
        named = (self._desk.folder, self._office.settings.backup_second)
        return tuple(dict.fromkeys(place for place in named if place and place.is_dir()))

    def all(self) -> tuple[Kept, ...]:
        """What lies there, the latest first. Raises NoPlace, DiskFailing, VaultReadOnly."""
        found = [one for place in self.places() for one in self._in(place)]
        return tuple(sorted(found, key=_made, reverse=True))

    def elsewhere(self) -> tuple[datetime, ...]:
        """When backups were made by hand: where those lie now nobody here knows."""
        with self._office.vault.reading():
            made = self._office.journal.own_of(BackupMade)
        return tuple(one.at for one in made if one.by != SYSTEM)

    def older(self) -> tuple[Kept, ...]:
        """Backups of this station that open by a key from before."""
        ours = (Life.PRESENT, Life.FORMER)
        return tuple(one for one in self.all() if one.life in ours and not one.today)

    def look_through(self, file: Path, watch: Watch = UNWATCHED) -> Copied:
        """Read every byte of a backup again. Raises BackupMissing, BackupDamaged, WorkStopped."""
        return reread(file, watch)

    def to(self, place: Path, watch: Watch = UNWATCHED) -> tuple[Path, Copied]:
        """Make a backup into this folder, or under this name, and read it back there. Returns
        the file. Raises BadInput for a place that will not do, and as `make_backup` does."""
        target = self._desk.free_name(place) if place.is_dir() else place
        try:
            if target.suffix != ENDING:
                raise NoFolder(
                    "there is no folder {folder}",
                    "Make it first, or look whether the stick is in.", folder=place,
                )  # fmt: skip
            return target, make_backup(self._office, target, watch)
        except (NoFolder, VaultExists) as fault:
            raise BadInput({"place": fault}) from None

    def delete(self, kept: Kept) -> None:
        """Delete the file, on record. Raises NewestStays, NotAllowed, and what the disk says."""
        told, office = kept.copied, self._office
        newest = next((one for one in self.all() if one.life is Life.PRESENT), None)
        if newest is not None and newest.file == kept.file:
            raise NewestStays("the newest backup of this station stays", "Make another one first.")
        now = office.stamp()
        with office.transaction(), translated(kept.file):
            office.record(
                BackupDeleted(
                    at=now.at, by=now.by, made=told.manifest.made if told else None,
                    events=told.manifest.number if told else 0,
                    life=told.manifest.incarnation if told else "",
                )
            )  # fmt: skip
            kept.file.unlink()

    def _in(self, folder: Path) -> Iterator[Kept]:
        office = self._office
        with office.vault.reading():
            life = office.journal.head().incarnation
        key = read_slots(office.home.slots).key
        terms, second = self._desk.terms(folder), folder != self._desk.folder
        with translated(folder):
            files = sorted(folder.glob(f"*{ENDING}"))
        for file in files:
            kept = _kept(file, (office.code, life), key)
            yield replace(kept, term=terms.get(file.name), second=second)


def _kept(file: Path, here: tuple[str, str], key: str) -> Kept:
    """`here` is the station and the life of its journal, `key` the name of its data key."""
    try:
        with unpacked(file) as parts, translated(file):
            size, told, slots = file.stat().st_size, parts.manifest, parts.slots()
    except (StationError, OSError):
        return Kept(
            file=file, size=_size(file), copied=None, life=Life.DAMAGED, term=None, second=False,
            agents=(), today=False,
        )  # fmt: skip
    former = Life.FORMER if told.station == here[0] else Life.OTHER
    return Kept(
        file=file, size=size, copied=Copied(size=size, manifest=told),
        life=Life.PRESENT if (told.station, told.incarnation) == here else former,
        term=None, second=False, agents=tuple(slot.agent for slot in slots.slots),
        today=slots.key == key,
    )  # fmt: skip


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _made(kept: Kept) -> tuple[bool, float, int]:
    """The latest first; of the same moment the one that holds more; damaged files at the end."""
    told = kept.copied.manifest if kept.copied else None
    return (told is not None, told.made.timestamp() if told else 0.0, told.number if told else 0)

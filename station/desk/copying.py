"""Backup and restore as acts of an agent: on record, and never two lives under one number."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from station.desk.clock import Clock
from station.desk.door import Door
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import keep_former, open_station
from station.desk.syncing import APP
from station.desk.unlocking import lock_of
from station.domain.audit import audit
from station.domain.errors import StationError
from station.domain.office_events import RESTORED, BackupMade, LifeBegun
from station.domain.roles import NotAllowed, Right, may
from station.domain.roster import TELLING, roster
from station.domain.values import Side
from station.settings import Settings
from station.storage import copies
from station.storage.copies import Copied, Watch, backup, refuse_existing, restore
from station.storage.instance import Instance
from station.storage.journal import Journal
from station.storage.keys import Lock, Opened, opened_by, verifies
from station.storage.manifest import Described, Manifest, is_described
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.packs import damaged_pack
from station.storage.vault import Vault

UNWATCHED = Watch()


class NoFolder(StationError):
    """The folder into which a file shall go is not there."""


class BrokenChain(StationError):
    """The journal in the vault is not what was written there."""


def make_backup(office: Office, target: Path, watch: Watch = UNWATCHED) -> Copied:
    """Write the vault and its slots to one new file, read it back, and note it in the journal.

    On a disk that takes nothing more it can still be made onto another one, and is noted nowhere.
    Raises VaultExists if there is a file already, NoFolder, BrokenChain, DiskFull, DiskFailing,
    BackupDamaged, WorkStopped.
    """
    if not target.parent.is_dir():
        raise NoFolder(
            "there is no folder {folder}", "Make it first, or look whether the stick is in.",
            folder=target.parent,
        )  # fmt: skip
    office.rights.ask(Right.COPY, BackupMade.kind)
    now = office.stamp()
    copied = write_copy(office, target, now.at, watch)
    if office.trouble is None:
        office.record(BackupMade(at=now.at, by=now.by, events=copied.manifest.number))
    return copied


def write_copy(office: Office, target: Path, made: datetime, watch: Watch) -> Copied:
    """The same, not yet on record."""
    pieces = office.scans.store
    with pieces.held():
        return backup(
            office.vault, office.home.slots, target, made=made, program=APP, describe=described,
            watch=watch, complete=pieces.complete,
        )  # fmt: skip


def described(copy: Vault) -> Described:
    """What a vault holds, its journal's chain computed anew. Raises BrokenChain."""
    memory = Memory(copy)
    journal = Journal(copy, memory)
    with copy.reading():
        head = journal.head()
        life = journal.chained(Side.STATION, head.incarnation)
        found = audit(journal.writer, head.incarnation, life, verifies)
        if found.breaks_at is not None or journal.own_events() != head.number:
            raise BrokenChain(
                "the journal breaks at entry {number}: no backup was made of it",
                "Keep the older backups, run: run.py verify, and tell the district.",
                number=found.breaks_at or head.number + 1,
            )
        return Described(
            station=journal.writer, name=memory.get("station_name"),
            incarnation=head.incarnation, number=head.number, head=head.hash,
            signing=bytes.fromhex(memory.get("signing_key")),
        )  # fmt: skip


def agents_in(source: Path) -> tuple[str, ...]:
    """The names of those who can open this backup. Raises BackupMissing, BackupDamaged."""
    return copies.agents_in(source)


def looked_at(source: Path) -> Iterable[tuple[Path, Copied]]:
    """What a backup, or each in a folder, says it holds: nothing is opened or changed. Raises
    BackupMissing, BackupDamaged, NoFolder if there is none in the folder."""
    if not source.is_dir():
        return [(source, copies.look(source))]
    found = copies.backups_in(source)
    if not found:
        raise NoFolder(
            "there is no backup in {folder}", "Look whether it is the right stick.", folder=source
        )
    return found


def restore_station(
    home: Home,
    source: Path,
    agent: str,
    passphrase: str,
    *,
    settings: Settings,
    clock: Clock,
    key_file: Path | None = None,
    watch: Watch = UNWATCHED,
) -> Office:
    """Put a backup where no station is, in a new life of its journal, and open it.

    The district lacks nothing by it: it tells what it holds of the former life, and what is
    new goes on under new numbers. Raises VaultExists, BackupMissing, BackupDamaged,
    BrokenChain, WrongPassphrase, NotAllowed, WorkStopped, and as `unlocking.lock_of`.
    """
    refuse_existing(home.vault)
    content = copies.slots_in(source)
    lock = lock_of(content, agent, passphrase, named=key_file, home=home)
    with Door(home, clock).counting_copy(content, agent):
        opened_by(content, agent=agent, lock=lock)
    put_back(home, source, agent, lock, clock=clock, watch=watch)
    return open_station(home, agent, passphrase, settings=settings, clock=clock, key_file=key_file)


def put_back(
    home: Home, source: Path, agent: str, lock: Lock, *, clock: Clock, watch: Watch
) -> None:
    """Put a backup where the station shall be, in a new life of its journal; what lies there is
    kept beside it under another name. Raises as `restore_station` but for VaultExists."""
    if not copies.look(source).manifest.incarnation:
        raise StationError(
            "{place} is the backup of a district",
            "Put it back where the district runs: run.py district restore.", place=source,
        )  # fmt: skip
    home.folder.mkdir(parents=True, exist_ok=True)
    instance = Instance.take(home.lock, now=clock.now(), agent=agent)
    try:
        restore(
            source, vault=home.vault, slots=home.slots, agent=agent, lock=lock,
            migrations=MIGRATIONS, begin=_beginning(home, source, clock), watch=watch,
        )  # fmt: skip
    finally:
        instance.release()


def _beginning(home: Home, source: Path, clock: Clock) -> Callable[[Vault, Opened, Manifest], None]:
    """Looks whether what was restored is what the manifest says; only then its new life begins."""

    def begin(vault: Vault, opened: Opened, told: Manifest) -> None:
        if not is_described(described(vault), told):
            raise damaged_pack(source)
        memory = Memory(vault)
        with vault.transaction():
            journal = Journal(vault, memory)
            who = roster(journal.own_of(*TELLING)).get(opened.agent)
            role = who.role if who else ""
            if not may(role, Right.RESTORE):  # there is no journal yet in which to note it
                raise NotAllowed(role, Right.RESTORE, what=LifeBegun.kind)
            parent = journal.head().incarnation
            life = clock.chance(16).hex()
            journal.begin_life(life)
            memory.set(peer_holds="0", backed_up="", backup_made="", backup_second_made="")
            journal.append(
                LifeBegun(
                    at=clock.now(), by=opened.agent, incarnation=life, parent=parent,
                    reason=RESTORED,
                )
            )  # fmt: skip
        keep_former(home, clock)  # everything was checked

    return begin

"""Backup and restore as acts of an agent: on record, and never two lives under one number."""

from pathlib import Path

from station.desk.clock import Clock
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import keep_former, open_station
from station.domain.errors import StationError
from station.domain.office_events import BackupMade, LifeBegun
from station.settings import Settings
from station.storage import copies
from station.storage.copies import Copied, backup, restore
from station.storage.instance import Instance
from station.storage.journal import Journal
from station.storage.keys import Opened
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.vault import Vault


class NoFolder(StationError):
    """The folder into which a file shall go is not there."""


def make_backup(office: Office, target: Path) -> Copied:
    """Write the vault and its slots to one new file, read it back, and note it in the journal.

    Raises VaultExists if there is a file already, NoFolder, DiskFull, DiskFailing, BackupDamaged.
    """
    if not target.parent.is_dir():
        raise NoFolder(
            "there is no folder {folder}", "Make it first, or look whether the stick is in.",
            folder=target.parent,
        )  # fmt: skip
    now = office.stamp()
    copied = backup(office.vault, office.home.slots, target, made=now.at)
    office.record(BackupMade(at=now.at, by=now.by, events=copied.rows["entry"]))
    return copied


def agents_in(source: Path) -> tuple[str, ...]:
    """The names of those who can open this backup. Raises BackupMissing, BackupDamaged."""
    return copies.agents_in(source)


def restore_station(
    home: Home, source: Path, agent: str, passphrase: str, *, settings: Settings, clock: Clock
) -> Office:
    """Put a backup where no station is, in a new life of its journal, and open it.

    The district lacks nothing by it: it tells what it holds of the former life, and what is
    new goes on under new numbers. Raises VaultExists, BackupMissing, BackupDamaged,
    WrongPassphrase.
    """

    def begin(vault: Vault, opened: Opened) -> None:
        memory = Memory(vault)
        with vault.transaction():
            journal = Journal(vault, memory)
            parent = journal.head().incarnation
            life = clock.chance(16).hex()
            journal.begin_life(life)
            memory.set(peer_holds="0")
            journal.append(
                LifeBegun(
                    at=clock.now(), by=opened.agent, incarnation=life, parent=parent,
                    reason="restored",
                )
            )  # fmt: skip
        keep_former(home, clock)  # everything was checked: the next step writes over them

    home.folder.mkdir(parents=True, exist_ok=True)
    instance = Instance.take(home.lock, now=clock.now())
    try:
        restore(
            source, vault=home.vault, slots=home.slots, agent=agent, passphrase=passphrase,
            migrations=MIGRATIONS, begin=begin,
        )  # fmt: skip
    finally:
        instance.release()
    return open_station(home, agent, passphrase, settings=settings, clock=clock)

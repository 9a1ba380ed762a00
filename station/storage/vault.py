"""The vault: the only place in the house where an encrypted database is opened.

The key is SQLCipher's raw key, 32 bytes; passphrases end at `station.storage.keys`.

Every question is asked inside `transaction()` or `reading()`: elsewhere it is a RuntimeError.
The two translate the errors of SQLite over the whole visit, rows that are fetched late included.
Inside, nobody catches an error of SQLite and goes on: SQLite may have rolled back already.

After the first error of the disk the vault is only read, until it is opened anew (docs/adr/0033).

Threads: each gets a connection of its own at its first visit. So readers see whole transactions
and never wait for a writer; writers come in the order in which they asked. `close` waits for
the visits under way.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import peewee
from sqlcipher3 import dbapi2 as sqlcipher

from station.domain.errors import StationError
from station.storage import durable
from station.storage.connections import Connections, unsafe
from station.storage.faults import (
    STOPPING,
    PlainFile,
    ReadingOnly,
    VaultMissing,
    VaultTooNew,
    being_read,
    closed,
    damaged,
    exists,
    is_unread,
    only_reading,
    translated,
)
from station.storage.store import ByStatement
from station.storage.turns import Turns

Migration = Callable[[peewee.Database], None]
KEY_BYTES = 32
_SQLITE = (peewee.PeeweeException, sqlcipher.Error)
_STEPS_BETWEEN = 20_000  # of SQLite's own machine: some ten times a second
_PLAIN_HEADER = b"SQLite format 3\0"
_LOG_FRAMES = ("-wal", "-shm")  # what SQLite keeps beside the file while it is open


class Vault(ByStatement):
    """An open vault. `db` is for the tables of the room that opened it."""

    alone = True  # a file has one writer

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            # An empty or short key is no error to SQLCipher: it would write clear text.
            raise ValueError(f"a vault's key has {KEY_BYTES} bytes, not {len(key)}")
        self.path = path
        self._connections = Connections(path, key)
        self.db: peewee.Database = self._connections
        self._gate = threading.Condition()
        self.shut = False
        self._writers = Turns()
        self._whole = threading.RLock()  # a copy and what needs the file for itself take turns
        self._writing = False
        self._first_fault: StationError | None = None
        self._spoilt: set[int] = set()  # threads whose connection reads nothing more

    @contextmanager
    def transaction(self, _of: str = "") -> Iterator[None]:
        """All that is written inside is kept together when the block ends, or not at all.

        Only after the outermost block has ended may anything be told as saved; a transaction
        inside a transaction joins it. Raises DiskFull, DiskFailing, VaultReadOnly,
        VaultDamaged, VaultBusy, VaultClosed; ReadingOnly ever after one of the first four.
        """
        with self._writers:
            self._refuse_in_trouble()
            outer = not self._writing
            if outer and self.db.in_transaction():
                raise RuntimeError("a transaction cannot begin inside a reading")
            self._writing = True
            try:
                with self._visit(self.path), self.db.atomic("IMMEDIATE"):
                    yield
                    self._refuse_in_trouble()  # whoever caught it inside has kept nothing
            finally:
                if outer:
                    self._writing = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All questions inside see the same state of the vault; errors as in `transaction`."""
        with self._visit(self.path):
            if self.db.in_transaction():  # it sees one state already: a savepoint adds nothing
                yield
            else:
                with self.db.atomic("DEFERRED"):
                    yield

    @contextmanager
    def _visit(self, about: Path) -> Iterator[None]:
        thread = threading.get_ident()
        with self._gate:
            if self.shut:
                raise closed(self.path)
            self._connections.visits[thread] += 1
        try:
            with translated(about, *_SQLITE):
                yield
        except STOPPING as fault:
            if about is self.path and isinstance(fault.__cause__, _SQLITE):
                self.only_read(fault)
                self._spoilt |= {thread} if is_unread(fault) else set()
            raise
        finally:
            if thread in self._spoilt and self._connections.visits[thread] == 1:
                self._spoilt.discard(thread)
                self._connections.close()
            with self._gate:
                self._connections.visits[thread] -= 1
                self._gate.notify_all()

    def only_read(self, fault: StationError) -> None:
        """Write nothing any more: `fault`, one of `STOPPING`, is what the disk said."""
        self._first_fault = self._first_fault or fault

    @property
    def trouble(self) -> ReadingOnly | None:
        """Why nothing is written any more; None if all is well."""
        return only_reading(self.path, self._first_fault) if self._first_fault else None

    def _refuse_in_trouble(self) -> None:
        if trouble := self.trouble:
            raise trouble

    def sql(self, statement: str, *values: object) -> sqlcipher.Cursor:
        """For what peewee's queries cannot say: pragmas, full text, triggers."""
        return self.db.execute_sql(statement, values)  # type: ignore[no-untyped-call]

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Write with the same statement, once for each row of values."""
        self._connections.cursor().executemany(statement, rows)

    def copy_into(self, target: Path, going_on: Callable[[], bool] = lambda: True) -> None:
        """Write the vault as it is now to the new file `target`, under the same key. Readers and
        writers go on meanwhile.

        `going_on` is asked now and then, and must raise nothing; if it says no, or the vault is
        being closed, the copy is given up. Raises WorkStopped.
        """
        with self._whole, self._visit(target):
            connection = self.db.connection()  # type: ignore[no-untyped-call]
            connection.set_progress_handler(lambda: self.shut or not going_on(), _STEPS_BETWEEN)
            try:
                self.sql("VACUUM INTO ?", str(target))
            finally:
                connection.set_progress_handler(None, 0)

    def fold_log(self) -> None:
        """Bring all of the write-ahead log into the file. Raises VaultBusy, ReadingOnly."""
        with self._alone():
            busy, *_ = self.sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise being_read(self.path)

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing of what was deleted is left in it or in
        the write-ahead log. Raises VaultBusy, ReadingOnly."""
        with self._whole:
            with self._alone():
                self.sql("VACUUM")
            self.fold_log()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No copy is being made and nobody else writes."""
        with self._whole, self._writers:
            self._refuse_in_trouble()
            with self._visit(self.path):
                yield

    def at(self, path: Path) -> "Vault":
        """Another file of this vault's key, as a copy of it is. Raises VaultClosed."""
        secret = str(self._connections.connect_params.get("passphrase", ""))
        if not secret:
            raise closed(self.path)
        return open_as_is(path, bytes.fromhex(secret[2:-1]))

    def close(self) -> None:
        """Wait for the visits under way, then close every thread's connection for good."""
        if self._connections.visits[threading.get_ident()]:
            raise RuntimeError("a vault cannot be closed from inside a visit")
        with self._gate:
            self.shut = True
            self._gate.wait_for(lambda: not any(self._connections.visits.values()))
            self._connections.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_vault(path: Path, key: bytes, migrations: Sequence[Migration]) -> Vault:
    """Make a new vault and open it.

    It is built under another name and renamed when it is whole, so that a kill leaves either
    no vault or an empty one that opens. Raises VaultExists, and what `open_vault` raises.
    """
    if path.exists():
        raise exists(path)
    draft = path.with_name(f"{path.name}.part")
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        for name in (draft, *logs_of(draft), *logs_of(path)):
            name.unlink(missing_ok=True)
    with Vault(draft, key) as vault:
        with vault.transaction():
            vault.sql("PRAGMA user_version = 0")
        _migrate(vault, migrations)
    with translated(path):
        if draft.read_bytes()[: len(_PLAIN_HEADER)] == _PLAIN_HEADER:
            raise unsafe("cipher")
        durable.move(draft, path)
    return open_vault(path, key, migrations)


def open_vault(path: Path, key: bytes, migrations: Sequence[Migration]) -> Vault:
    """Open the vault and bring it to the newest of `migrations`.

    Raises VaultMissing, PlainFile, WrongKey, VaultTooNew, VaultDamaged, VaultReadOnly,
    UnsafeBuild. One program at a time: see `station.storage.instance`.
    """
    vault = open_as_is(path, key)
    try:
        _migrate(vault, migrations)
    except BaseException:
        vault.close()
        raise
    return vault


def logs_of(path: Path) -> tuple[Path, ...]:
    """The files that may lie beside an open or killed vault and belong to it."""
    return tuple(path.with_name(path.name + ending) for ending in _LOG_FRAMES)


def open_as_is(path: Path, key: bytes) -> Vault:
    """The vault at `path` without a step towards a newer shape. Its first page is read: a wrong
    key shows only then. Raises as `open_vault` does."""
    if not path.is_file():
        raise VaultMissing(
            "there is no vault at {place}",
            "Set the station up, restore a backup, or name the right folder with --home.",
            place=path,
        )
    with translated(path), path.open("rb") as file:
        head = file.read(len(_PLAIN_HEADER))
    if len(head) < len(_PLAIN_HEADER):
        raise damaged(path, "the file is empty")  # SQLite would take it for a new one
    if head == _PLAIN_HEADER:
        raise PlainFile(
            "{place} is a database without encryption",
            "It is not a vault of this program: name the right file.",
            place=path,
        )
    vault = Vault(path, key)
    try:
        with vault.reading():
            vault.sql("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        vault.close()
        raise
    return vault


def _migrate(vault: Vault, migrations: Sequence[Migration]) -> None:
    """Each step in one transaction with its number: a kill between two is resumed."""
    with vault.reading():
        (reached,) = vault.sql("PRAGMA user_version").fetchone()
    if reached > len(migrations):
        raise VaultTooNew(
            "a newer program has written {place}",
            "Start the newest version of the program that this station has used.",
            place=vault.path,
        )
    for number, step in enumerate(migrations[reached:], start=reached + 1):
        with vault.transaction():
            step(vault.db)
            vault.sql(f"PRAGMA user_version = {number}")

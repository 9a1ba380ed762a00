"""The district's book on a PostgreSQL server: the same tables, several programs beside each other.

Who writes holds a lock of the server until the transaction ends: that of one line, or that of the
whole district. So a line has one writer at a time, as a file has; the lines of other stations go
on beside it; and what looks at all stations (numbers that are given once, a case that is passed on)
is alone. Both are taken before the first row is read, so that everything is seen as it is then
(READ COMMITTED). There is no other lock to wait for, and no serialization to fail.

Threads: each gets a connection of its own at its first visit.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

import peewee

from station.storage.faults import VaultTooNew
from station.storage.store import ByStatement, Found
from sync.district.connections import Connections
from sync.district.schema import TABLES, Step
from sync.district.serverfaults import NotAlone, translated

_WHOLE = "SELECT pg_advisory_xact_lock(330211, 0)"
_LINE = "SELECT pg_advisory_xact_lock_shared(330211, 0), pg_advisory_xact_lock({line})"
_KINDS: Mapping[type, str] = MappingProxyType(
    {str: "text", int: "int8", bool: "bool", bytes: "bytea"}
)
"""What the server calls the values of a stream."""


class PostgresStore(ByStatement):
    """An open district on a server: a `station.storage.store.Store`."""

    def __init__(self, url: str) -> None:
        self._connections = Connections(url)
        self.db: peewee.Database = self._connections
        self._gate = threading.Condition()
        self._shut = False
        self._held = threading.local()  # `of`: which lock; None: none

    @contextmanager
    def transaction(self, of: str = "", /) -> Iterator[None]:
        """As in `Store`; one inside another joins it. Raises ServerUnreachable, ServerRefuses,
        ServerBusy, ServerFull; NotAlone to who is in one about a line and needs more."""
        with self._visit():
            held = self._of
            outer = not self.db.in_transaction()
            if not outer and held is None:
                raise RuntimeError("a transaction cannot begin inside a reading")
            if not outer and held not in ("", of):
                raise NotAlone
            if outer:
                with self.db.atomic(lock=_lock(of)), self._holding(of):
                    yield
                    if self._held.spoilt:
                        raise RuntimeError("who caught the error of an inner transaction kept on")
                return
            try:
                yield
            except BaseException:
                self._held.spoilt = True
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """As in `Store`; errors as in `transaction`."""
        with self._visit():
            if self.db.in_transaction():
                yield
            else:
                with self.db.atomic("REPEATABLE READ"):
                    yield

    @property
    def alone(self) -> bool:
        """Whether nobody else writes while the transaction under way lasts."""
        return self._of == ""

    def sql(self, statement: str, *values: object) -> Found:
        """Ask, or write, in plain SQL with `?` for every value."""
        found: Found = self.db.execute_sql(_marked(statement), values)  # type: ignore[no-untyped-call]
        return found

    def ask(self, statement: str, *values: object) -> Sequence[Any]:
        """As in `Store`: one question sees one state of the server without a transaction."""
        with self._visit():
            return self.sql(statement, *values).fetchall()

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Write with the same statement, once for each row of values: nobody waits for an answer
        to each."""
        self._connections.cursor().executemany(_marked(statement), rows)

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """As in `Store`: the server reads them as one stream (COPY), and checks them as ever."""
        if not rows:
            return
        kinds = [_KINDS[type(value)] for value in rows[0]]
        stream = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
        with self._connections.cursor().copy(stream.encode()) as copy:
            copy.set_types(kinds)
            for row in rows:
                copy.write_row(row)

    def rewrite(self) -> None:
        """Write every table anew, one after the other, so that the server's files hold nothing of
        what was deleted. Its log and its backups are its own."""
        for table in TABLES:
            with self._visit():
                self.sql(f"VACUUM FULL {table}")

    def close(self) -> None:
        """Wait for the visits under way, then close every thread's connection for good."""
        if self._connections.visits[threading.get_ident()]:
            raise RuntimeError("a store cannot be closed from inside a visit")
        with self._gate:
            self._shut = True
            self._gate.wait_for(lambda: not any(self._connections.visits.values()))
            self._connections.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- inside

    @contextmanager
    def _holding(self, of: str) -> Iterator[None]:
        self._held.of, self._held.spoilt = of, False
        try:
            yield
        finally:
            self._held.of = None

    @property
    def _of(self) -> str | None:
        of: str | None = getattr(self._held, "of", None)
        return of

    @contextmanager
    def _visit(self) -> Iterator[None]:
        thread = threading.get_ident()
        with self._gate:
            if self._shut:
                raise RuntimeError("this store is closed")
            self._connections.visits[thread] += 1
        try:
            with translated():
                yield
        finally:
            if self._connections.visits[thread] == 1 and self._is_broken():
                self._connections.leave()
            with self._gate:
                self._connections.visits[thread] -= 1
                self._gate.notify_all()

    def _is_broken(self) -> bool:
        connection = self._connections.opened.get(threading.current_thread())
        return connection is None or bool(connection.closed)


def open_store(url: str, migrations: Sequence[Step]) -> PostgresStore:
    """The store at this address, brought to the newest of `migrations`.

    Raises as `PostgresStore.transaction`, and ServerUnsafe, VaultTooNew.
    """
    store = PostgresStore(url)
    try:
        with store.transaction():
            _migrate(store, migrations)
    except BaseException:
        store.close()
        raise
    return store


def _migrate(store: PostgresStore, migrations: Sequence[Step]) -> None:
    """All steps in the transaction under way, which is alone: who is killed has done none."""
    if store.sql("SELECT to_regclass('schema_step')").fetchone()[0] is None:
        store.sql("CREATE TABLE schema_step (number BIGINT PRIMARY KEY)")
    (reached,) = store.sql("SELECT coalesce(max(number), 0) FROM schema_step").fetchone()
    if reached > len(migrations):
        raise VaultTooNew(
            "a newer program has written {place}",
            "Start the newest version of the program that this station has used.",
            place="PostgreSQL",
        )
    for number, step in enumerate(migrations[reached:], start=reached + 1):
        step(store.db)
        store.sql("INSERT INTO schema_step (number) VALUES (?)", number)


@lru_cache(maxsize=512)
def _marked(statement: str) -> str:
    """The statement with the marks that the driver knows."""
    return statement.replace("%", "%%").replace("?", "%s")


def _lock(of: str) -> str:
    """What asks for the lock of this line; of the whole district, if none is named."""
    line = int.from_bytes(hashlib.sha256(of.encode()).digest()[:8], "big", signed=True)
    return _LINE.format(line=line) if of else _WHOLE

"""Connections to a PostgreSQL server that keep their promises, or are not made.

Only `sync.district.postgres` uses them.
"""

import threading
import weakref
from collections import Counter
from contextlib import suppress
from typing import Any

import peewee
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sync.district.serverfaults import ServerRefuses, ServerUnsafe

_SETTINGS = """SET lock_timeout = '30s'; SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = '120s'"""
_PROMISED = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
_LOCAL = ("", "localhost", "127.0.0.1", "::1")


class Connections(peewee.PostgresqlDatabase):
    """One connection for each thread, all of them closed at once."""

    def __init__(self, url: str) -> None:
        self.opened: weakref.WeakKeyDictionary[threading.Thread, psycopg.Connection]
        self.opened = weakref.WeakKeyDictionary()
        self.visits: Counter[int] = Counter()  # by thread
        super().__init__(url, prefer_psycopg3=True, conninfo=_conninfo(url))

    def _connect(self) -> psycopg.Connection:
        connection: psycopg.Connection = super()._connect()
        try:
            _make_sure(connection)
        except BaseException:
            connection.close()
            raise
        self.opened[threading.current_thread()] = connection
        return connection

    def cursor(self, named_cursor: None = None) -> "psycopg.Cursor[Any]":
        if not self.visits[threading.get_ident()]:
            raise RuntimeError("ask inside PostgresStore.transaction() or reading()")
        cursor: psycopg.Cursor[Any]
        cursor = super().cursor(named_cursor)  # type: ignore[no-untyped-call]
        return cursor

    def begin(self, isolation_level: str | None = None, *, lock: str = "") -> None:
        """Begin a transaction; where it asks for a `lock` first, both are one question."""
        if not lock:
            super().begin(isolation_level)
            return
        try:
            self.cursor().execute(f"BEGIN; {lock}".encode(), prepare=False)
        except BaseException:
            with suppress(peewee.PeeweeException, psycopg.Error):
                self.rollback()
            raise

    def leave(self) -> None:
        """Give up this thread's connection; the next visit makes a new one."""
        connection = self.opened.pop(threading.current_thread(), None)
        if connection is not None:
            connection.close()
        self._state.reset()  # type: ignore[attr-defined]  # it ends no transaction any more

    def end(self) -> None:
        """Close everything. Only while no thread is on a visit."""
        for connection in self.opened.values():
            connection.close()
        self.opened.clear()


def _conninfo(url: str) -> str:
    """The address with what must be so unless it says otherwise: a server elsewhere has to prove
    by a certificate who it is, and one that does not answer is given up."""
    try:
        said: dict[str, Any] = conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # what it says may repeat the password
        raise ServerRefuses(
            "this is not an address like postgresql://name@server/database",
            "Correct it in station.ini, [district] store, or behind --store.",
        ) from None
    host = str(said.get("host") or said.get("hostaddr") or "")
    wanted = {"connect_timeout": "10", "application_name": "station-district"}
    if not host.startswith("/") and host not in _LOCAL:
        wanted["sslmode"] = "verify-full"
    return make_conninfo(url, **{name: value for name, value in wanted.items() if name not in said})


def _make_sure(connection: psycopg.Connection) -> None:
    """Set how this connection behaves. Raises ServerUnsafe for a server that forgets."""
    connection.execute(_SETTINGS)
    for name, wanted in _PROMISED.items():
        found = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
        if found is None or found[0] != wanted:
            raise _unsafe(name)
    late = connection.execute("SELECT current_setting('synchronous_commit')").fetchone()
    if late is None or late[0] == "off":
        raise _unsafe("synchronous_commit")


def _unsafe(promise: str) -> ServerUnsafe:
    return ServerUnsafe(
        "the database server does not keep what it confirms: {promise} is not as it must be",
        "Have fsync, full_page_writes and synchronous_commit switched on, and the database made"
        " with UTF8.",
        promise=promise,
    )

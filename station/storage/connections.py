"""Connections to an encrypted file that keep their promises, or are not made.

Only `station.storage.vault` uses them.
"""

import threading
import weakref
from collections import Counter
from pathlib import Path

from playhouse.sqlcipher_ext import SqlCipherDatabase  # noqa: TID251 - this is the one place
from sqlcipher3 import dbapi2 as sqlcipher

from station.storage.faults import UnsafeBuild

# The order matters: without the first, SQLCipher writes its errors over the screen.
_PRAGMAS = (
    ("cipher_log_level", "NONE"),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),  # NORMAL loses acknowledged commits in a power cut
    ("foreign_keys", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),  # sorting must not leave clear text in a temporary file
    ("busy_timeout", 5000),
    ("mmap_size", 0),
)
_PROMISED = (
    ("cipher_version", bool),
    ("journal_mode", lambda mode: mode == "wal"),
    ("synchronous", lambda level: level >= 2),
    ("foreign_keys", lambda on: on == 1),
)


class Connections(SqlCipherDatabase):
    """One connection for each thread, all of them closed at once."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.opened: weakref.WeakKeyDictionary[threading.Thread, sqlcipher.Connection]
        self.opened = weakref.WeakKeyDictionary()
        self.visits: Counter[int] = Counter()  # by thread
        super().__init__(
            str(path), passphrase=f"x'{key.hex()}'", pragmas=_PRAGMAS, check_same_thread=False
        )

    def _connect(self) -> sqlcipher.Connection:
        connection = super()._connect()  # type: ignore[no-untyped-call]
        try:
            for name, kept in _PROMISED:
                row = connection.execute(f"PRAGMA {name}").fetchone()
                if row is None or not kept(row[0]):
                    raise unsafe(name)
        except BaseException:
            connection.close()
            raise
        self.opened[threading.current_thread()] = connection
        return connection

    def cursor(self, named_cursor: None = None) -> sqlcipher.Cursor:
        if not self.visits[threading.get_ident()]:
            raise RuntimeError("ask inside Vault.transaction() or Vault.reading()")
        return super().cursor(named_cursor)  # type: ignore[no-untyped-call]

    def end(self) -> None:
        """Close everything and forget the key. Only while no thread is on a visit: to close a
        connection that another thread is using kills the process."""
        for connection in self.opened.values():
            connection.close()
        self.opened.clear()
        self.connect_params.clear()


def unsafe(promise: str) -> UnsafeBuild:
    return UnsafeBuild(
        "the vault cannot be kept safely here: {promise} is missing",
        "Keep the vault on a local disk, not a network drive, and install the program anew.",
        promise=promise,
    )

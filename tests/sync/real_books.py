"""Machines whose books are the real ones: the vault of a station, that of a district, and the
database of a district on a server."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Self

from station.domain.office_events import AgentCame
from station.domain.values import Side
from station.storage.journal import Journal
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.store import Store
from station.storage.vault import Vault, create_vault, open_vault
from sync.district.identity import Identity
from sync.district.postgres import PostgresStore, open_store
from sync.district.premises import District
from sync.district.schema import MIGRATIONS as DISTRICT_MIGRATIONS
from sync.district.tables import StationRow
from sync.ports import Book
from tests.district.test_store import bare as district_book
from tests.office import FRIDAY, HandClock
from tests.postgres import Server
from tests.storage.test_linebook import line_of as station_book
from tests.sync.weather import Events

KEY = bytes(range(32))
_places = count(1)


class _InVault:
    """What both have in common: a file that is copied, put back, and opened again."""

    def __init__(self, folder: Path, migrations: Any, begin: Callable[[Vault], None]) -> None:
        self._folder = folder
        self._migrations = migrations
        self._path = folder / f"{next(_places)}.vault"
        self.vault = create_vault(self._path, KEY, migrations)
        with self.vault.transaction():
            begin(self.vault)

    def shelf(self) -> Path:
        copy = self._folder / f"{next(_places)}.copy"
        self.vault.copy_into(copy)
        return copy

    def restore(self, shelf: Path) -> None:
        self.vault.close()
        for left in self._folder.glob(f"{self._path.name}*"):
            left.unlink()
        self._path.write_bytes(shelf.read_bytes())
        self.vault = open_vault(self._path, KEY, self._migrations)

    def close(self) -> None:
        self.vault.close()


def _events(store: Store, side: Side) -> Events:
    rows = store.ask("SELECT data FROM entry WHERE side = ? ORDER BY seq", side.value)
    return tuple(bytes(data) for (data,) in rows)


class AtStation(_InVault):
    """A station's vault, without what a station writes by itself when something arrives."""

    def __init__(self, folder: Path, me: str, peer: str, life: str) -> None:
        def begin(vault: Vault) -> None:
            memory = Memory(vault)
            Journal(vault, memory).begin(me, life)
            memory.set(district=peer)

        super().__init__(folder, MIGRATIONS, begin)
        self._names = me, peer

    @property
    def book(self) -> Book:
        return station_book(self.vault)

    def write(self, words: str) -> None:
        with self.vault.transaction():
            Journal(self.vault, Memory(self.vault)).append(AgentCame(at=FRIDAY, by=words))

    def written(self) -> Events:
        return _events(self.vault, Side.STATION)

    def effective(self) -> Events:
        return _events(self.vault, Side.DISTRICT)

    def twin(self) -> "AtStation":
        twin = AtStation(self._folder, *self._names, "unused")
        twin.restore(self.shelf())
        return twin


class _District(ABC):
    """A district's machine with its line to one station, as bare; wherever its book lies."""

    _station: str

    @property
    @abstractmethod
    def district(self) -> District: ...

    @property
    def book(self) -> Book:
        return district_book(self.district)

    def write(self, words: str) -> None:
        district = self.district
        with district.vault.transaction():
            district.record(self._station, AgentCame(at=FRIDAY, by=words))

    def written(self) -> Events:
        return _events(self.district.vault, Side.DISTRICT)

    def effective(self) -> Events:
        return _events(self.district.vault, Side.STATION)

    def twin(self) -> Self:
        raise ValueError("a district is rolled back, not cloned")


def _founded(me: str, peer: str, life: str, store: Store) -> None:
    Identity(store).set(
        id=me, name="示例区", rules="national", closes="17:30", signing_key="11" * 32,
        receiving_key="22" * 32, session_key="33" * 32,
    )  # fmt: skip
    StationRow.insert(
        code=peer, name="示例站", incarnation=life, peer_holds=0, heard_last="", forked="[]",
        last_contact="",
    ).execute(store.db)  # fmt: skip


class AtDistrict(_District, _InVault):
    """With its book in a file."""

    def __init__(self, folder: Path, me: str, peer: str, life: str) -> None:
        super().__init__(folder, DISTRICT_MIGRATIONS, partial(_founded, me, peer, life))
        self._station = peer

    @property
    def district(self) -> District:
        return District(self._folder, self.vault, HandClock())


class OnServer(_District):
    """With its book in a database, which `close` leaves none of."""

    def __init__(self, server: Server, folder: Path, me: str, peer: str, life: str) -> None:
        self._server = server
        self._home = folder / f"{next(_places)}.home"
        self._station = peer
        self._shelves: list[str] = []
        self._store = self._opened()
        with self._store.transaction():
            _founded(me, peer, life, self._store)

    @property
    def district(self) -> District:
        return District(self._home, self._store, HandClock())

    def shelf(self) -> str:
        self._store.close()
        self._shelves.append(self._server.shelved(self._home))
        self._store = self._opened()
        return self._shelves[-1]

    def restore(self, shelf: str) -> None:
        self._store.close()
        self._server.put_back(self._home, shelf)
        self._store = self._opened()

    def close(self) -> None:
        self._store.close()
        self._server.given_up(self._home)
        self._server.thrown_away(*self._shelves)

    def _opened(self) -> PostgresStore:
        return open_store(self._server.address(self._home), DISTRICT_MIGRATIONS)

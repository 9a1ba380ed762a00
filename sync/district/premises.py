"""The district's home: making it, opening it, and what an open district has at hand."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, time
from pathlib import Path
from typing import Self

from station.domain.act import Law
from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.dues import Reckoning, Running, clocks
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.local_rules import NATIONAL, LocalRules
from station.domain.values import Side
from station.storage.keys import Opened, unlock
from station.storage.pieces import PieceStore
from station.storage.slotbook import SlotBook
from station.storage.slots import read_slots
from station.storage.vault import Vault, open_vault
from sync.district.casebook import CaseBook
from sync.district.clock import Clock
from sync.district.identity import Identity
from sync.district.lawbook import MARK, LawBook
from sync.district.postgres import PostgresStore, open_store
from sync.district.rules import CLOSES, closing_time, local_rules, rules_name
from sync.district.schema import MIGRATIONS
from sync.district.tables import StationRow
from sync.seal import PrivateKeys

APP = "station-district/1"
"""How this program names itself on parcels."""
_CLOSES, _RULES = "closes", "rules"
OPERATOR = "operator"
"""The one slot of a district: whoever starts the server."""


class NotADistrict(StationError):
    """There is no district in this home."""


class UnknownStation(StationError):
    """A code under which no station is known here."""


@dataclass(frozen=True, kw_only=True)
class _AtHand:
    calendar: WorkCalendar
    closes: time
    rules: LocalRules


class District:
    """An open district. The rooms of this application share it."""

    strange: tuple[StationError, ...] = ()
    """What somebody did to its key slot from outside, as it was seen when it was opened."""

    def __init__(
        self, home: Path, vault: Vault | PostgresStore, clock: Clock,
        data_key: bytes | None = None,
    ) -> None:  # fmt: skip
        """`data_key` opens the secrets of a book on a server."""
        self.home = home
        self.vault = vault
        self.clock = clock
        self.identity = Identity(vault, data_key)
        self._settled = threading.local()
        with vault.reading():
            self.id = self.identity.get("id")
            self.name = self.identity.get("name")
            self._keys = self.identity.keys()
            self.session_key = bytes.fromhex(self.identity.get("session_key"))
        beside = home / "pieces" if isinstance(vault, Vault) else None
        self.pieces = PieceStore(vault, beside, clock.chance)
        self.lawbook = LawBook(vault, self.pieces)
        self.casebook = CaseBook(vault, self.id, self.clocks, self.lawbook.admits)

    @property
    def keys(self) -> PrivateKeys:
        """The district's keys as they are now: another program may have renewed one."""
        return self.same(self.identity.keys())

    def same(self, keys: PrivateKeys) -> PrivateKeys:
        """These keys of the district, just read. As long as they are the same it is the same
        object: it remembers its public halves."""
        if keys != self._keys:
            self._keys = keys
        return self._keys

    def record(self, station: str, *events: Event) -> None:
        """Write events of the district to its journal for this station.

        Inside the caller's transaction; the table of cases is the caller's to renew.
        """
        life = self.life(station)
        for event in events:
            self.casebook.journal(station).append(event, life)

    def life(self, station: str) -> str:
        """The present life of the district's journal for this station. Raises UnknownStation."""
        question = "SELECT incarnation FROM station WHERE code = ?"
        row = self.vault.sql(question, station).fetchone() if station.isprintable() else None
        if row is None:
            raise UnknownStation(
                "there is no station {station} here", "run.py district verify lists all stations.",
                station=station,
            )  # fmt: skip
        return str(row[0])

    def rules(self) -> LocalRules:
        """The local rules in force. Inside the caller's visit. Raises UnknownRules, RulesFaults."""
        return local_rules(self.identity.get(_RULES) or NATIONAL)

    def law(self, case: Case) -> Law:
        """What the rules need to know for this case. Inside a visit. Raises UnknownItem."""
        return self.lawbook.law(case, self.rules(), self.closes())

    def closes(self) -> time:
        """When the office closes (民法典 203). Inside the caller's visit."""
        return closing_time(self.identity.get(_CLOSES) or CLOSES)

    def reckoning(self, case: Case) -> Reckoning:
        """By what the clocks of this case are counted. Inside the caller's visit."""
        at_hand = getattr(self._settled, "at_hand", None) or self._at_hand()
        return Reckoning(
            calendar=at_hand.calendar, closes=at_hand.closes, rules=at_hand.rules,
            item=self.lawbook.item_of(case),
        )  # fmt: skip

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Inside a transaction: what was published, closing time and rules are read once for all
        that is reckoned in this block, as nobody changes them meanwhile."""
        said = self.identity.several(MARK, _CLOSES, _RULES)
        with self.lawbook.settled(said[MARK]):
            try:
                with suppress(StationError):  # who reckons is told then, case by case
                    self._settled.at_hand = _AtHand(
                        calendar=self.lawbook.calendar(),
                        closes=closing_time(said[_CLOSES] or CLOSES),
                        rules=local_rules(said[_RULES] or NATIONAL),
                    )
                yield
            finally:
                self._settled.at_hand = None

    def _at_hand(self) -> _AtHand:
        return _AtHand(calendar=self.lawbook.calendar(), closes=self.closes(), rules=self.rules())

    def clocks(self, case: Case) -> tuple[Running, ...]:
        """The clocks that run on this case, the nearest first. Inside the caller's visit. None
        on records that are only stored, nor where a station wrote times that no clock can show."""
        if case.frozen_at(Side.DISTRICT):
            return ()
        try:
            found = clocks(case, self.reckoning(case), self.clock.now().date())
            for one in found:
                one.due.at.astimezone(UTC)
        except (StationError, ArithmeticError, TypeError, ValueError):
            return ()
        return found

    def choose_rules(self, name: str) -> None:
        """These local rules from now on. Raises UnknownRules, RulesFaults."""
        name = rules_name(name)
        with self.vault.transaction():
            self.identity.set(rules=name)

    def close_at(self, text: str) -> None:
        """The office closes at this time of day from now on. Raises StationError."""
        closes = closing_time(text)
        with self.vault.transaction():
            self.identity.set(closes=f"{closes:%H:%M}")

    def stations(self) -> list[str]:
        """The codes of all stations, in order."""
        with self.vault.reading():
            query = StationRow.select(StationRow.code).order_by(StationRow.code)
            return [code for (code,) in query.tuples().execute(self.vault.db)]

    def new_life(self) -> str:
        """A name for a life of a journal that was never used."""
        return self.clock.chance(16).hex()

    def close(self) -> None:
        """Close the vault; the district must not be used after it."""
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def enter(home: Path, passphrase: str, *, clock: Clock, store: str = "") -> District:
    """Open the district in this folder, with its book there or on the server at `store`. Raises
    NotADistrict, WrongPassphrase, and the errors of the store. Several programs may have it open:
    servers, and a command beside them."""
    if not (slots_of(home) if store else vault_of(home)).exists():
        raise _no_district(home)
    opened = unlock(slots_of(home), agent=OPERATOR, passphrase=passphrase)
    return come_in(home, opened, clock, store)


def _no_district(place: object) -> NotADistrict:
    return NotADistrict(
        "there is no district in {place}",
        "Make one first: run.py district init, or name its folder with --home.",
        place=place,
    )


def come_in(home: Path, opened: Opened, clock: Clock, store: str = "") -> District:
    """The same for who has its keys already. Raises as `enter`."""
    vault: Vault | PostgresStore
    if store:
        vault, data_key = open_store(store, MIGRATIONS), opened.data_key
    else:
        vault, data_key = open_vault(vault_of(home), opened.data_key, MIGRATIONS), None
    try:
        with vault.reading():
            if not Identity(vault).get("id"):
                raise _no_district("PostgreSQL")
        district = District(home, vault, clock, data_key)
        with vault.transaction():
            district.pieces.sweep()
            book = SlotBook(district.identity, opened.data_key)
            district.strange = tuple(book.strange(read_slots(slots_of(home))))
    except BaseException:
        vault.close()
        raise
    return district


def vault_of(home: Path) -> Path:
    """The file with the book of the district in this folder."""
    return home / "district.db"


def slots_of(home: Path) -> Path:
    """The file with its key slot."""
    return home / "keyslots.json"

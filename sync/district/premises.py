"""The district's home: making it, opening it, and what an open district has at hand."""

from dataclasses import dataclass, field
from datetime import UTC, time
from pathlib import Path
from typing import Self

from station.domain.act import Law
from station.domain.case import Case
from station.domain.dues import Reckoning, Running, clocks
from station.domain.errors import BadInput, StationError
from station.domain.event import Event
from station.domain.local_rules import NATIONAL, LocalRules
from station.domain.names import is_program
from station.domain.passphrases import check_passphrase
from station.domain.text import clean_line
from station.domain.values import Side
from station.storage.keys import Cost, Opened, create_slots, unlock
from station.storage.pieces import PieceStore
from station.storage.slotbook import SlotBook
from station.storage.slots import read_slots
from station.storage.vault import Vault, create_vault, open_vault
from sync.district.casebook import CaseBook
from sync.district.clock import Clock
from sync.district.identity import Identity
from sync.district.lawbook import LawBook
from sync.district.rules import CLOSES, closing_time, local_rules, rules_name
from sync.district.schema import MIGRATIONS
from sync.district.tables import StationRow
from sync.seal import PrivateKeys
from sync.wire import NAME

APP = "station-district/1"
"""How this program names itself on parcels."""
OPERATOR = "operator"
"""The one slot of a district: whoever starts the server."""


class NotADistrict(StationError):
    """There is no district in this home."""


class AlreadyADistrict(StationError):
    """There is a district in this home."""


class UnknownStation(StationError):
    """A code under which no station is known here."""


@dataclass(frozen=True, kw_only=True)
class NewDistrict:
    """What making a district asks. `id` is on every parcel, for example the area code."""

    id: str
    name: str
    passphrase: str = field(repr=False)
    rules: str = NATIONAL
    """The local rules in force: a name, or the path of a file."""
    closes: str = CLOSES
    """When the office closes, like 17:30."""


class District:
    """An open district. The rooms of this application share it."""

    strange: tuple[StationError, ...] = ()
    """What somebody did to its key slot from outside, as it was seen when it was opened."""

    def __init__(self, home: Path, vault: Vault, clock: Clock) -> None:
        self.home = home
        self.vault = vault
        self.clock = clock
        self.identity = Identity(vault)
        with vault.reading():
            self.id = self.identity.get("id")
            self.name = self.identity.get("name")
            self.session_key = bytes.fromhex(self.identity.get("session_key"))
        self.pieces = PieceStore(vault, home / "pieces", clock.chance)
        self.lawbook = LawBook(vault, self.pieces)
        self.casebook = CaseBook(vault, self.id, self.clocks, self.lawbook.admits)

    @property
    def keys(self) -> PrivateKeys:
        """The district's keys as they are now: another program may have renewed one."""
        with self.vault.reading():
            return self.identity.keys()

    def record(self, station: str, *events: Event) -> None:
        """Write events of the district to its journal for this station.

        Inside the caller's transaction; the table of cases is the caller's to renew.
        """
        life = self.life(station)
        for event in events:
            self.casebook.journal(station).append(event, life)

    def life(self, station: str) -> str:
        """The present life of the district's journal for this station. Raises UnknownStation."""
        query = StationRow.select(StationRow.incarnation).where(StationRow.code == station)
        life = query.scalar(self.vault.db) if station.isprintable() else None
        if life is None:
            raise UnknownStation(
                "there is no station {station} here", "run.py district verify lists all stations.",
                station=station,
            )  # fmt: skip
        return str(life)

    def rules(self) -> LocalRules:
        """The local rules in force. Inside the caller's visit. Raises UnknownRules, RulesFaults."""
        return local_rules(self.identity.get("rules") or NATIONAL)

    def law(self, case: Case) -> Law:
        """What the rules need to know for this case. Inside a visit. Raises UnknownItem."""
        return self.lawbook.law(case, self.rules(), self.closes())

    def closes(self) -> time:
        """When the office closes (民法典 203). Inside the caller's visit."""
        return closing_time(self.identity.get("closes") or CLOSES)

    def reckoning(self, case: Case) -> Reckoning:
        """By what the clocks of this case are counted. Inside the caller's visit."""
        return Reckoning(
            calendar=self.lawbook.calendar(), closes=self.closes(), rules=self.rules(),
            item=self.lawbook.item_of(case),
        )  # fmt: skip

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


def make(home: Path, new: NewDistrict, *, clock: Clock, cost: Cost) -> District:
    """Make a district in this folder and open it.

    Raises BadInput with the faults of all fields, AlreadyADistrict. If it is cut short there is
    no district, and it is made again.
    """
    new = _checked(new)
    if _vault(home).exists():
        raise AlreadyADistrict(
            "there is a district in {place} already", "Use it, or choose another folder.",
            place=home,
        )  # fmt: skip
    home.mkdir(parents=True, exist_ok=True)
    opened = create_slots(
        _slots(home), owner=new.id, agent=OPERATOR, passphrase=new.passphrase, cost=cost,
        chance=clock.chance,
    )  # fmt: skip
    draft = _vault(home).with_suffix(".new")
    draft.unlink(missing_ok=True)
    with create_vault(draft, opened.data_key, MIGRATIONS) as vault, vault.transaction():
        Identity(vault).set(
            id=new.id, name=new.name, rules=new.rules, closes=new.closes,
            signing_key=clock.chance(32).hex(), receiving_key=clock.chance(32).hex(),
            session_key=clock.chance(32).hex(),
        )  # fmt: skip
        SlotBook(Identity(vault), opened.data_key).begin(read_slots(_slots(home)))
    draft.replace(_vault(home))
    return _come_in(home, opened, clock)


def enter(home: Path, passphrase: str, *, clock: Clock) -> District:
    """Open the district in this folder. Raises NotADistrict, WrongPassphrase, and the errors
    of the vault. Several programs may have it open: the server, and a command beside it."""
    if not _vault(home).exists():
        raise NotADistrict(
            "there is no district in {place}",
            "Make one first: run.py district init, or name its folder with --home.",
            place=home,
        )
    opened = unlock(_slots(home), agent=OPERATOR, passphrase=passphrase)
    return _come_in(home, opened, clock)


def _come_in(home: Path, opened: Opened, clock: Clock) -> District:
    vault = open_vault(_vault(home), opened.data_key, MIGRATIONS)
    try:
        district = District(home, vault, clock)
        with vault.transaction():
            district.pieces.sweep()
            book = SlotBook(district.identity, opened.data_key)
            district.strange = tuple(book.strange(read_slots(_slots(home))))
    except BaseException:
        vault.close()
        raise
    return district


def _checked(new: NewDistrict) -> NewDistrict:
    faults: dict[str, StationError] = {}
    name = new.name
    try:
        name = some_line(new.name)
        if is_program(name):
            raise StationError("the program calls itself so", "Give the name of the office.")
    except StationError as fault:
        faults["name"] = fault
    if not NAME.fullmatch(new.id):
        faults["id"] = StationError(
            "a district is named by letters, digits and hyphens",
            "Take the area code, for example 330211.",
        )
    try:
        check_passphrase(new.passphrase, words=(new.id, name))
    except StationError as fault:
        faults["passphrase"] = fault
    rules = new.rules
    try:
        rules = rules_name(new.rules)
    except StationError as fault:
        faults["rules"] = fault
    closes = new.closes
    try:
        closes = f"{closing_time(new.closes):%H:%M}"
    except StationError as fault:
        faults["closes"] = fault
    if faults:
        raise BadInput(faults)
    return NewDistrict(id=new.id, name=name, passphrase=new.passphrase, rules=rules, closes=closes)


def some_line(text: str) -> str:
    """A name as people call an office: one line, not empty. Raises StationError."""
    line = clean_line(text, longest=60)
    if not line:
        raise StationError("this must be filled in", "It is shown to everybody on the line.")
    return line


def _vault(home: Path) -> Path:
    return home / "district.db"


def _slots(home: Path) -> Path:
    return home / "keyslots.json"

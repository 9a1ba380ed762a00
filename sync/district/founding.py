"""Making a district: its keys, and its book in a file or on a server."""

from dataclasses import dataclass, field
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.domain.local_rules import NATIONAL
from station.domain.names import is_program
from station.domain.passphrases import check_passphrase
from station.domain.text import clean_line
from station.storage.keys import Cost, Opened, create_slots
from station.storage.slotbook import SlotBook
from station.storage.slots import read_slots
from station.storage.vault import create_vault
from sync.district.clock import Clock
from sync.district.identity import Identity
from sync.district.postgres import open_store
from sync.district.premises import OPERATOR, District, come_in, slots_of, vault_of
from sync.district.rules import CLOSES, closing_time, rules_name
from sync.district.schema import MIGRATIONS
from sync.wire import NAME


class AlreadyADistrict(StationError):
    """There is a district in this home."""


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


def make(home: Path, new: NewDistrict, *, clock: Clock, cost: Cost, store: str = "") -> District:
    """Make a district in this folder and open it. Its book is a file there; or on the server at
    the address `store`, and its keys in the folder.

    Raises BadInput with the faults of all fields, AlreadyADistrict, and the errors of the store.
    If it is cut short there is no district, and it is made again.
    """
    new = _checked(new)
    if vault_of(home).exists():
        raise _already(home)
    if store:
        return _made_there(home, new, clock, cost, store)
    opened = _new_slots(home, new, clock, cost)
    draft = vault_of(home).with_suffix(".new")
    draft.unlink(missing_ok=True)
    with create_vault(draft, opened.data_key, MIGRATIONS) as vault, vault.transaction():
        _begin(Identity(vault), new, opened, home, clock)
    draft.replace(vault_of(home))
    return come_in(home, opened, clock)


def _made_there(home: Path, new: NewDistrict, clock: Clock, cost: Cost, store: str) -> District:
    """The same on a server. The slots are written while nobody else can make a district there."""
    with open_store(store, MIGRATIONS) as vault, vault.transaction():
        if Identity(vault).get("id"):
            raise _already("PostgreSQL")
        opened = _new_slots(home, new, clock, cost)
        _begin(Identity(vault, opened.data_key), new, opened, home, clock)
    return come_in(home, opened, clock, store)


def _new_slots(home: Path, new: NewDistrict, clock: Clock, cost: Cost) -> Opened:
    home.mkdir(parents=True, exist_ok=True)
    return create_slots(
        slots_of(home), owner=new.id, agent=OPERATOR, passphrase=new.passphrase, cost=cost,
        chance=clock.chance,
    )  # fmt: skip


def _begin(identity: Identity, new: NewDistrict, opened: Opened, home: Path, clock: Clock) -> None:
    identity.set(
        id=new.id, name=new.name, rules=new.rules, closes=new.closes,
        signing_key=clock.chance(32).hex(), receiving_key=clock.chance(32).hex(),
        session_key=clock.chance(32).hex(),
    )  # fmt: skip
    SlotBook(identity, opened.data_key).begin(read_slots(slots_of(home)))


def _already(place: object) -> AlreadyADistrict:
    return AlreadyADistrict(
        "there is a district in {place} already", "Use it, or choose another folder.",
        place=place,
    )  # fmt: skip


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

"""The door of a station: setting it up, and opening it with a passphrase."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from station.desk.arriving import arrive
from station.desk.by_file import by_file
from station.desk.clock import Clock
from station.desk.door import Door
from station.desk.home import Home
from station.desk.office import Office
from station.desk.own_keys import OwnKeys, public_keys
from station.desk.passing import TimeDesk
from station.desk.published import put_in_force
from station.desk.unlocking import lock_of
from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.numbers import station_code
from station.domain.office_events import AgentAdded, StationOpened
from station.domain.passphrases import check_passphrase
from station.domain.roles import AgentRole
from station.domain.text import clean_line
from station.settings import Settings
from station.storage import durable
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly, WrongKey
from station.storage.instance import Instance
from station.storage.journal import Journal
from station.storage.keys import Cost, Opened, create_slots, opened_by
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.slotbook import SlotBook
from station.storage.slots import promoted, read_slots, twin_of, write_slots
from station.storage.vault import Vault, create_vault, logs_of, open_vault


class AlreadySetUp(StationError):
    """There is a station in this home."""


class KeyOutdated(WrongKey):
    """The agent's own slot opens, and what is in it does not open the vault of today."""


class NotSetUp(StationError):
    """There is no station in this home yet."""


@dataclass(frozen=True, kw_only=True)
class NewStation:
    """What the set-up asks. `passphrase` opens the vault for this first agent, the lead."""

    station: str
    name: str
    agent: str
    passphrase: str = field(repr=False)


def is_set_up(home: Home) -> bool:
    """Whether there is a station to open."""
    return home.vault.exists()


def set_up(home: Home, new: NewStation, *, settings: Settings, clock: Clock, cost: Cost) -> Office:
    """Make a station with its first agent, and open it.

    Raises BadInput with the faults of all fields, AlreadySetUp. A set-up that was cut short
    leaves no vault and is begun again.
    """
    new = _checked(new)
    _refuse_second(home)
    home.folder.mkdir(parents=True, exist_ok=True)
    instance = Instance.take(home.lock, now=clock.now(), agent=new.agent)
    try:
        _refuse_second(home)  # another program may have been quicker
        keep_former(home, clock)
        opened = create_slots(
            home.slots, owner=new.station, agent=new.agent, passphrase=new.passphrase,
            cost=cost, chance=clock.chance,
        )  # fmt: skip
        first_pages(home, new, opened, clock, role=AgentRole.LEAD, given=False)
        vault = open_vault(home.vault, opened.data_key, MIGRATIONS)
    except BaseException:
        instance.release()
        raise
    return come_in(home, vault, opened, instance, settings, clock)


def open_station(
    home: Home, agent: str, passphrase: str, *, settings: Settings, clock: Clock,
    changing: bool = False, key_file: Path | None = None,
) -> Office:  # fmt: skip
    """Unlock the vault for this agent. On a full or failing disk it opens for reading, and the
    office's `trouble` says what is wrong.

    `changing`: who comes is about to change the passphrase; without it, one that somebody else
    has seen is refused (PassphraseGiven). `key_file`: where the agent's is, if the slot wants
    one; else it is looked for (see `unlocking.lock_of`, with its errors). Raises WrongPassphrase,
    and after several of them TryLater and SlotShut; VaultMissing, VaultInUse and the other errors
    of the vault.
    """
    if not is_set_up(home):
        raise NotSetUp(
            "there is no station in {place}",
            "Set it up first: run.py setup, or start the program and follow it.",
            place=home.folder,
        )
    instance = Instance.take(home.lock, now=clock.now(), agent=agent)
    try:
        content = read_slots(home.slots)
        with Door(home, clock).counting(agent):
            lock = lock_of(content, agent, passphrase, named=key_file, home=home)
            opened = opened_by(content, agent=agent, lock=lock)
        vault, opened = by_its_key(home, opened)
    except BaseException:
        instance.release()
        raise
    return come_in(home, vault, opened, instance, settings, clock, changing=changing)


def by_its_key(home: Home, opened: Opened) -> tuple[Vault, Opened]:
    """The vault by its data key, or by the one that was about to come when a change of it was
    cut short; the slots then hold the right one alone, unless the disk takes nothing. Raises as
    `open_vault` does."""
    try:
        vault, keys = open_vault(home.vault, opened.data_key, MIGRATIONS), opened
    except WrongKey:
        if opened.coming is None:
            raise KeyOutdated(
                "the key slot of {agent} is of another time: its key does not open this vault",
                "Who was removed since works here no more. Else vault and slots come from "
                "different copies, or the vault is damaged: put the pair from one backup back.",
                agent=opened.agent,
            ) from None
        vault = open_vault(home.vault, opened.coming, MIGRATIONS)
        keys = replace(opened, data_key=opened.coming)
    content = read_slots(home.slots)
    if content.pending is not None:
        now = replace(content, pending=None) if keys is opened else promoted(content)
        with suppress(DiskFull, DiskFailing, VaultReadOnly):  # the next opening does it
            write_slots(home.slots, now)
    return vault, replace(keys, coming=None)


def _refuse_second(home: Home) -> None:
    if is_set_up(home):
        raise AlreadySetUp(
            "there is a station in {place} already", "Open it, or choose another folder.",
            place=home.folder,
        )  # fmt: skip


def _checked(new: NewStation) -> NewStation:
    faults: dict[str, StationError] = {}

    def check(name: str, clean: Callable[[str], str], text: str) -> str:
        try:
            return clean(text)
        except StationError as fault:
            faults[name] = fault
            return ""

    station = check("station", station_code, new.station)
    name = check("name", _some_line, new.name)
    agent = check("agent", clean_worker, new.agent)
    passphrase = new.passphrase
    try:
        check_passphrase(passphrase, words=(station, name, agent))
    except StationError as fault:
        faults["passphrase"] = fault
    if faults:
        raise BadInput(faults)
    return NewStation(station=station, name=name, agent=agent, passphrase=passphrase)


def _some_line(text: str) -> str:
    line = clean_line(text, longest=60)
    if not line:
        raise StationError("this must be filled in", "It stands on every sheet.")
    return line


def keep_former(home: Home, clock: Clock) -> None:
    """What lies where a station is about to be gets another name: a vault that is damaged; slots
    without one, which may be all that opens a vault that was moved away; a log, which may hold
    its last entries."""
    when = f"{clock.now():%Y%m%d%H%M%S}"
    kept = home.vault.with_name(f"{home.vault.name}.{when}")
    moves = dict(zip((home.vault, *logs_of(home.vault)), (kept, *logs_of(kept)), strict=True)) | {
        file: file.with_name(f"{file.name}.{when}") for file in (home.slots, twin_of(home.slots))
    }
    for file, other in moves.items():
        if file.exists():
            file.replace(other)


def first_pages(
    home: Home, new: NewStation, opened: Opened, clock: Clock, *, role: AgentRole, given: bool
) -> None:
    """Make the vault with the beginning of its journal; only then does it get its name."""
    draft = home.vault.with_suffix(".new")
    for file in (draft, *logs_of(draft)):
        file.unlink(missing_ok=True)
    with create_vault(draft, opened.data_key, MIGRATIONS) as vault, vault.transaction():
        memory = Memory(vault)
        journal = Journal(vault, memory)
        journal.begin(new.station, clock.chance(16).hex())
        SlotBook(memory, opened.data_key).begin(read_slots(home.slots))
        memory.set(
            station_name=new.name,
            signing_key=clock.chance(32).hex(),
            receiving_key=clock.chance(32).hex(),
        )
        now = clock.now()
        journal.append(StationOpened(at=now, by=new.agent, station=new.station, name=new.name))
        journal.append(
            AgentAdded(
                at=now, by=new.agent, agent=new.agent, role=role.value, given=given,
                **public_keys(opened.keys),
            )
        )  # fmt: skip
    durable.move(draft, home.vault)


def come_in(
    home: Home, vault: Vault, opened: Opened, instance: Instance, settings: Settings,
    clock: Clock, *, changing: bool = False, let_in: bool = False,
) -> Office:  # fmt: skip
    """The agent at the desk of the open vault, and that on record. `let_in`: the district did it,
    so the slot is not known yet. Raises PassphraseGiven unless `changing`, StrangeKeys."""
    try:
        office = Office(
            home=home, settings=settings, clock=clock, vault=vault, opened=opened,
            instance=instance, by_file=by_file(home),
        )  # fmt: skip
    except BaseException:
        vault.close()
        instance.release()
        raise
    try:
        with vault.reading():
            put_in_force(office)
        OwnKeys(office).refuse_strange()
        if not changing:
            OwnKeys(office).refuse_given()
        arrive(office, let_in=let_in)
        TimeDesk(office).note()
    except BaseException:
        office.close()
        raise
    return office

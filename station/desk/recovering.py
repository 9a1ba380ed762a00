"""Coming in when no passphrase helps any more: a request to the district, and its answer.

    request   a new slot is begun under the new passphrase; its public key is what is asked for
    answer    the data key sealed to it: the slot is whole, and opens the vault or is worth nothing

What was begun lies in `recovery.json` until the answer was taken.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from station.desk.clock import Clock
from station.desk.home import Home
from station.desk.practice import practices
from station.domain.errors import BadInput, StationError
from station.domain.letters import rows, to_letters
from station.domain.names import clean_worker
from station.domain.numbers import station_code
from station.domain.passphrases import check_passphrase
from station.domain.recovering import (
    SEALED,
    RecoveryRequest,
    SealedKey,
    request_bytes,
)
from station.storage import durable
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly, translated
from station.storage.keys import (
    AgentKeys,
    Cost,
    begun_slot,
)
from station.storage.slots import (
    SlotFile,
    SlotsDamaged,
    SlotsMissing,
    as_bytes,
    from_bytes,
    read_slots,
)


class NothingAsked(StationError):
    """There is no request to which an answer could belong."""


class FileThere(StationError):
    """A file would be written over."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it is handed to people: its name, and its letters."""

    station: str
    agent: str
    name: str
    groups: tuple[str, ...]
    sealed: bool
    """Whether the data key is in it; else the district needs the copy that it holds."""

    @property
    def rows(self) -> tuple[str, ...]:
        """The letters as a person copies them."""
        return tuple(rows(self.groups))

    @property
    def file(self) -> str:
        """What its file is called, without an ending."""
        return f"request-{self.station}-{self.name}"

    @property
    def text(self) -> str:
        """The same as a file of text."""
        return "\n".join((f"# {self.station} {self.agent} {self.name}", *self.rows, ""))

    def write(self, file: Path) -> None:
        """Write the file. Raises as `write_new`."""
        write_new(file, self.text.encode())


def refuse_there(file: Path) -> None:
    """Raises FileThere: nothing is written over."""
    if file.exists():
        raise FileThere("there is already a file {place}", "Choose another name.", place=file)


def write_new(file: Path, data: bytes) -> None:
    """Raises FileThere, DiskFull, DiskFailing."""
    refuse_there(file)
    with translated(file):
        durable.write(file, data)


def ask(
    home: Home, agent: str, passphrase: str, *, clock: Clock, cost: Cost, station: str = ""
) -> Asked:
    """Begin a new way in for this agent, under a passphrase of their choice. An earlier request
    is worth nothing from then on. `station`: its code, where the key slots are lost.

    Raises BadInput, NotEnoughMemory, DiskFull, DiskFailing.
    """
    content = slots_in(home)
    owner, agent = _checked(home, content, station, agent, passphrase)
    begun, keys = begun_slot(
        owner, agent=agent, passphrase=passphrase, cost=cost, chance=clock.chance
    )
    key = content.key if content else ""
    kept = SlotFile(owner=owner, key=key, slots=(replace(begun, sealed=bytes(SEALED)),))
    with translated(home.recovery):
        durable.write(home.recovery, as_bytes(kept))
    request = RecoveryRequest(
        station=owner, agent=agent, public=public_of(keys), sealed=_sealed_in(content)
    )
    return Asked(
        station=owner, agent=agent, name=request.name,
        groups=to_letters(request_bytes(request)), sealed=bool(request.sealed),
    )  # fmt: skip


def asked_by(home: Home) -> str:
    """The agent for whom a request was made. Raises NothingAsked."""
    return begun_in(home).slots[0].agent


def withdraw(home: Home, agents: Collection[str], *, key: str) -> None:
    """Forget the request of one of these, who work here no more, unless it was made since the
    vault has the data key of this name: no answer to it opens anything. A file that cannot be
    deleted waits for the next opening."""
    with suppress(NothingAsked, OSError, DiskFull, DiskFailing, VaultReadOnly):
        if asked_by(home) in agents and begun_in(home).key != key:
            home.recovery.unlink()


def begun_in(home: Home) -> SlotFile:
    """The slot that was begun for the request, alone in a file. Raises NothingAsked."""
    with translated(home.recovery):
        written = home.recovery.read_bytes() if home.recovery.is_file() else None
    try:
        if written is not None:
            return from_bytes(written)
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise NothingAsked(
        "no request was made at this station, or it is damaged",
        "Make one first: run.py recover request, and take it to the district.",
    )


def _checked(
    home: Home, content: SlotFile | None, station: str, agent: str, passphrase: str
) -> tuple[str, str]:
    """The office and the agent, as they stand in the slots or were typed. Raises BadInput."""
    faults: dict[str, StationError] = {}
    owner = content.owner if content else ""
    if content is None:
        try:
            owner = station_code(station)
        except StationError as fault:
            faults["station"] = fault
    try:
        agent = clean_worker(agent)
        _refuse_trainee(home, content, agent)
    except StationError as fault:
        faults["agent"] = fault
    try:
        check_passphrase(passphrase, words=(owner, agent))
    except StationError as fault:
        faults["passphrase"] = fault
    if faults:
        raise BadInput(faults)
    return owner, agent


def _refuse_trainee(home: Home, content: SlotFile | None, agent: str) -> None:
    """The district would let them into the real station, and as its lead."""
    real = {slot.agent for slot in content.slots} if content else set()
    if agent in practices(home).keys() - real:
        raise StationError(
            "{agent} practises here, and opens nothing real",
            "A station lead removes the practice station and adds it again: run.py agent remove"
            " {agent}",
            agent=agent,
        )


def _sealed_in(content: SlotFile | None) -> tuple[SealedKey, ...]:
    """The data key as the slots have it for the district; both while it is being changed."""
    if content is None:
        return ()
    pending = content.pending
    found = [(content.key, content.recovery)]
    found += [(pending.key, pending.recovery)] if pending else []
    return tuple(
        SealedKey(key=key, recipient=one.recipient, sealed=one.sealed)
        for key, one in found
        if one is not None
    )


def slots_in(home: Home) -> SlotFile | None:
    """The slots as they are; None where they are lost. That is what the district is for."""
    try:
        return read_slots(home.slots)
    except (SlotsMissing, SlotsDamaged):
        return None


def public_of(keys: AgentKeys) -> bytes:
    """The public key to which the agent's data key is sealed."""
    return keys.opens.public_key().public_bytes_raw()

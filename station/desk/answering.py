"""The district's answer is taken: a slot that was begun becomes whole, and opens the vault.

No signature is asked of the answer. It is sealed to a key that was made for this one request, and
only who has the data key can make one that opens the vault: such a person needs no answer.
"""

from contextlib import suppress
from dataclasses import replace

from cryptography.exceptions import InvalidTag

from station.desk.clock import Clock
from station.desk.home import Home
from station.desk.office import Office
from station.desk.opening import come_in
from station.desk.recovering import begun_in, public_of, slots_in
from station.domain.errors import StationError
from station.domain.letters import from_letters
from station.domain.recovering import (
    RecoveryAnswer,
    RecoveryRequest,
    read_answer,
)
from station.domain.recovery_events import AgentRecovered
from station.settings import Settings
from station.storage.faults import WrongKey
from station.storage.instance import Instance
from station.storage.journal import Journal
from station.storage.keys import (
    AgentKeys,
    Lock,
    Opened,
    agent_keys,
    opened_by,
    seed_in,
)
from station.storage.memory import Memory
from station.storage.migrations import MIGRATIONS
from station.storage.sealing import open_key
from station.storage.slots import (
    MAX_SLOTS,
    SlotFile,
    promoted,
    write_slots,
)
from station.storage.vault import Vault, open_vault


class WrongAnswer(StationError):
    """A whole answer, and not one that lets this agent in."""


def answered(
    home: Home, letters: str, passphrase: str, *, settings: Settings, clock: Clock
) -> Office:
    """Come in with the district's answer, under the passphrase that was chosen for the request.

    Nothing is changed before the answer has opened the vault. Raises WrongLetters, NotARecovery,
    NothingAsked, WrongPassphrase, WrongAnswer, and as `open_station`. Cut short, the answer is
    taken again.
    """
    begun = begun_in(home)
    answer = read_answer(from_letters(letters))
    slot = begun.slots[0]
    keys = agent_keys(seed_in(begun.owner, slot, Lock(passphrase=passphrase)))
    _refuse_other(answer, begun.owner, slot.agent, keys)
    instance = Instance.take(home.lock, now=clock.now())
    try:
        content = _with_answer(slots_in(home), begun, answer, keys)
        opened = opened_by(content, agent=slot.agent, lock=Lock(passphrase=passphrase))
        vault, key = _vault_by(home, opened)
        try:
            _record(vault, slot.agent, keys, begun.owner, clock)
            write_slots(home.slots, _settled(content, came=key == opened.coming))
        except BaseException:
            vault.close()
            raise
    except BaseException:
        instance.release()
        raise
    opened = replace(opened, data_key=key, coming=None)
    office = come_in(
        home, vault, opened, instance, settings, clock, changing=True, let_in=True
    )  # fmt: skip
    home.recovery.unlink(missing_ok=True)
    return office


def _refuse_other(answer: RecoveryAnswer, owner: str, agent: str, keys: AgentKeys) -> None:
    if answer.station != owner:
        raise WrongAnswer(
            "this answer is for station {station}, not for this one",
            "Ask the district for the answer to your own request.",
            station=answer.station,
        )
    asked = RecoveryRequest(station=owner, agent=agent, public=public_of(keys), sealed=())
    if answer.request != asked.digest[: len(answer.request)]:
        raise WrongAnswer(
            "this answer is to another request than {name}, which was made here last",
            "Take the newest request to the district, or the answer that it gave to it.",
            name=asked.name,
        )


def _with_answer(
    content: SlotFile | None, begun: SlotFile, answer: RecoveryAnswer, keys: AgentKeys
) -> SlotFile:
    """The slots with the one that was begun and is whole now."""
    agent, given = begun.slots[0].agent, {one.key: one.sealed for one in answer.sealed}
    if content is None:
        key = next(iter(given), "")
        content = SlotFile(owner=begun.owner, key=key, slots=())
    pending = content.pending
    named = {content.key, pending.key} if pending else {content.key}
    if not given.keys() & named:
        raise _outdated()
    for key in given.keys() & named:
        try:
            open_key(given[key], keys.opens, owner=begun.owner, agent=agent, key=key)
        except InvalidTag:
            raise WrongAnswer(
                "this answer is not sealed to your request",
                "Take your request to the district again.",
            ) from None
    if content.key not in given:
        content, pending = promoted(content), None
    slot = replace(begun.slots[0], sealed=given[content.key])
    others = tuple(one for one in content.slots if one.agent != agent)
    if len(others) >= MAX_SLOTS:
        raise WrongAnswer(
            "the file of key slots is full", "Ask for a way in under the name of somebody there."
        )
    if pending is not None and pending.key in given:
        pending = replace(pending, sealed={**pending.sealed, agent: given[pending.key]})
    return replace(content, slots=(*others, slot), pending=pending)


def _vault_by(home: Home, opened: Opened) -> tuple[Vault, bytes]:
    """The vault, and which of the keys opened it."""
    for key in opened.data_keys:
        with suppress(WrongKey):
            return open_vault(home.vault, key, MIGRATIONS), key
    raise _outdated()


def _settled(content: SlotFile, *, came: bool) -> SlotFile:
    return promoted(content) if came else replace(content, pending=None)


def _outdated() -> WrongAnswer:
    return WrongAnswer(
        "this answer has a former key of the vault: it was changed since",
        "Make a new request, and take it to the district with the newest copy that it has.",
    )


def _record(vault: Vault, agent: str, keys: AgentKeys, owner: str, clock: Clock) -> None:
    """Before the slot is there: a slot of which nobody knows must never be."""
    asked = RecoveryRequest(station=owner, agent=agent, public=public_of(keys), sealed=())
    journal = Journal(vault, Memory(vault))
    with vault.transaction():
        journal.append(
            AgentRecovered(
                at=clock.now(), by=agent, agent=agent, request=asked.name,
                signs=keys.signs.public_key().public_bytes_raw().hex(),
                opens=public_of(keys).hex(),
            )
        )  # fmt: skip

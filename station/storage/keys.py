"""From a passphrase to the keys of an office.

    passphrase --Argon2id--> key of the slot --AES-256-GCM--> the agent's seed (random)
    seed --HKDF--> the agent's X25519 key (opens) and Ed25519 key (signs)
    data key (random, the vault's raw key) --HPKE--> sealed to the X25519 key of every agent

Sealed to public keys, so that one agent who is logged in can give everybody else a new data key
without their passphrases. A slot is bound to its office, its agent and its cost: none of them
can be changed without the passphrase.

Nothing slows down who has copied the files, but the cost and the passphrase itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from station.domain.errors import StationError
from station.storage.keyfile import KeyFile
from station.storage.locks import (
    DEFAULT,  # noqa: F401 - what keys cost is asked here
    FLOOR,  # noqa: F401
    Cost,
    Lock,
    NotEnoughMemory,  # noqa: F401
    WrongPassphrase,  # noqa: F401
    calibrate,  # noqa: F401
    closed,
    cost_of,
    seed_in,
)
from station.storage.sealing import open_key, seal_key
from station.storage.slots import (
    KDF,
    Slot,
    SlotFile,
    SlotsDamaged,
    affordable,
    read_slots,
    write_slots,
)


class UnknownAgent(StationError):
    """No slot bears this agent's name."""


@dataclass(frozen=True, kw_only=True)
class AgentKeys:
    """An agent's own keys: `signs` his events, `opens` what is sealed to him."""

    signs: Ed25519PrivateKey
    opens: X25519PrivateKey


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a right passphrase gives. `data_key` is the vault's raw key."""

    agent: str
    data_key: bytes = field(repr=False)
    coming: bytes | None = field(repr=False, default=None)
    """The data key that was about to come when a change of it was cut short."""
    keys: AgentKeys = field(repr=False)

    @property
    def data_keys(self) -> tuple[bytes, ...]:
        """The keys of which one opens the vault, in the order in which they are tried."""
        return (self.data_key,) if self.coming is None else (self.data_key, self.coming)


def create_slots(
    path: Path,
    *,
    owner: str,
    agent: str,
    passphrase: str,
    cost: Cost,
    chance: Callable[[int], bytes],
) -> Opened:
    """Make the data key and the first agent of the office `owner`, and write their slots.

    `chance(n)` gives n random bytes. Raises DiskFull, DiskFailing, NotEnoughMemory.
    """
    if not affordable(cost.memory_kib, cost.passes, cost.lanes):
        raise ValueError(f"no slot may cost {cost}")
    data_key, key = chance(32), chance(16).hex()
    content, opened = with_agent(
        SlotFile(owner=owner, key=key, slots=()), data_key, agent=agent, passphrase=passphrase,
        cost=cost, chance=chance,
    )  # fmt: skip
    write_slots(path, content)
    return opened


def with_agent(
    content: SlotFile,
    data_key: bytes,
    *,
    agent: str,
    passphrase: str,
    cost: Cost,
    chance: Callable[[int], bytes],
) -> tuple[SlotFile, Opened]:
    """These slots and one more, for an agent with new keys; and what it opens, as was tried.

    Nothing is written. The agent must have no slot yet. Raises NotEnoughMemory.
    """
    begun, keys = begun_slot(
        content.owner, agent=agent, passphrase=passphrase, cost=cost, chance=chance
    )
    sealed = seal_key(
        data_key, keys.opens.public_key(), owner=content.owner, agent=agent, key=content.key
    )
    slot = replace(begun, sealed=sealed)
    added = replace(content, slots=(*content.slots, slot))
    return added, opened_by(added, agent=agent, lock=Lock(passphrase=passphrase))


def begun_slot(
    owner: str, *, agent: str, passphrase: str, cost: Cost, chance: Callable[[int], bytes]
) -> tuple[Slot, AgentKeys]:
    """A slot for an agent with new keys, to which no data key is sealed yet; and those keys.
    Raises NotEnoughMemory."""
    seed = chance(32)
    slot = Slot(
        agent=agent, kdf=KDF, key_file="", salt=chance(16), memory_kib=cost.memory_kib,
        passes=cost.passes, lanes=cost.lanes, nonce=chance(12), seed=b"", sealed=b"",
    )  # fmt: skip
    return closed(owner, slot, seed, Lock(passphrase=passphrase)), agent_keys(seed)


def with_lock(
    content: SlotFile, *, agent: str, old: Lock, new: Lock, chance: Callable[[int], bytes]
) -> SlotFile:
    """These slots with another lock for this agent: another passphrase, with a key file or without.
    Nothing else changes: the keys of the agent stay, and so do the slots of the others.

    Nothing is written; that the new lock opens was tried. Raises WrongPassphrase, KeyFileMissing,
    KeyFileOfAnother, UnknownAgent, NotEnoughMemory.
    """
    slot = slot_of(content, agent)
    seed = seed_in(content.owner, slot, old)
    fresh = closed(content.owner, replace(slot, salt=chance(16), nonce=chance(12)), seed, new)
    changed = _with_slot(content, fresh)
    opened_by(changed, agent=agent, lock=new)
    return changed


def with_keys(
    content: SlotFile, *, agent: str, old: Lock, new: Lock, chance: Callable[[int], bytes]
) -> tuple[SlotFile, Opened]:
    """These slots with another lock and other keys for this agent, and what it opens, as was
    tried. Whoever could open the former slot has nothing of the new keys by that. No change of the
    data key may be pending.

    Nothing is written. Raises as `with_lock`.
    """
    slot, seed = slot_of(content, agent), chance(32)
    former, keys = opened_by(content, agent=agent, lock=old), agent_keys(seed)
    fresh = closed(content.owner, replace(slot, salt=chance(16), nonce=chance(12)), seed, new)
    sealed = seal_key(
        former.data_key, keys.opens.public_key(), owner=content.owner, agent=agent, key=content.key
    )
    changed = _with_slot(content, replace(fresh, sealed=sealed))
    return changed, opened_by(changed, agent=agent, lock=new)


def unlock(path: Path, *, agent: str, passphrase: str, key_file: KeyFile | None = None) -> Opened:
    """Open the agent's slot; from the second copy where the file is lost or damaged.

    Raises WrongPassphrase, KeyFileMissing, KeyFileOfAnother, UnknownAgent, SlotsMissing,
    SlotsDamaged, SlotsTooNew, NotEnoughMemory.
    """
    lock = Lock(passphrase=passphrase, key_file=key_file)
    return opened_by(read_slots(path), agent=agent, lock=lock)


def opened_by(content: SlotFile, *, agent: str, lock: Lock) -> Opened:
    """What the lock opens in these slots. Raises as `unlock`, but nothing about the file."""
    slot = slot_of(content, agent)
    keys, pending = agent_keys(seed_in(content.owner, slot, lock)), content.pending
    coming = None
    try:
        data_key = open_key(
            slot.sealed, keys.opens, owner=content.owner, agent=agent, key=content.key
        )
        if pending and agent in pending.sealed:
            coming = open_key(
                pending.sealed[agent], keys.opens,
                owner=content.owner, agent=agent, key=pending.key,
            )  # fmt: skip
    except InvalidTag:
        raise SlotsDamaged(
            "the key slot of {agent} does not belong to this office",
            "Put the key slots of the newest backup back in their place.",
            agent=agent,
        ) from None
    return Opened(agent=agent, data_key=data_key, keys=keys, coming=coming)


def verifies(public: str, message: bytes, signature: str) -> bool:
    """Whether the agent with this public key (hex) signed these bytes; False for nonsense."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def cost_in(content: SlotFile, agent: str) -> Cost:
    """What a guess at this agent's passphrase costs. Raises UnknownAgent."""
    return cost_of(slot_of(content, agent))


def slot_of(content: SlotFile, agent: str) -> Slot:
    """This agent's slot. Raises UnknownAgent."""
    found = next((slot for slot in content.slots if slot.agent == agent), None)
    if found is None:
        raise UnknownAgent(
            "no agent {agent} has keys at this office",
            "Choose one of: {agents}.",
            agent=agent,
            agents=", ".join(known.agent for known in content.slots),
        )
    return found


def _with_slot(content: SlotFile, fresh: Slot) -> SlotFile:
    """The slots with this one in the place of the agent's former."""
    slots = tuple(fresh if one.agent == fresh.agent else one for one in content.slots)
    return replace(content, slots=slots)


def agent_keys(seed: bytes) -> AgentKeys:
    """The agent's own keys, which come from nothing but the seed in the slot."""
    return AgentKeys(
        signs=Ed25519PrivateKey.from_private_bytes(derived(seed, b"station/agent/ed25519/v1")),
        opens=X25519PrivateKey.from_private_bytes(derived(seed, b"station/agent/x25519/v1")),
    )


def derived(secret: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes for this purpose alone (HKDF, RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(secret)

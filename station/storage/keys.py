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
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from station.domain import canon
from station.domain.errors import StationError
from station.domain.passphrases import normal_form
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

_SECONDS = 1.2  # what an agent may wait at the window, each time he unlocks


class WrongPassphrase(StationError):
    """The passphrase does not open this agent's slot."""


class UnknownAgent(StationError):
    """No slot bears this agent's name."""


class NotEnoughMemory(StationError):
    """The machine has not the memory that stretching the passphrase takes."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs, to us and to a thief: Argon2id's parameters."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Cost(memory_kib=64 * 1024, passes=3, lanes=1)  # RFC 9106 section 4, second choice
DEFAULT = Cost(memory_kib=256 * 1024, passes=3, lanes=2)


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


def calibrate(timer: Callable[[], float]) -> Cost:
    """The cost that takes this machine about a second, never below FLOOR. `timer` in seconds."""
    for memory_kib in (DEFAULT.memory_kib, DEFAULT.memory_kib // 2):
        once = Cost(memory_kib=memory_kib, passes=1, lanes=DEFAULT.lanes)
        started = timer()
        try:
            _stretch("", once, bytes(16), b"")
        except NotEnoughMemory:
            continue
        passes = int(_SECONDS / max(timer() - started, 1e-3))
        if passes >= FLOOR.passes:
            return Cost(memory_kib=memory_kib, passes=min(passes, 12), lanes=DEFAULT.lanes)
    return FLOOR


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
    seed = chance(32)
    public = _agent_keys(seed).opens.public_key()
    slot = Slot(
        agent=agent, kdf=KDF, salt=chance(16), memory_kib=cost.memory_kib, passes=cost.passes,
        lanes=cost.lanes, nonce=chance(12), seed=b"",
        sealed=seal_key(
            data_key, public, owner=content.owner, agent=agent, key=content.key
        ),
    )  # fmt: skip
    added = replace(content, slots=(*content.slots, _closed(content.owner, slot, seed, passphrase)))
    return added, opened_by(added, agent=agent, passphrase=passphrase)


def with_passphrase(
    content: SlotFile, *, agent: str, old: str, new: str, chance: Callable[[int], bytes]
) -> SlotFile:
    """These slots with another passphrase for this agent. Nothing else changes: the keys of the
    agent stay, and so do the slots of the others.

    Nothing is written; that the new passphrase opens was tried. Raises WrongPassphrase,
    UnknownAgent, NotEnoughMemory.
    """
    slot = _slot_of(content, agent)
    seed = _seed_in(content.owner, slot, old)
    fresh = _closed(content.owner, replace(slot, salt=chance(16), nonce=chance(12)), seed, new)
    changed = replace(content, slots=tuple(fresh if one is slot else one for one in content.slots))
    opened_by(changed, agent=agent, passphrase=new)
    return changed


def unlock(path: Path, *, agent: str, passphrase: str) -> Opened:
    """Open the agent's slot; from the second copy where the file is lost or damaged.

    Raises WrongPassphrase, UnknownAgent, SlotsMissing, SlotsDamaged, SlotsTooNew,
    NotEnoughMemory.
    """
    return opened_by(read_slots(path), agent=agent, passphrase=passphrase)


def opened_by(content: SlotFile, *, agent: str, passphrase: str) -> Opened:
    """What the passphrase opens in these slots. Raises WrongPassphrase, UnknownAgent,
    SlotsDamaged, NotEnoughMemory."""
    slot = _slot_of(content, agent)
    keys, pending = _agent_keys(_seed_in(content.owner, slot, passphrase)), content.pending
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
    return _cost(_slot_of(content, agent))


def _cost(slot: Slot) -> Cost:
    return Cost(memory_kib=slot.memory_kib, passes=slot.passes, lanes=slot.lanes)


def _slot_of(content: SlotFile, agent: str) -> Slot:
    found = next((slot for slot in content.slots if slot.agent == agent), None)
    if found is None:
        raise UnknownAgent(
            "no agent {agent} has keys at this office",
            "Choose one of: {agents}.",
            agent=agent,
            agents=", ".join(known.agent for known in content.slots),
        )
    return found


def _closed(owner: str, slot: Slot, seed: bytes, passphrase: str) -> Slot:
    """The slot with this seed in it, under the passphrase. Its salt and nonce must be new."""
    cipher = _slot_cipher(owner, slot, passphrase)
    return replace(slot, seed=cipher.encrypt(slot.nonce, seed, _header(owner, slot)))


def _seed_in(owner: str, slot: Slot, passphrase: str) -> bytes:
    cipher = _slot_cipher(owner, slot, passphrase)
    try:
        return cipher.decrypt(slot.nonce, slot.seed, _header(owner, slot))
    except InvalidTag:
        raise WrongPassphrase(
            "the passphrase does not open the keys of {agent}",
            "Check Caps Lock and the input method, and type it again.",
            agent=slot.agent,
        ) from None


def _slot_cipher(owner: str, slot: Slot, passphrase: str) -> AESGCM:
    context = canon.write({"owner": owner, "agent": slot.agent, "kdf": slot.kdf})
    return AESGCM(_stretch(passphrase, _cost(slot), slot.salt, context))


def _stretch(passphrase: str, cost: Cost, salt: bytes, context: bytes) -> bytes:
    try:
        return Argon2id(
            salt=salt,
            length=32,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
            ad=context,
        ).derive(normal_form(passphrase).encode("utf-8", "surrogatepass"))
    except MemoryError:
        raise NotEnoughMemory(
            "unlocking takes {needed} MiB of memory, and they are not free",
            "Close other programs, then unlock again.",
            needed=cost.memory_kib // 1024,
        ) from None


def _header(owner: str, slot: Slot) -> bytes:
    """What is bound to the seed's encryption besides the passphrase."""
    return canon.write(
        {
            "owner": owner,
            "agent": slot.agent,
            "kdf": slot.kdf,
            "salt": slot.salt.hex(),
            "cost": [slot.memory_kib, slot.passes, slot.lanes],
        }
    )


def _agent_keys(seed: bytes) -> AgentKeys:
    return AgentKeys(
        signs=Ed25519PrivateKey.from_private_bytes(derived(seed, b"station/agent/ed25519/v1")),
        opens=X25519PrivateKey.from_private_bytes(derived(seed, b"station/agent/x25519/v1")),
    )


def derived(secret: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes for this purpose alone (HKDF, RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(secret)

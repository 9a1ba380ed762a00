"""From a passphrase to the keys of an office.

    passphrase --Argon2id--> key of the slot --AES-256-GCM--> the agent's seed (random)
    seed --HKDF--> the agent's X25519 key (opens) and Ed25519 key (signs)
    data key (random, the vault's raw key) --HPKE--> sealed to the X25519 key of every agent

Sealed to public keys, so that one agent who is logged in can give everybody else a new data key
without their passphrases. A slot is bound to its office, its agent and its cost: none of them
can be changed without the passphrase.

Nothing slows down who has copied the files, but the cost and the passphrase itself.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from station.domain import canon
from station.domain.errors import StationError
from station.domain.passphrases import normal_form, unguessed
from station.storage.slots import (
    KDF,
    Slot,
    SlotFile,
    SlotsDamaged,
    affordable,
    read_slots,
    write_slots,
)

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_SECONDS = 1.2  # what an agent may wait at the window, each time he unlocks

LEAST_CHARACTERS = 15  # NIST SP 800-63B-4 for a passphrase that stands alone
LEAST_DIGITS = 14  # made by chance: 10^14 guesses at the floor's cost are centuries on one card
_LEAST_UNGUESSED = 8


class WrongPassphrase(StationError):
    """The passphrase does not open this agent's slot."""


class UnknownAgent(StationError):
    """No slot bears this agent's name."""


class WeakPassphrase(StationError):
    """Somebody who has copied the files would find the passphrase."""


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
    data_key, seed, key = chance(32), chance(32), chance(16).hex()
    slot = Slot(
        agent=agent,
        kdf=KDF,
        salt=chance(16),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        nonce=chance(12),
        seed=b"",
        sealed=b"",
    )
    cipher = _slot_cipher(owner, slot, passphrase)
    whole = replace(
        slot,
        seed=cipher.encrypt(slot.nonce, seed, _header(owner, slot)),
        sealed=_SUITE.encrypt(
            data_key, _agent_keys(seed).opens.public_key(), info=_purpose(owner, agent, key)
        ),
    )
    write_slots(path, SlotFile(owner=owner, key=key, slots=(whole,)))
    return unlock(path, agent=agent, passphrase=passphrase)


def unlock(path: Path, *, agent: str, passphrase: str) -> Opened:
    """Open the agent's slot; from the second copy where the file is lost or damaged.

    Raises WrongPassphrase, UnknownAgent, SlotsMissing, SlotsDamaged, SlotsTooNew,
    NotEnoughMemory.
    """
    content = read_slots(path)
    slot = next((slot for slot in content.slots if slot.agent == agent), None)
    if slot is None:
        raise UnknownAgent(
            "no agent {agent} has keys at this office",
            "Choose one of: {agents}.",
            agent=agent,
            agents=", ".join(known.agent for known in content.slots),
        )
    cipher = _slot_cipher(content.owner, slot, passphrase)
    try:
        seed = cipher.decrypt(slot.nonce, slot.seed, _header(content.owner, slot))
    except InvalidTag:
        raise WrongPassphrase(
            "the passphrase does not open the keys of {agent}",
            "Check Caps Lock and the input method, and type it again.",
            agent=agent,
        ) from None
    keys = _agent_keys(seed)
    try:
        purpose = _purpose(content.owner, agent, content.key)
        data_key = _SUITE.decrypt(slot.sealed, keys.opens, info=purpose)
    except InvalidTag:
        raise SlotsDamaged(
            "the key slot of {agent} does not belong to this office",
            "Put the key slots of the newest backup back in their place.",
            agent=agent,
        ) from None
    return Opened(agent=agent, data_key=data_key, keys=keys)


def check_passphrase(passphrase: str, words: Collection[str]) -> None:
    """Whether it may protect an office. `words`: what everybody there knows, such as the names
    of agents and village and the office's code. Raises WeakPassphrase with all that is wrong.

    Long enough is 15 characters of any kind, or 14 digits. NIST SP 800-63B-4: no rules about
    kinds of characters, a list of what is too common. What that list, dates, telephone numbers,
    sequences and repetitions explain does not count.
    """
    plain = normal_form(passphrase)
    short = len(plain) < (LEAST_DIGITS if plain.isdecimal() else LEAST_CHARACTERS)
    guessed = len(unguessed(plain, words)) < _LEAST_UNGUESSED
    hint = "Take the digits that the program makes, or a sentence that nobody else would say."
    if short and guessed:
        raise WeakPassphrase("the passphrase is too short, and made of what others can guess", hint)
    if short:
        raise WeakPassphrase(
            "the passphrase has {length} characters, 15 are needed", hint, length=len(plain)
        )
    if guessed:
        raise WeakPassphrase(
            "the passphrase is made of names, dates, sequences or words that others can guess",
            hint,
        )


def verifies(public: str, message: bytes, signature: str) -> bool:
    """Whether the agent with this public key (hex) signed these bytes; False for nonsense."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def generate_passphrase(chance: Callable[[int], bytes]) -> str:
    """14 digits in groups, easy on a number pad. Spaces do not count when it is typed."""
    for _ in range(100):
        digits = f"{int.from_bytes(chance(16)) % 10**LEAST_DIGITS:0{LEAST_DIGITS}}"
        try:
            check_passphrase(digits, ())
        except WeakPassphrase:  # chance too can make a birthday or a telephone number
            continue
        return " ".join((digits[:4], digits[4:7], digits[7:11], digits[11:]))
    raise ValueError("this is no chance")


def _slot_cipher(owner: str, slot: Slot, passphrase: str) -> AESGCM:
    cost = Cost(memory_kib=slot.memory_kib, passes=slot.passes, lanes=slot.lanes)
    context = canon.write({"owner": owner, "agent": slot.agent, "kdf": slot.kdf})
    return AESGCM(_stretch(passphrase, cost, slot.salt, context))


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
        signs=Ed25519PrivateKey.from_private_bytes(_derived(seed, b"station/agent/ed25519/v1")),
        opens=X25519PrivateKey.from_private_bytes(_derived(seed, b"station/agent/x25519/v1")),
    )


def _derived(seed: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(seed)


def _purpose(owner: str, agent: str, key: str) -> bytes:
    """What the data key is sealed for: HPKE has no other place for context."""
    return b"station/data-key/v1\0" + canon.write([owner, agent, key])

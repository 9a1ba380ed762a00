"""The lock of a key slot: a passphrase, or a passphrase with a key file; what one guess costs.

    passphrase, key file --Argon2id--> key of the slot --AES-256-GCM--> the agent's seed

The key file is Argon2id's secret value (RFC 9106 section 3.1): without its 32 bytes no
passphrase can be tried at all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from station.domain import canon
from station.domain.errors import StationError
from station.domain.passphrases import normal_form
from station.storage.keyfile import KeyFile, KeyFileMissing, KeyFileOfAnother
from station.storage.slots import KDF, MOST_WORK_KIB, WITH_KEY_FILE, Slot

_SECONDS = 1.2  # what an agent waits at the window, each time he unlocks
_MOST_SECONDS = 2.0


class WrongPassphrase(StationError):
    """The passphrase does not open this agent's slot."""


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
class Lock:
    """What opens a slot."""

    passphrase: str = field(repr=False)
    key_file: KeyFile | None = None


def calibrate(timer: Callable[[], float]) -> Cost:
    """The cost that takes this machine about a second, as far as a slot may cost that much, and
    never below FLOOR. `timer` in seconds.

    The first pass alone takes its memory from the system; a further one takes but half the
    difference of three passes and one.
    """
    for memory_kib in (DEFAULT.memory_kib, DEFAULT.memory_kib // 2):
        once = Cost(memory_kib=memory_kib, passes=1, lanes=DEFAULT.lanes)
        least = replace(once, passes=FLOOR.passes)
        try:
            first, whole = _seconds(once, timer), _seconds(least, timer)
        except NotEnoughMemory:
            continue
        if whole <= _MOST_SECONDS:
            another = max((whole - first) / (FLOOR.passes - 1), 1e-3)
            further = max(0, round((_SECONDS - whole) / another))
            passes = min(FLOOR.passes + further, MOST_WORK_KIB // memory_kib)
            return replace(once, passes=passes)
    return FLOOR


def _seconds(cost: Cost, timer: Callable[[], float]) -> float:
    started = timer()
    _stretch("", cost, bytes(16), b"", None)
    return timer() - started


def cost_of(slot: Slot) -> Cost:
    """What a guess at the passphrase of this slot costs."""
    return Cost(memory_kib=slot.memory_kib, passes=slot.passes, lanes=slot.lanes)


def closed(owner: str, slot: Slot, seed: bytes, lock: Lock) -> Slot:
    """The slot with this seed in it, under this lock. Its salt and nonce must be new. Raises
    NotEnoughMemory."""
    file = lock.key_file
    kind = replace(
        slot, kdf=WITH_KEY_FILE if file else KDF, key_file=file.name if file else ""
    )  # fmt: skip
    cipher = _cipher(owner, kind, lock)
    return replace(kind, seed=cipher.encrypt(kind.nonce, seed, _header(owner, kind)))


def seed_in(owner: str, slot: Slot, lock: Lock) -> bytes:
    """The seed in this slot. Raises WrongPassphrase, KeyFileMissing, KeyFileOfAnother,
    NotEnoughMemory."""
    _refuse_other_file(slot, lock)
    try:
        return _cipher(owner, slot, lock).decrypt(slot.nonce, slot.seed, _header(owner, slot))
    except InvalidTag:
        raise WrongPassphrase(
            "the passphrase does not open the keys of {agent}",
            "Check Caps Lock and the input method, and type it again.",
            agent=slot.agent,
        ) from None


def _refuse_other_file(slot: Slot, lock: Lock) -> None:
    """A key file where none is needed does no harm, and is not asked."""
    if slot.kdf == WITH_KEY_FILE and lock.key_file is None:
        raise KeyFileMissing(
            "{agent} opens this station with a key file, and it is not there",
            "Plug it in and try again, or tell its folder (in a command: --key-file PATH).",
            agent=slot.agent,
        )
    if lock.key_file and slot.key_file and lock.key_file.name != slot.key_file:
        raise KeyFileOfAnother(
            "this is not the key file of {agent}",
            "Plug in the stick that {agent} made at this station.",
            agent=slot.agent,
        )


def _cipher(owner: str, slot: Slot, lock: Lock) -> AESGCM:
    context = canon.write({"owner": owner, "agent": slot.agent, "kdf": slot.kdf})
    secret = lock.key_file.key if lock.key_file and slot.key_file else None
    return AESGCM(_stretch(lock.passphrase, cost_of(slot), slot.salt, context, secret))


def _stretch(
    passphrase: str, cost: Cost, salt: bytes, context: bytes, secret: bytes | None
) -> bytes:
    try:
        return Argon2id(
            salt=salt,
            length=32,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
            ad=context,
            secret=secret,
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
            "key_file": slot.key_file,
            "salt": slot.salt.hex(),
            "cost": [slot.memory_kib, slot.passes, slot.lanes],
        }
    )

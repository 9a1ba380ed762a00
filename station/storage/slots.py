"""`keyslots.json`: which agents may open the vault, and with what. The file, not the secrets.

    {"version": 1, "owner": office code, "key": name of the data key,
     "slots": [{"agent", "kdf", "key_file", "salt", "memory_kib", "passes", "lanes", "nonce",
                "seed", "sealed"}],
     "pending": null or {"key", "sealed": by agent, "recovery": as below},
     "recovery": null or {"recipient": name of the district's recovery key, "sealed"},
     "check": SHA-256 of all the rest}

`check` tells a damaged file from a wrong passphrase; it protects against nobody, the secrets in
the slots protect themselves. While the data key is being changed, `pending` holds the next one,
sealed to everybody who stays: whichever of the two opens the vault is the right one.

The same content lies beside it as `keyslots.json.1`, written second: at every moment one of the
two is whole.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from station.domain import canon
from station.domain.errors import StationError
from station.storage import durable
from station.storage.faults import translated

VERSION = 1
_LENGTHS = (16, 12, 32 + 16, 32 + 32 + 16)  # salt, nonce, seed and its tag, HPKE of the data key
KDF = "argon2id"
WITH_KEY_FILE = "argon2id+keyfile"
_RECIPIENT = _KEY_FILE = re.compile(r"[0-9a-f]{16}")
MAX_BYTES = 64 * 1024
MAX_SLOTS = 32
# What a slot may ask of this machine: a doctored file must not take all its memory.
LEAST_COST = (19 * 1024, 1, 1)
MOST_COST = (1024 * 1024, 16, 8)
MOST_WORK_KIB = 1536 * 1024  # memory times passes: three seconds on a slow machine


class SlotsMissing(StationError):
    """There is no file of key slots beside the vault."""


class SlotsDamaged(StationError):
    """Neither the file of key slots nor its twin is what was written."""


class SlotsTooNew(StationError):
    """A newer program has written the key slots."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One agent's way in. Bytes are written in hex."""

    agent: str
    kdf: str
    key_file: str
    """The name of the key file without which it does not open; empty if a passphrase is enough."""
    salt: bytes
    memory_kib: int
    passes: int
    lanes: int
    nonce: bytes
    seed: bytes  # the agent's seed under the key that the passphrase makes
    sealed: bytes  # the data key, sealed to the agent


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """The data key, sealed to the recovery key that the district keeps offline."""

    recipient: str
    """The name of that recovery key, 16 hex digits."""
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The data key that is about to come, by its name, sealed to each agent who stays and to the
    district."""

    key: str
    sealed: Mapping[str, bytes]
    recovery: Recovery | None = None


@dataclass(frozen=True, kw_only=True)
class SlotFile:
    """What the file says. `key` names the data key that `sealed` holds."""

    owner: str
    key: str
    slots: tuple[Slot, ...]
    pending: Pending | None = None
    recovery: Recovery | None = None


def promoted(content: SlotFile) -> SlotFile:
    """The slots when the pending data key has come: of those who stay alone."""
    coming = content.pending
    if coming is None:
        raise ValueError("no key is pending")
    stay = tuple(
        replace(slot, sealed=coming.sealed[slot.agent])
        for slot in content.slots
        if slot.agent in coming.sealed
    )
    return SlotFile(owner=content.owner, key=coming.key, slots=stay, recovery=coming.recovery)


def twin_of(path: Path) -> Path:
    """Where the second copy of the slots at `path` lies."""
    return path.with_name(f"{path.name}.1")


def affordable(memory_kib: int, passes: int, lanes: int) -> bool:
    """Whether a slot of this cost may be written, or tried when it is read."""
    cost = (memory_kib, passes, lanes)
    bounds = zip(LEAST_COST, cost, MOST_COST, strict=True)
    within = all(least <= asked <= most for least, asked, most in bounds)
    return within and memory_kib * passes <= MOST_WORK_KIB


def as_bytes(content: SlotFile) -> bytes:
    """The slots as they lie in a file."""
    body: dict[str, object] = {
        "version": VERSION,
        "owner": content.owner,
        "key": content.key,
        "slots": [slot_row(slot) for slot in content.slots],
        "pending": content.pending
        and {
            "key": content.pending.key,
            "sealed": {agent: one.hex() for agent, one in content.pending.sealed.items()},
            "recovery": recovery_row(content.pending.recovery),
        },
        "recovery": recovery_row(content.recovery),
    }
    return json.dumps({**body, "check": _check(body)}, ensure_ascii=False, indent=1).encode()


def write_slots(path: Path, content: SlotFile) -> None:
    """Put the slots and then their twin on the disk. Raises DiskFull, DiskFailing."""
    written = as_bytes(content)
    with translated(path):
        durable.write(path, written)
        durable.write(twin_of(path), written)


def mend_slots(path: Path) -> None:
    """Make the two files at `path` one again, after damage or a write that was cut short: else
    the older of the two would still open. Raises DiskFull, DiskFailing, as `read_slots` too."""
    whole = as_bytes(read_slots(path))
    for place in (path, twin_of(path)):
        with translated(place):
            if not place.is_file() or place.read_bytes() != whole:
                durable.write(place, whole)


def read_slots(path: Path) -> SlotFile:
    """The slots at `path`, or those of the twin if that file is lost or damaged.

    Raises SlotsMissing, SlotsDamaged, SlotsTooNew.
    """
    found = False
    for place in (path, twin_of(path)):
        with translated(place):
            if not place.is_file():
                continue
            found = True
            with place.open("rb") as file:
                written = file.read(MAX_BYTES + 1)
        try:
            return from_bytes(written)
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
    if not found:
        raise SlotsMissing(
            "there are no key slots at {place}",
            "Set the station up, or put the key slots of a backup back: without them nobody "
            "can open the vault.",
            place=path,
        )
    raise SlotsDamaged(
        "the key slots at {place} are damaged, and their second copy too",
        "Put the key slots of the newest backup back in their place.",
        place=path,
    )


def agents(path: Path) -> tuple[str, ...]:
    """Who may unlock, in the order in which they came. Raises as `read_slots` does."""
    return tuple(slot.agent for slot in read_slots(path).slots)


def slot_row(slot: Slot) -> dict[str, object]:
    """The slot as it stands in the file."""
    return {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in asdict(slot).items()
    }


def recovery_row(recovery: Recovery | None) -> dict[str, str] | None:
    """The recovery as it stands in the file."""
    if recovery is None:
        return None
    return {"recipient": recovery.recipient, "sealed": recovery.sealed.hex()}


def _check(body: Mapping[str, object]) -> str:
    return hashlib.sha256(canon.write(body)).hexdigest()


def from_bytes(written: bytes) -> SlotFile:
    """Raises ValueError, TypeError, KeyError, RecursionError for anything else than slots."""
    if len(written) > MAX_BYTES:
        raise ValueError
    body = json.loads(written)
    if not isinstance(body, dict):
        raise TypeError
    check = body.pop("check")
    if check != _check(body):
        raise ValueError
    if body["version"] != VERSION:
        raise SlotsTooNew(
            "a newer program has written the key slots",
            "Start the newest version of the program that this station has used.",
        )
    if body.keys() != {"version", "owner", "key", "slots", "pending", "recovery"}:
        raise ValueError
    if not (isinstance(body["owner"], str) and isinstance(body["key"], str)):
        raise TypeError
    if not isinstance(body["slots"], list):
        raise TypeError
    slots = tuple(_slot(row) for row in body["slots"])
    if not 1 <= len(slots) <= MAX_SLOTS or len({slot.agent for slot in slots}) != len(slots):
        raise ValueError
    pending = None if body["pending"] is None else _pending(body["pending"], slots)
    return SlotFile(
        owner=body["owner"], key=body["key"], slots=slots, pending=pending,
        recovery=_recovery(body["recovery"]),
    )  # fmt: skip


def _refuse_other_fields(told: object, names: Collection[str]) -> None:
    if not isinstance(told, dict) or told.keys() != set(names):
        raise ValueError


def _pending(told: Mapping[str, Any], slots: Sequence[Slot]) -> Pending:
    _refuse_other_fields(told, {"key", "sealed", "recovery"})
    _refuse_other_fields(told["sealed"], told["sealed"])
    if not isinstance(told["key"], str):
        raise TypeError
    sealed = {agent: bytes.fromhex(one) for agent, one in told["sealed"].items()}
    known = {slot.agent for slot in slots}
    if not sealed or not sealed.keys() <= known or {*map(len, sealed.values())} != {_LENGTHS[-1]}:
        raise ValueError
    return Pending(key=told["key"], sealed=sealed, recovery=_recovery(told["recovery"]))


def _recovery(told: Mapping[str, Any] | None) -> Recovery | None:
    if told is None:
        return None
    _refuse_other_fields(told, {"recipient", "sealed"})
    if not _RECIPIENT.fullmatch(told["recipient"]):
        raise ValueError
    sealed = bytes.fromhex(told["sealed"])
    if len(sealed) != _LENGTHS[-1]:
        raise ValueError
    return Recovery(recipient=told["recipient"], sealed=sealed)


def _slot(row: Mapping[str, object]) -> Slot:
    _refuse_other_fields(row, {field.name for field in fields(Slot)})
    wants_file = {KDF: False, WITH_KEY_FILE: True}
    if bool(_KEY_FILE.fullmatch(str(row["key_file"]))) is not wants_file[str(row["kdf"])]:
        raise ValueError
    values: dict[str, object] = {}
    for field in fields(Slot):
        value = row[field.name]
        if type(value) is not (int if field.type is int else str):
            raise TypeError
        values[field.name] = bytes.fromhex(str(value)) if field.type is bytes else value
    slot = Slot(**values)  # type: ignore[arg-type]  # each was looked at by its own type
    lengths = (len(slot.salt), len(slot.nonce), len(slot.seed), len(slot.sealed))
    if lengths != _LENGTHS or not affordable(slot.memory_kib, slot.passes, slot.lanes):
        raise ValueError
    return slot

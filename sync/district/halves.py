"""The district's recovery key in two halves, each with a custodian of its own.

    recovery-half-<a or b>-<recipient>.json
    {"form": "station/recovery-half", "version": 1, "district", "recipient", "part": "a" or "b",
     "secret": 64 hex digits, "check": SHA-256 of all the rest}

On paper it is letters (`station.domain.letters`):

    03 | part, one letter | recipient, 8 | district, length and UTF-8 | secret, 32

The seed of the key is the two secrets, one XOR the other: either of them alone is chance and says
nothing. `recipient` names the whole key, so two halves that do not belong together are told.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from station.domain import canon
from station.domain.errors import StationError
from station.storage import durable
from station.storage.keys import derived
from station.storage.sealing import recipient_of

_FORM, _VERSION = "station/recovery-half", 1
_IN_LETTERS = 3
"""What letters of a request (1) and an answer (2) never begin with."""
_SECRET = 32
_FIELDS = {"form", "version", "district", "recipient", "part", "secret", "check"}
_MAX_BYTES = 4096


class HalfUnreadable(StationError):
    """A file that should be half of a recovery key cannot be read, or is damaged."""


class HalvesApart(StationError):
    """Two whole halves that do not make one key."""


@dataclass(frozen=True, kw_only=True)
class Half:
    """What one custodian keeps."""

    district: str
    recipient: str
    """The name of the key that both halves make."""
    part: str
    """`a` or `b`."""
    secret: bytes = field(repr=False)


def new_halves(district: str, chance: Callable[[int], bytes]) -> tuple[Half, Half, bytes]:
    """Two halves of a new key, and its public half. The key itself is kept nowhere."""
    seed, mask = chance(32), chance(32)
    public = _key(seed).public_key().public_bytes_raw()
    one, other = (
        Half(district=district, recipient=recipient_of(public), part=part, secret=secret)
        for part, secret in (("a", mask), ("b", _xor(seed, mask)))
    )
    return one, other, public


def joined(one: Half, other: Half) -> X25519PrivateKey:
    """The key that the two halves make, whichever comes first. Raises HalvesApart."""
    key = _key(_xor(one.secret, other.secret))
    found = recipient_of(key.public_key().public_bytes_raw())
    if one.part == other.part or {one.recipient, other.recipient} != {found}:
        raise HalvesApart(
            "these are not the two halves of one recovery key",
            "Each custodian brings the half with the same name; the two end in a and b.",
        )
    return key


def write_half(half: Half, folder: Path) -> Path:
    """Put the half on this custodian's stick and read it back; its place. Raises OSError,
    HalfUnreadable."""
    place = folder / f"recovery-half-{half.part}-{half.recipient}.json"
    body: dict[str, object] = {
        "form": _FORM, "version": _VERSION, "district": half.district,
        "recipient": half.recipient, "part": half.part, "secret": half.secret.hex(),
    }  # fmt: skip
    durable.write_private(
        place, json.dumps({**body, "check": _check(body)}, ensure_ascii=False, indent=1).encode()
    )
    if read_half(place) != half:
        raise _unreadable(place)
    return place


def read_half(place: Path) -> Half:
    """The half in this file. Raises HalfUnreadable."""
    try:
        with place.open("rb") as file:
            body = json.loads(file.read(_MAX_BYTES))
        if not isinstance(body, dict) or body.keys() != _FIELDS:
            raise _unreadable(place)
        if body.pop("check") != _check(body) or body["form"] != _FORM:
            raise _unreadable(place)
        half = Half(
            district=str(body["district"]), recipient=str(body["recipient"]),
            part=str(body["part"]), secret=bytes.fromhex(body["secret"]),
        )  # fmt: skip
        if half_in(half_bytes(half)) != half:  # what goes on no paper is no half either
            raise _unreadable(place)
    except (OSError, ValueError, TypeError, RecursionError, HalfUnreadable):
        raise _unreadable(place) from None
    return half


def half_bytes(half: Half) -> bytes:
    """The half as it is written in letters."""
    district = half.district.encode()
    head = bytes((_IN_LETTERS,)) + half.part.encode() + bytes.fromhex(half.recipient)
    return head + bytes((len(district),)) + district + half.secret


def half_in(data: bytes) -> Half:
    """The half that was typed from its sheet. Raises HalfUnreadable."""
    try:
        part, long = data[1:2].decode(), data[10]
        if data[0] != _IN_LETTERS or part not in ("a", "b") or len(data) != 11 + long + _SECRET:
            raise ValueError
        return Half(
            district=data[11 : 11 + long].decode(), recipient=data[2:10].hex(), part=part,
            secret=data[-_SECRET:],
        )  # fmt: skip
    except (ValueError, IndexError):
        raise HalfUnreadable(
            "these letters are not half of a recovery key",
            "Type the rows of a custodian's sheet, F39.",
        ) from None


def _key(seed: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(derived(seed, b"station/recovery/x25519/v1"))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _check(body: dict[str, object]) -> str:
    return hashlib.sha256(canon.write(body)).hexdigest()


def _unreadable(place: Path) -> HalfUnreadable:
    return HalfUnreadable(
        "{place} is not a half of a recovery key, or it is damaged",
        "Use the custodian's second copy. Without one, make a new key while stations are open:"
        " run.py district recovery init --replace",
        place=place,
    )

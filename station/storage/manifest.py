"""What a backup says of itself before anybody opens it, under the station's signature.

The manifest is canonical JSON: what the copy was found to hold when it was opened again, the
SHA-256 of both parts, and an Ed25519 signature with the key that the copy itself holds. Who has
no passphrase sees by it that nothing was damaged or exchanged; whether the key is the station's
own shows when the copy is opened, for nobody else could have put it in there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.domain import canon
from station.domain.text import is_clean_text

FORMAT = "station backup 1"
MOST_BYTES = 20_000
_SIGNABLE = b"station/backup/v1\0"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a copy was found to hold, and the key of the station in it."""

    station: str
    name: str
    incarnation: str
    """The life of its journal; empty for a district, which has a journal for each station."""
    number: int
    """Own entries in this life of the journal; all entries of a district."""
    head: str
    """The hash after the last of them; of a district one over all its lines."""
    signing: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """See `Described`; `sums` are SHA-256 by part, of which the key slots are one."""

    station: str
    name: str
    incarnation: str
    number: int
    head: str
    made: datetime
    program: str
    rows: Mapping[str, int]
    sums: Mapping[str, str]
    signs: str
    """The public key that signed, 64 hex digits."""


def as_bytes(
    held: Described, made: datetime, program: str, rows: Mapping[str, int], sums: Mapping[str, str]
) -> bytes:
    """The manifest as it lies in the backup."""
    key = Ed25519PrivateKey.from_private_bytes(held.signing)
    body = {
        "format": FORMAT, "station": held.station, "name": held.name,
        "incarnation": held.incarnation, "number": held.number, "head": held.head,
        "made": made.isoformat(timespec="seconds"), "program": program, "rows": dict(rows),
        "sha256": dict(sums), "signs": key.public_key().public_bytes_raw().hex(),
    }  # fmt: skip
    signature = key.sign(_SIGNABLE + canon.write(body)).hex()
    return canon.write({"manifest": body, "signature": signature})


def from_bytes(data: bytes) -> Manifest:
    """Raises ValueError, TypeError, KeyError for anything but a manifest as it was signed."""
    whole = canon.read(data)
    body = whole["manifest"]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(body["signs"]))
        key.verify(bytes.fromhex(whole["signature"]), _SIGNABLE + canon.write(body))
    except InvalidSignature as wrong:
        raise ValueError("not as it was signed") from wrong
    made = datetime.fromisoformat(body["made"])
    if body["format"] != FORMAT or made.tzinfo is None:
        raise ValueError("not a manifest of this program")
    texts = {name: _text(body[name]) for name in ("station", "name", "incarnation", "head")}
    return Manifest(
        **texts, made=made, program=_text(body["program"]), number=int(body["number"]),
        rows={_text(name): int(count) for name, count in body["rows"].items()},
        sums={_text(name): _text(value) for name, value in body["sha256"].items()},
        signs=_text(body["signs"]),
    )  # fmt: skip


def is_described(held: Described, told: Manifest) -> bool:
    """Whether a vault is what a manifest says, and the manifest signed by the key in the vault."""
    signs = Ed25519PrivateKey.from_private_bytes(held.signing).public_key().public_bytes_raw()
    return told.signs == signs.hex() and (
        (held.station, held.incarnation, held.number, held.head)
        == (told.station, told.incarnation, told.number, told.head)
    )


def _text(value: object) -> str:
    if not (isinstance(value, str) and is_clean_text(value)):
        raise TypeError("not a clean text")
    return value

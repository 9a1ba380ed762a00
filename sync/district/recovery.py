"""Letting an agent in again who is locked out of a station: the district's side.

The key that can do it is made here once and kept nowhere: two custodians have its halves. The
public half goes to all stations, signed; what they seal to it comes with their journals.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from station.domain import canon
from station.domain.errors import BadInput, StationError
from station.domain.recovering import RecoveryAnswer, RecoveryRequest, SealedKey
from station.domain.recovery_events import BundleTold, RecoveryGranted
from station.domain.roster import roster
from station.domain.values import Side
from station.storage.sealing import open_recovery, seal_key
from station.storage.slots import Recovery
from sync.bundle import Bundle, SignedBundle, read_bundle, sign_bundle
from sync.district import sealed_keys
from sync.district.halves import new_halves, write_half
from sync.district.intake import book
from sync.district.premises import District

_FORM = "station/recovery-slot"


class RecoveryKeyExists(StationError):
    """The district has a recovery key."""


class NothingSealed(StationError):
    """There is no sealed data key with which the request could be answered."""


class NotAnswerable(StationError):
    """What is sealed in the request does not open with this recovery key."""


def kept_bundle(district: District) -> SignedBundle | None:
    """What stations are told of the recovery key; None if there is none. Inside a visit."""
    body = district.identity.get("bundle")
    signature = district.identity.get("bundle_signature")
    return SignedBundle(body=body, signature=signature) if body else None


def make_key(district: District, one: Path, other: Path, *, again: bool) -> tuple[Path, Path]:
    """Make a recovery key, put its halves into these two folders, and tell all stations. With
    `again` a new one takes the place of the last: the former halves are kept until every station
    has sealed to the new one.

    Raises BadInput, RecoveryKeyExists, OSError, HalfUnreadable. Cut short, no station is told, and
    it is made again.
    """
    _refuse_one_place(one, other)
    with district.vault.reading():
        former = kept_bundle(district)
    if former and not again:
        raise RecoveryKeyExists(
            "this district has a recovery key",
            "Its halves are with the custodians. For a new key: run.py district recovery init"
            " DIR1 DIR2 --replace",
        )
    signer = district.keys.public().signing
    version = read_bundle(former, district=district.id, signer=signer).version if former else 0
    half_a, half_b, public = new_halves(district.id, district.clock.chance)
    places = write_half(half_a, one), write_half(half_b, other)
    now = district.clock.now()
    bundle = Bundle(
        district=district.id, version=version + 1, issued=now.date().isoformat(), recovery=public
    )
    signed = sign_bundle(bundle, district.keys.signing)
    stations = district.stations()
    with district.vault.transaction():
        district.identity.set(bundle=signed.body, bundle_signature=signed.signature)
        for station in stations:
            district.record(
                station,
                BundleTold(at=now, by=district.name, body=signed.body, signature=signed.signature),
            )
    return places


def answer(
    asked: RecoveryRequest, key: X25519PrivateKey, more: Sequence[SealedKey] = ()
) -> RecoveryAnswer:
    """The data key of the station, sealed to the key that the request names. Needs no district:
    it is done where the halves are, on a machine without a network. `more`: what the district
    held sealed. Raises NothingSealed, NotAnswerable."""
    held = tuple(dict.fromkeys((*asked.sealed, *more)))
    if not held:
        raise NothingSealed(
            "the key slots of this station are lost, and the request holds no sealed key",
            "Take the copy of the district along: run.py district recovery slot STATION --out"
            " FILE, and here --slot FILE",
        )
    sealed = tuple(_resealed(asked, key, one) for one in held)
    found = tuple(one for one in sealed if one is not None)
    if not found:
        raise NotAnswerable(
            "what this station sealed does not open with these two halves",
            "It was sealed to another recovery key, or changed: bring the former halves, or --slot"
            " with the district's copy.",
        )
    return RecoveryAnswer(station=asked.station, request=asked.digest[:5], sealed=found)


def grant(district: District, asked: RecoveryRequest, by: str) -> None:
    """Put on record, also for the station, whom the district has let in again, and who decided it.
    Raises UnknownStation."""
    with district.vault.transaction():
        district.record(
            asked.station,
            RecoveryGranted(at=district.clock.now(), by=by, agent=asked.agent, request=asked.name),
        )


def works_there(district: District, asked: RecoveryRequest) -> bool:
    """Whether the agent works at the station, as far as its journal is held here. Whoever does not
    and is let in leads it. Raises UnknownStation."""
    with district.vault.reading():
        district.life(asked.station)
        life = book(district, asked.station).heard_last()
        held = district.casebook.journal(asked.station).chained(Side.STATION, life)
        return asked.agent in roster(one.event for one in held)


def held_key(district: District, station: str) -> SealedKey:
    """The newest data key that this station sent sealed. Raises UnknownStation, NothingSealed."""
    with district.vault.reading():
        found = sealed_keys.held(district, station)
    if not found:
        raise NothingSealed(
            "no sealed key of station {station} is held here",
            "It comes with the first exchange after the station was told the recovery key.",
            station=station,
        )
    _, newest = found[-1]
    return SealedKey(
        key=newest.key, recipient=newest.recipient, sealed=bytes.fromhex(newest.sealed)
    )


def slot_file(station: str, held: SealedKey) -> bytes:
    """A sealed data key as a file that is carried to where the halves are."""
    return canon.write(
        {
            "form": _FORM, "station": station, "key": held.key, "recipient": held.recipient,
            "sealed": held.sealed.hex(),
        }
    )  # fmt: skip


def read_slot_file(data: bytes, station: str) -> SealedKey:
    """Raises StationError unless it is one of this station."""
    try:
        body = json.loads(data)
        if (body["form"], body["station"]) != (_FORM, station):
            raise ValueError
        return SealedKey(
            key=bytes.fromhex(body["key"]).hex(), recipient=bytes.fromhex(body["recipient"]).hex(),
            sealed=bytes.fromhex(body["sealed"]),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError):
        raise StationError(
            "this is not a sealed key of station {station}",
            "Write it anew: run.py district recovery slot STATION --out FILE",
            station=station,
        ) from None


def _resealed(asked: RecoveryRequest, key: X25519PrivateKey, one: SealedKey) -> SealedKey | None:
    try:
        data_key = open_recovery(
            Recovery(recipient=one.recipient, sealed=one.sealed), key, owner=asked.station,
            key=one.key,
        )  # fmt: skip
    except (InvalidTag, ValueError):
        return None
    public = X25519PublicKey.from_public_bytes(asked.public)
    sealed = seal_key(data_key, public, owner=asked.station, agent=asked.agent, key=one.key)
    return SealedKey(key=one.key, recipient=one.recipient, sealed=sealed)


def _refuse_one_place(one: Path, other: Path) -> None:
    faults: dict[str, StationError] = {}
    for name, folder in (("DIR1", one), ("DIR2", other)):
        if not folder.is_dir():
            faults[name] = StationError(
                "there is no folder {place}", "Plug the custodian's stick in.", place=folder
            )
    if not faults and one.resolve() == other.resolve():
        faults["DIR2"] = StationError(
            "both halves in one place are no halves", "Give the second custodian's stick."
        )
    if faults:
        raise BadInput(faults)

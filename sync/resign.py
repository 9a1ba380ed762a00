"""Another key that a district signs with, told over its lines: the proofs in its word.

The former key says that it is the district who speaks, the new key that the district has it. Both
sign

    "station/resign/v1" 00 || canonical JSON
    {district, former, former_until, signing, since, version}

docs/wire.md is the description.
"""

from datetime import date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.domain import canon
from station.domain.line_events import DistrictSigningTold
from sync.enrol import CERTIFIED, Certificate
from sync.seal import PrivateKeys

_SIGNED = b"station/resign/v1\0"


def told_text(
    district: str, version: int, *, former: str, signing: str, since: date, former_until: date
) -> bytes:
    """What both keys sign. `former` and `signing` are 64 hex digits."""
    return _SIGNED + canon.write({
        "district": district, "version": version, "former": former, "signing": signing,
        "since": since.isoformat(), "former_until": former_until.isoformat(),
    })  # fmt: skip


def told(
    district: str, version: int, *, former: PrivateKeys, new: PrivateKeys, since: date,
    former_until: date, at: datetime, by: str,
) -> DistrictSigningTold:  # fmt: skip
    """The district's word on its new key, signed with both."""
    before, after = (keys.public().signing.hex() for keys in (former, new))
    text = told_text(
        district, version, former=before, signing=after, since=since, former_until=former_until
    )
    by_former, by_new = (
        Ed25519PrivateKey.from_private_bytes(keys.signing).sign(text).hex()
        for keys in (former, new)
    )
    return DistrictSigningTold(
        at=at, by=by, version=version, former=before, signing=after, since=since,
        former_until=former_until, by_former=by_former, by_new=by_new,
    )  # fmt: skip


def certified_again(body: bytes, signing: bytes) -> Certificate:
    """A certificate with the same words, by this private Ed25519 key of the district."""
    signature = Ed25519PrivateKey.from_private_bytes(signing).sign(CERTIFIED + body)
    return Certificate(body=body, signature=signature)


def is_proved(one: DistrictSigningTold, district: str) -> bool:
    """Whether both keys that it names signed it, for this district."""
    text = told_text(
        district, one.version, former=one.former, signing=one.signing, since=one.since,
        former_until=one.former_until,
    )  # fmt: skip
    try:
        for key, signature in ((one.former, one.by_former), (one.signing, one.by_new)):
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public.verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return one.former != one.signing

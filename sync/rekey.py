"""New keys over a line that goes on: the proofs in a station's request, and what answers it.

The old key says that it is the station who asks, the new key that the station has it. Both sign

    "station/rekey/v1" 00 || canonical JSON {district, receiving, signing, station, version}

The answer is a certificate as in an enrolment. docs/wire.md is the description.
"""

from collections.abc import Iterable
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.domain import canon
from station.domain.line_events import LineKeysAsked
from sync.errors import NotEnrolled
from sync.seal import PrivateKeys, PublicKeys, sealable

FORMER_LIFE = timedelta(days=30)
"""How long a station's former keys are good after its new ones were first heard: a stick may be on
its way."""
DISTRICT_FORMER_LIFE = timedelta(days=90)
"""How long at least a district reads what was sealed to its former key."""
_SIGNED = b"station/rekey/v1\0"


def asked_text(station: str, district: str, version: int, keys: PublicKeys) -> bytes:
    """What both keys sign."""
    return _SIGNED + canon.write({
        "station": station, "district": district, "version": version,
        "signing": keys.signing.hex(), "receiving": keys.receiving.hex(),
    })  # fmt: skip


def proofs(
    station: str, district: str, version: int, *, former: PrivateKeys, new: PrivateKeys
) -> tuple[str, str]:
    """The signatures of the former and of the new key over a request, in hex."""
    text = asked_text(station, district, version, new.public())
    return _sign(former, text), _sign(new, text)


def keys_of(asked: LineKeysAsked) -> PublicKeys:
    """The keys that a request names. Raises NotEnrolled for what no key can be."""
    try:
        keys = PublicKeys(
            signing=bytes.fromhex(asked.signing), receiving=bytes.fromhex(asked.receiving)
        )
    except ValueError as fault:
        raise NotEnrolled("enrol-form") from fault
    whole = len(keys.signing) == len(keys.receiving) == 32
    if not whole or not sealable(keys.receiving):
        raise NotEnrolled("enrol-form")
    return keys


def is_proved(
    asked: LineKeysAsked, *, station: str, district: str, former: Iterable[bytes]
) -> bool:
    """Whether one of these former signing keys and the new one signed the request."""
    try:
        keys = keys_of(asked)
    except NotEnrolled:
        return False
    text = asked_text(station, district, asked.version, keys)
    by_former = any(_is_by(key, asked.by_former, text) for key in former)
    return by_former and _is_by(keys.signing, asked.by_new, text)


def _sign(keys: PrivateKeys, text: bytes) -> str:
    return Ed25519PrivateKey.from_private_bytes(keys.signing).sign(text).hex()


def _is_by(key: bytes, signature: str, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True

"""What a district tells all its stations about its offline recovery key, signed.

    body       canonical JSON {"district", "form", "issued", "recovery", "version"}; the form is
               "station/bundle"
    signature  Ed25519 by the district's signing key over "station/bundle/v1" 00 || body

`recovery` is an X25519 public key, 64 hex digits. The version goes up with each key and never down:
a station keeps the highest that it has seen. docs/wire.md is the description.
"""

import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.domain import canon
from sync.errors import Refused

_FORM = "station/bundle"
_SIGNED = b"station/bundle/v1\0"
_KEY = re.compile(r"[0-9a-f]{64}")
MOST = 10**9


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The district's word on its recovery key. `issued` is an ISO date."""

    district: str
    version: int
    issued: str
    recovery: bytes


@dataclass(frozen=True, kw_only=True)
class SignedBundle:
    """A bundle as it travels and is kept."""

    body: str
    signature: str
    """128 hex digits."""


def sign_bundle(bundle: Bundle, signing: bytes) -> SignedBundle:
    """The bundle under the district's private Ed25519 key."""
    body = canon.write(
        {
            "form": _FORM,
            "district": bundle.district,
            "version": bundle.version,
            "issued": bundle.issued,
            "recovery": bundle.recovery.hex(),
        }
    )
    return signed_again(body.decode(), signing)


def signed_again(body: str, signing: bytes) -> SignedBundle:
    """What a bundle says, under this private Ed25519 key."""
    signature = Ed25519PrivateKey.from_private_bytes(signing).sign(_SIGNED + body.encode())
    return SignedBundle(body=body, signature=signature.hex())


def read_bundle(signed: SignedBundle, *, district: str, signer: bytes) -> Bundle:
    """What it says, if this district signed it with this public key. Raises Refused."""
    data = signed.body.encode("utf-8", "surrogatepass")
    try:
        key = Ed25519PublicKey.from_public_bytes(signer)
        key.verify(bytes.fromhex(signed.signature), _SIGNED + data)
        body = canon.read(data)
        if body.keys() != {"form", "district", "version", "issued", "recovery"}:
            raise ValueError
        if (body["form"], body["district"]) != (_FORM, district):
            raise ValueError
        if type(body["version"]) is not int or not 0 < body["version"] <= MOST:
            raise ValueError
        if not _KEY.fullmatch(body["recovery"]) or not isinstance(body["issued"], str):
            raise ValueError
    except (InvalidSignature, ValueError, TypeError) as fault:
        raise Refused("bundle") from fault
    return Bundle(
        district=district, version=body["version"], issued=body["issued"],
        recovery=bytes.fromhex(body["recovery"]),
    )  # fmt: skip

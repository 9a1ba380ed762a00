"""The signature on a sheet of paper: by the key of the line, which the district certified.

Whoever has the certificate, and knows the district's key, proves a sheet with no network.
"""

import hashlib
import hmac
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from station.domain import canon
from station.domain.errors import StationError
from station.domain.sheet_code import (
    FACTS,
    KEY_NAME,
    SheetCode,
    SheetSeal,
    code_text,
    signed_text,
)
from sync.enrol import Certificate, check_certificate
from sync.errors import NotEnrolled
from sync.seal import PrivateKeys, PublicKeys

_SIGNED = b"station/sheet/v1\0"
_FACTS = b"station/facts/v1\0"
FORM = "station/certificate"


class SheetRefused(StationError):
    """The code of a sheet proves nothing."""


@dataclass(frozen=True, kw_only=True)
class PaperKey:
    """A public key by which sheets are proved, and whose it is."""

    office: str
    """Code of the station, or name of the district."""
    name: str
    public: bytes
    district: str = ""
    """The district that certified it; empty: nobody did."""
    issued: date | None = None
    own: bool = False
    """Whether the private half is, or was, in this very vault."""
    until: date | None = None
    """The last day for which it is believed; None: another has not taken its place."""

    @property
    def id(self) -> bytes:
        """How a sheet names it."""
        return key_name(self.public)


def key_name(public: bytes) -> bytes:
    """The name of a public key on a sheet."""
    return hashlib.sha256(public).digest()[:KEY_NAME]


def hashed(facts: bytes, secret: bytes) -> bytes:
    """What a sheet says of its facts. Without the secret nobody can try whose they are."""
    return hmac.new(secret, _FACTS + facts, hashlib.sha256).digest()[:FACTS]


def sealed(
    sheet_number: str, case_number: str, *, printed_at: datetime, nth: int, facts: bytes,
    keys: PrivateKeys,
) -> str:  # fmt: skip
    """The text of the code of a print, signed. `facts` is `hashed`."""
    seal = SheetSeal(
        printed_at=printed_at, nth=nth, facts=facts, key=key_name(keys.public().signing),
        signature=bytes(64),
    )  # fmt: skip
    code = SheetCode(sheet_number=sheet_number, case_number=case_number, seal=seal)
    signature = Ed25519PrivateKey.from_private_bytes(keys.signing).sign(_SIGNED + signed_text(code))
    return code_text(replace(code, seal=replace(seal, signature=signature)))


def proved(code: SheetCode, known: Iterable[PaperKey]) -> PaperKey:
    """The key that signed this code. Raises SheetRefused."""
    if code.practice:
        raise SheetRefused(
            "this is a sheet of a practice station: nothing in it is real",
            "It has no effect; ask who handed it out.",
        )
    if code.seal is None:
        raise SheetRefused(
            "this sheet bears no signature: its code is a number and proves nothing",
            "Compare it with what the office that printed it has on record.",
        )
    named = [key for key in known if key.id == code.seal.key]
    if not named:
        raise SheetRefused(
            "the key that signed this sheet of {office} is not known here",
            "Bring the certificate of that station in a file (--certificate), or ask the district.",
            office=code.office,
        )
    for key in named:
        if _verifies(code, key):
            return _speaking(key, code)
    raise SheetRefused(
        "the signature does not match: number, case or contents were changed",
        "Do not accept the sheet. Ask the station {office} whether it printed it.",
        office=code.office,
    )


def certified(certificate: Certificate, *, district: str, signer: bytes) -> PaperKey:
    """The key that this district, by its public key `signer`, certified. Raises NotEnrolled."""
    try:
        body = canon.read(certificate.body)
        keys = PublicKeys(
            signing=bytes.fromhex(body["signing"]), receiving=bytes.fromhex(body["receiving"])
        )
        station, name = str(body["station"]), str(body["name"])
        issued = date.fromisoformat(body["issued"])
    except (ValueError, KeyError, TypeError) as fault:
        raise NotEnrolled("certificate") from fault
    check_certificate(certificate, district=district, station=station, keys=keys, signer=signer)
    return PaperKey(
        office=station, name=name, public=keys.signing, district=district, issued=issued
    )


def certified_before(certificate: Certificate, towns: Iterable[PaperKey]) -> PaperKey:
    """The key that a district certified by one of these keys of its own, in the time of that one.
    Raises NotEnrolled."""
    for town in towns:
        with suppress(NotEnrolled):
            key = certified(certificate, district=town.office, signer=town.public)
            if town.until is None or (key.issued is not None and key.issued <= town.until):
                return key
    raise NotEnrolled("certificate")


def certificate_file(certificate: Certificate) -> bytes:
    """A certificate as a file that is shown to others: nothing in it is secret."""
    return canon.write({
        "form": FORM, "body": certificate.body.decode(), "signature": certificate.signature.hex(),
    })  # fmt: skip


def read_certificate(data: bytes) -> Certificate:
    """The certificate in such a file, before anything is proved. Raises NotEnrolled."""
    try:
        body = canon.read(data.strip())
        if body.keys() != {"form", "body", "signature"} or body["form"] != FORM:
            raise ValueError
        return Certificate(body=body["body"].encode(), signature=bytes.fromhex(body["signature"]))
    except (ValueError, AttributeError, TypeError) as fault:
        raise NotEnrolled("certificate") from fault


def _verifies(code: SheetCode, key: PaperKey) -> bool:
    assert code.seal is not None
    try:
        public = Ed25519PublicKey.from_public_bytes(key.public)
        public.verify(code.seal.signature, _SIGNED + signed_text(code))
    except (InvalidSignature, ValueError):
        return False
    return True


def _speaking(key: PaperKey, code: SheetCode) -> PaperKey:
    """The key, if it may speak for the office in the number, at the time that the sheet says. A
    district speaks for all its own."""
    if key.office not in (code.office, key.district):
        raise SheetRefused(
            "signed by {signer}, with a number of {office}",
            "Do not accept the sheet: a station prints under its own numbers only.",
            signer=key.office, office=code.office,
        )  # fmt: skip
    assert code.seal is not None
    if key.until and code.seal.printed_at.date() > key.until:
        raise SheetRefused(
            "the key of {office} that signed it was good until {day}, and the sheet says it was"
            " printed later",
            "Do not accept the sheet. Ask {office} to print it again.",
            office=key.office, day=key.until,
        )  # fmt: skip
    return key

"""How a station and its district come to know each other's keys: one exchange, one code.

The district prints a one-time code of 20 characters (100 bits) on paper. The station sends its
public keys with a proof that it knows the code; the district answers with its own public keys
and a certificate, with the same proof over question and answer. A stranger on the road sees all
and can change nothing. The code is long because anyone who saw the question could try codes
without being noticed. docs/wire.md is the description.
"""

import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from station.domain import canon
from station.domain.letters import LETTERS, MISREAD
from sync.bundle import SignedBundle, read_bundle
from sync.errors import NotEnrolled, Refused
from sync.seal import PublicKeys, sealable
from sync.wire import NAME

CODE_LENGTH = 20
CODE_CHARACTERS = LETTERS
CODE_LIFE = timedelta(days=7)
MAX_MESSAGE = 16 * 1024
MEDIA_TYPE = "application/vnd.station.enrol"

_REQUEST, _ANSWER = "station/enrol-request", "station/enrol-answer"
_VERSION = 1
_KEY_USE = b"station/enrol/code/v1\0"
_PROOF = b"station/enrol/proof/v1\0"
CERTIFIED = b"station/certificate/v1\0"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a station says of itself when it enrols."""

    station: str
    name: str
    incarnation: str
    keys: PublicKeys
    nonce: str
    """32 hex digits that were never used before."""
    app: str


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The district's signed word that these are the keys of this station."""

    body: bytes
    """Canonical JSON {district, issued, name, receiving, signing, station}."""
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the district says of itself, and its word on the station's keys."""

    district: str
    name: str
    keys: PublicKeys
    certificate: Certificate
    bundle: SignedBundle | None = None
    """Its recovery key; None if it has none yet."""


# ---- the code


def code_of(chance: bytes) -> str:
    """The code made of 13 random bytes (the first 100 bits count), in groups of five."""
    bits = int.from_bytes(chance[:13], "big") >> 4
    characters = [CODE_CHARACTERS[bits >> 5 * place & 31] for place in range(CODE_LENGTH)]
    return "-".join("".join(characters[at : at + 5]) for at in range(0, CODE_LENGTH, 5))


def normal_code(typed: str) -> str:
    """The code as it was meant: no spaces and hyphens, capital, O as 0, I and L as 1.

    Raises NotEnrolled, saying which character cannot be or how many there are.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)
    code = "".join(part for part in plain if not part.isspace() and part not in "-–—_.")
    for character in code:
        if character not in CODE_CHARACTERS:
            raise NotEnrolled("code-character", character=character)
    if len(code) != CODE_LENGTH:
        raise NotEnrolled("code-length", given=len(code), wanted=CODE_LENGTH)
    return code


def code_key(code: str, station: str) -> bytes:
    """The 32-byte key that a code stands for; the district keeps this instead of the code."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=_KEY_USE + station.encode())
    return derive.derive(normal_code(code).encode())


# ---- the station asks


def ask(request: Request, key: bytes) -> bytes:
    """The message by which a station asks to be enrolled; `key` is `code_key` of its code."""
    body = {
        "station": request.station,
        "name": request.name,
        "incarnation": request.incarnation,
        "nonce": request.nonce,
        "app": request.app,
    }
    return _proved(_REQUEST, body, request.keys, key, b"")


def read_request(data: bytes) -> Request:
    """What a station says, before it has proved anything. Raises NotEnrolled."""
    body = _read(data, _REQUEST)
    request = Request(
        station=_text(body, "station"),
        name=_text(body, "name"),
        incarnation=_text(body, "incarnation"),
        keys=_keys(body),
        nonce=_text(body, "nonce"),
        app=_text(body, "app"),
    )
    if not NAME.fullmatch(request.station) or not NAME.fullmatch(request.incarnation):
        raise NotEnrolled("enrol-form")
    return request


def prove_request(data: bytes, key: bytes) -> None:
    """Raise NotEnrolled unless whoever wrote this request knows the code."""
    _prove(data, key, b"")


# ---- the district answers


def certify(
    district: str, name: str, issued: str, station: str, keys: PublicKeys, signing: bytes
) -> Certificate:
    """The district's word on a station's keys. `name` is the district's name for the station,
    `issued` an ISO date, `signing` the district's private Ed25519 key."""
    body = canon.write(
        {
            "district": district,
            "station": station,
            "name": name,
            "signing": keys.signing.hex(),
            "receiving": keys.receiving.hex(),
            "issued": issued,
        }
    )
    signer = Ed25519PrivateKey.from_private_bytes(signing)
    return Certificate(body=body, signature=signer.sign(CERTIFIED + body))


def reply(answer: Answer, request: bytes, key: bytes) -> bytes:
    """The district's message in answer to the request with these bytes."""
    body = {
        "district": answer.district,
        "name": answer.name,
        "certificate": answer.certificate.body.decode(),
        "signature": answer.certificate.signature.hex(),
        "bundle": answer.bundle.body if answer.bundle else "",
        "bundle_signature": answer.bundle.signature if answer.bundle else "",
    }
    return _proved(_ANSWER, body, answer.keys, key, request)


def read_answer(data: bytes, request: bytes, key: bytes) -> Answer:
    """The district's answer, proved to come from whoever made the code. Raises NotEnrolled.

    The certificate must name the keys that the request named, and be signed by the key that
    the answer names.
    """
    body = _read(data, _ANSWER)
    _prove(data, key, request)
    signature = _octets(body, "signature", 64)
    answer = Answer(
        district=_text(body, "district"),
        name=_text(body, "name"),
        keys=_keys(body),
        certificate=Certificate(body=_text(body, "certificate").encode(), signature=signature),
        bundle=_bundle(body),
    )
    _check(answer, read_request(request))
    return answer


def check_certificate(
    certificate: Certificate, *, district: str, signer: bytes, station: str, keys: PublicKeys
) -> None:
    """Raise NotEnrolled unless this district, by this public key, says that the keys are theirs."""
    try:
        public = Ed25519PublicKey.from_public_bytes(signer)
        public.verify(certificate.signature, CERTIFIED + certificate.body)
        body = canon.read(certificate.body)
    except (InvalidSignature, ValueError) as fault:
        raise NotEnrolled("certificate") from fault
    wanted = {
        "district": district, "station": station, "signing": keys.signing.hex(),
        "receiving": keys.receiving.hex(),
    }  # fmt: skip
    if any(body.get(name) != value for name, value in wanted.items()):
        raise NotEnrolled("certificate")


def _check(answer: Answer, asked: Request) -> None:
    check_certificate(
        answer.certificate, district=answer.district, signer=answer.keys.signing,
        station=asked.station, keys=asked.keys,
    )  # fmt: skip
    if answer.bundle is not None:
        try:
            read_bundle(answer.bundle, district=answer.district, signer=answer.keys.signing)
        except Refused as fault:
            raise NotEnrolled("certificate") from fault


# ---- both: one canonical line, and a line with the proof


def _proved(
    form: str, body: Mapping[str, str], keys: PublicKeys, key: bytes, before: bytes
) -> bytes:
    head = {
        "form": form,
        "version": _VERSION,
        "signing": keys.signing.hex(),
        "receiving": keys.receiving.hex(),
    }
    line = canon.write({**head, **body})
    return line + b"\n" + _proof(line, key, before).encode() + b"\n"


def _proof(line: bytes, key: bytes, before: bytes) -> str:
    return hmac.new(key, _PROOF + sha256(before).digest() + line, sha256).hexdigest()


def _prove(data: bytes, key: bytes, before: bytes) -> None:
    line, given = data.split(b"\n")[:2]
    if not hmac.compare_digest(_proof(line, key, before).encode(), given):
        raise NotEnrolled("code-wrong")


def _read(data: bytes, form: str) -> dict[str, Any]:
    lines = data.split(b"\n", 3)
    if len(data) > MAX_MESSAGE or len(lines) != 3 or lines[2]:
        raise NotEnrolled("enrol-form")
    try:
        body = canon.read(lines[0])
    except ValueError as fault:
        raise NotEnrolled("enrol-form") from fault
    version = body.get("version")
    if body.get("form") != form or type(version) is not int:
        raise NotEnrolled("enrol-form")
    if version > _VERSION:
        raise NotEnrolled("enrol-newer")
    return body


def _keys(body: Mapping[str, Any]) -> PublicKeys:
    """Raises NotEnrolled also for a point to which nothing can be sealed."""
    keys = PublicKeys(
        signing=_octets(body, "signing", 32), receiving=_octets(body, "receiving", 32)
    )
    if not sealable(keys.receiving):
        raise NotEnrolled("enrol-form")
    return keys


def _bundle(body: Mapping[str, Any]) -> SignedBundle | None:
    told, signature = _text(body, "bundle"), _text(body, "bundle_signature")
    return SignedBundle(body=told, signature=signature) if told else None


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > 2000:
        raise NotEnrolled("enrol-form")
    return value


def _octets(body: Mapping[str, Any], name: str, size: int) -> bytes:
    try:
        value = bytes.fromhex(_text(body, name))
    except ValueError as fault:
        raise NotEnrolled("enrol-form") from fault
    if len(value) != size or value.hex() != body[name]:
        raise NotEnrolled("enrol-form")
    return value

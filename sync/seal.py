"""Bytes <-> sealed bytes: signed by the sender, readable by the recipient, on any road.

    "STATION\\n" | 01 | suite | u32 head length | head | u32 sealed length | sealed | signature 64

    head       canonical JSON: names of offices and keys, length of the content; nothing personal
    sealed     HPKE (RFC 9180) to the recipient's key; `info` binds everything before it
    inside     canonical JSON {incarnation, recipient, sender}, a line feed, the content packed
    signature  Ed25519 (RFC 8032) of the sender over everything before it

HPKE hides the content but does not say who wrote it: hence the signature. Another office could
put its own signature in the place of the first: hence the names once more inside.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from station.domain import canon
from sync import packing
from sync.errors import NotOurs, Refused

MEDIA_TYPE = "application/vnd.station.parcel"
MAGIC = b"STATION\n"
VERSION = 1
SUITE = 1
"""X25519, HKDF-SHA256, AES-256-GCM; Ed25519. 2 is kept for a post-quantum key, 3 for SM."""

MAX_BODY = 8 * 1024 * 1024
MAX_HEAD = 2048
MAX_SEALED = MAX_BODY + 64 * 1024
"""The longest frame there is, in bytes."""

_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_SIGNED = b"station/seal/signature/v1\0"
_SEALED = b"station/seal/hpke/v1\0"
_HEAD_AT = len(MAGIC) + 2 + 4
_SIGNATURE = 64
_ANYBODY = X25519PrivateKey.from_private_bytes(bytes([9]) * 32)


@dataclass(frozen=True, kw_only=True)
class PrivateKeys:
    """The secret halves of an office's two keys, 32 bytes each: they sign, they receive."""

    signing: bytes
    receiving: bytes

    def public(self) -> "PublicKeys":
        """What other offices may know."""
        return self._public

    @cached_property
    def _public(self) -> "PublicKeys":
        return PublicKeys(
            signing=signing_public(self.signing), receiving=receiving_public(self.receiving)
        )

    def __repr__(self) -> str:
        return "PrivateKeys(...)"


@dataclass(frozen=True, kw_only=True)
class PublicKeys:
    """The public halves, 32 bytes each."""

    signing: bytes
    receiving: bytes


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What was inside, and who signed it."""

    sender: str
    incarnation: str
    kid: str
    app: str
    """Name and version of the sender's program: for people, nothing depends on it."""
    body: bytes


def key_id(public: bytes) -> str:
    """The name of a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def signing_public(private: bytes) -> bytes:
    """The public half of a private Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def receiving_public(private: bytes) -> bytes:
    """The public half of a private X25519 key."""
    public = X25519PrivateKey.from_private_bytes(private).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def sealable(receiving: bytes) -> bool:
    """Whether anything can be sealed to this X25519 public key (RFC 7748 section 6.1)."""
    try:
        _ANYBODY.exchange(X25519PublicKey.from_public_bytes(receiving))
    except ValueError:
        return False
    return True


def claimed_sender(frame: bytes) -> str:
    """Whose frame this says it is, before anything is proved: to find the keys to prove it with.

    Raises NotOurs if it is no whole frame.
    """
    return str(_head(_split(frame)[0])["sender"])


def claimed_key(frame: bytes) -> str:
    """The id of the key that is said to have signed this frame. Raises as `claimed_sender`."""
    return str(_head(_split(frame)[0])["kid"])


def claimed_trust(frame: bytes) -> str:
    """The id of the recipient's key that its sender believes; empty if that is not said. Raises as
    `claimed_sender`."""
    said = _head(_split(frame)[0]).get("trusts")
    return said if isinstance(said, str) else ""


def is_signed(frame: bytes, signers: Iterable[bytes]) -> bool:
    """Whether one of these Ed25519 public keys signed the frame, whatever else is wrong with it."""
    if not frame.startswith(MAGIC) or len(frame) > MAX_SEALED:
        return False
    return any(_verifies(frame, public) for public in signers)


def _verifies(frame: bytes, public: bytes) -> bool:
    try:
        signer = Ed25519PublicKey.from_public_bytes(public)
        signed = b"".join((_SIGNED, memoryview(frame)[:-_SIGNATURE]))
        signer.verify(frame[-_SIGNATURE:], signed)
    except InvalidSignature:
        return False
    return True


def seal(
    body: bytes,
    *,
    sender: str,
    recipient: str,
    incarnation: str,
    said: Mapping[str, str],
    keys: PrivateKeys,
    to: bytes,
    quick: bool = False,
) -> bytes:
    """Pack, encrypt to the X25519 public key `to`, sign. `said` is what the head says besides:
    `app`, and perhaps `trusts`, the id of the recipient's Ed25519 key that the sender believes.
    `quick`: see `packing`. Raises NotOurs if too long."""
    if len(body) > MAX_BODY:
        raise NotOurs("too-long")
    head = canon.write(
        {
            "sender": sender,
            "recipient": recipient,
            "kid": key_id(keys.public().signing),
            "to_kid": key_id(to),
            "body_len": len(body),
            **said,
        }
    )
    inside = _identity(sender, recipient, incarnation) + b"\n" + packing.pack(body, quick=quick)
    before = MAGIC + bytes((VERSION, SUITE)) + struct.pack(">I", len(head)) + head
    sealed = _HPKE.encrypt(inside, X25519PublicKey.from_public_bytes(to), info=_info(before))
    frame = before + struct.pack(">I", len(sealed)) + sealed
    return frame + Ed25519PrivateKey.from_private_bytes(keys.signing).sign(_SIGNED + frame)


def open_sealed(
    frame: bytes,
    *,
    me: str,
    keys: Mapping[str, bytes],
    senders: Mapping[tuple[str, str], bytes],
) -> Opened:
    """What is inside, if all is well; else NotOurs or Refused, and nothing else.

    `keys` are our private X25519 keys by the id of their public half: an old and a new one
    may stand side by side. `senders` are the Ed25519 public keys by sender and key id.
    The order is part of the design: nothing is believed before the signature, and nothing is
    unpacked beyond the length that the signed head promises.
    """
    head_bytes, sealed = _split(frame)
    head = _head(head_bytes)
    sender, kid = head["sender"], head["kid"]
    public = senders.get((sender, kid))
    if public is None:
        raise Refused("unknown-key")
    if not _verifies(frame, public):
        raise Refused("signature")
    if head["recipient"] != me:
        raise Refused("recipient")
    ours = keys.get(head["to_kid"])
    if ours is None:
        raise Refused("unknown-receiver-key")
    before = frame[: _HEAD_AT + len(head_bytes)]
    try:
        receiver = X25519PrivateKey.from_private_bytes(ours)
        inside = _HPKE.decrypt(bytes(sealed), receiver, info=_info(before))
    except (InvalidTag, ValueError) as fault:
        raise Refused("decryption") from fault
    identity, _, packed = inside.partition(b"\n")
    incarnation = _incarnation(identity, sender, me)
    body = packing.unpack(packed, head["body_len"])
    return Opened(sender=sender, incarnation=incarnation, kid=kid, app=head["app"], body=body)


def _split(frame: bytes) -> tuple[bytes, memoryview]:
    """Head and sealed part, if all lengths add up exactly. No copy of what may be 8 MB."""
    if len(frame) > MAX_SEALED:
        raise NotOurs("too-long")
    if not frame.startswith(MAGIC):
        raise NotOurs("magic")
    if len(frame) < _HEAD_AT + 4 + _SIGNATURE:
        raise NotOurs("cut")
    if frame[8] != VERSION:
        raise NotOurs("newer")
    if frame[9] != SUITE:
        raise NotOurs("suite")
    (head_size,) = struct.unpack_from(">I", frame, _HEAD_AT - 4)
    sealed_at = _HEAD_AT + head_size + 4
    if head_size > MAX_HEAD or sealed_at + _SIGNATURE > len(frame):
        raise NotOurs("cut")
    (sealed_size,) = struct.unpack_from(">I", frame, sealed_at - 4)
    if sealed_at + sealed_size + _SIGNATURE != len(frame):
        raise NotOurs("cut")
    return frame[_HEAD_AT : sealed_at - 4], memoryview(frame)[sealed_at:-_SIGNATURE]


_FIELDS = {"sender": str, "recipient": str, "kid": str, "to_kid": str, "app": str, "body_len": int}


def _head(data: bytes) -> dict[str, Any]:
    try:
        head = canon.read(data)
    except ValueError as fault:
        raise NotOurs("canonical") from fault
    for name, kind in _FIELDS.items():
        if type(head.get(name)) is not kind:
            raise NotOurs("fields", field=name)
    if not 0 <= head["body_len"] <= MAX_BODY:
        raise NotOurs("too-long")
    return head


def _info(before: bytes) -> bytes:
    return _SEALED + hashlib.sha256(before).digest()


def _identity(sender: str, recipient: str, incarnation: str) -> bytes:
    return canon.write({"sender": sender, "recipient": recipient, "incarnation": incarnation})


def _incarnation(identity: bytes, sender: str, recipient: str) -> str:
    try:
        incarnation = canon.read(identity).get("incarnation")
    except ValueError as fault:
        raise Refused("identity") from fault
    named = isinstance(incarnation, str)
    if not named or _identity(sender, recipient, str(incarnation)) != identity:
        raise Refused("identity")
    return str(incarnation)

"""Sealed frames that are wrong in exactly one way, each signed by who claims to have sent it."""

import struct
import zlib
from collections.abc import Iterator

import zstandard
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from station.domain import canon
from sync import columns, packing, seal, wire
from sync.seal import PrivateKeys, key_id
from tests.sync.parcels import (
    APP,
    DISTRICT,
    DISTRICT_KEYS,
    EMPTY,
    LIFE,
    OTHER,
    OTHER_KEYS,
    PARCEL,
    STATION,
    STATION_KEYS,
    STATION_POST,
)

HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
BODY = wire.encode(PARCEL)
GOOD = STATION_POST.pack(PARCEL)
TRUSTING = "the key of the recipient that is believed"


def head(**changed: object) -> bytes:
    return canon.write(
        {
            "sender": STATION, "recipient": DISTRICT, "app": APP, "body_len": len(BODY),
            "kid": key_id(STATION_KEYS.public().signing),
            "to_kid": key_id(DISTRICT_KEYS.public().receiving),
            **changed,
        }
    )  # fmt: skip


def names(sender: str = STATION, recipient: str = DISTRICT, incarnation: str = LIFE) -> bytes:
    return canon.write({"sender": sender, "recipient": recipient, "incarnation": incarnation})


def frame(
    *,
    head_: bytes | None = None,
    inside: bytes | None = None,
    version: int = 1,
    suite: int = 1,
    bound_to: bytes | None = None,
    to: PrivateKeys = DISTRICT_KEYS,
    by: PrivateKeys = STATION_KEYS,
    sealed: bytes | None = None,
) -> bytes:
    """A frame put together by hand; whatever is not given is as it should be."""
    head_ = head() if head_ is None else head_
    before = seal.MAGIC + bytes((version, suite)) + struct.pack(">I", len(head_)) + head_
    if sealed is None:
        plain = names() + b"\n" + packing.pack(BODY) if inside is None else inside
        public = X25519PublicKey.from_public_bytes(to.public().receiving)
        sealed = HPKE.encrypt(plain, public, info=seal._info(bound_to or before))
    whole = before + struct.pack(">I", len(sealed)) + sealed
    key = Ed25519PrivateKey.from_private_bytes(by.signing)
    return whole + key.sign(b"station/seal/signature/v1\0" + whole)


def _flipped(whole: bytes, place: int) -> bytes:
    """With one bit of the byte at this place, counted from the end, turned round."""
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


def sealed_part(whole: bytes) -> bytes:
    (size,) = struct.unpack_from(">I", whole, 10)
    return whole[14 + size + 4 : -64]


Wrong = tuple[str, str, bytes]


def right() -> Iterator[tuple[str, bytes, bytes]]:
    """(what it is, the frame, its content): every valid form."""
    yield "two events", GOOD, BODY
    yield "as it is", inside(b"\0" + BODY), BODY
    yield "zlib", inside(b"\1" + zlib.compress(BODY)), BODY
    yield "columns", inside(zstd(columns.apart(BODY) or b"")), BODY
    receipt = wire.encode(EMPTY)
    yield "a receipt", STATION_POST.pack(EMPTY), receipt
    later = frame(head_=head(later=[1, {"a": None}]))
    yield "a field of a newer office in the head", later, BODY
    believes = key_id(DISTRICT_KEYS.public().signing)
    yield TRUSTING, frame(head_=head(trusts=believes)), BODY


def wrong() -> Iterator[Wrong]:
    """(what is wrong, the reason it is refused for, the frame)."""
    yield from _wrong_shape()
    yield from _wrong_head()
    yield from _wrong_inside()


def _wrong_shape() -> Iterator[Wrong]:
    yield "empty", "magic", b""
    yield "a web page", "magic", b"<!DOCTYPE html><html>log in</html>"
    yield "magic in small letters", "magic", b"station\n" + GOOD[8:]
    yield "only the magic", "cut", seal.MAGIC
    yield "too long", "too-long", GOOD + bytes(seal.MAX_SEALED)
    yield "a newer frame", "newer", frame(version=2)
    yield "an unknown suite", "suite", frame(suite=2)
    yield "cut by one byte", "cut", GOOD[:-1]
    yield "one byte more", "cut", GOOD + b"\0"
    yield "cut in half", "cut", GOOD[: len(GOOD) // 2]
    yield "head longer than the frame", "cut", GOOD[:10] + b"\xff" * 4 + GOOD[14:]
    yield "head longer than allowed", "cut", frame(head_=head(app="x" * 3000))


def _wrong_head() -> Iterator[Wrong]:
    yield "head not JSON", "canonical", frame(head_=b"\xff\xfe")
    yield "head with spaces", "canonical", frame(head_=head().replace(b":", b": "))
    yield "head a list", "canonical", frame(head_=b"[]")
    yield "head very deep", "canonical", frame(head_=b"[" * 1900)
    yield "head without sender", "fields", frame(head_=canon.write({"kid": ""}))
    yield "length of content true", "fields", frame(head_=head(body_len=True))
    yield "length of content below nothing", "too-long", frame(head_=head(body_len=-1))
    yield "length of content too much", "too-long", frame(head_=head(body_len=2**40))
    yield "sender unknown", "unknown-key", frame(head_=head(sender="999999999999"))
    yield "key unknown", "unknown-key", frame(head_=head(kid="0" * 16))
    yield "signed by another", "signature", frame(by=OTHER_KEYS)
    yield "signature of zeros", "signature", GOOD[:-64] + bytes(64)
    yield "one bit of the sealed part", "signature", _flipped(GOOD, -100)
    yield "for another office", "recipient", frame(head_=head(recipient=OTHER))
    key = key_id(OTHER_KEYS.public().receiving)
    yield "to a key that is not ours", "unknown-receiver-key", frame(head_=head(to_kid=key))


def inside(packed: bytes, names_: bytes | None = None) -> bytes:
    """A frame with this in the place of the packed content."""
    return frame(inside=(names() if names_ is None else names_) + b"\n" + packed)


def _wrong_inside() -> Iterator[Wrong]:
    packed = packing.pack(BODY)
    yield "sealed to another key", "decryption", frame(to=OTHER_KEYS)
    yield "bound to another head", "decryption", frame(bound_to=b"another head")
    yield "sealed part empty", "decryption", frame(sealed=b"")
    yield "sealed part with a key of zeros", "decryption", frame(sealed=bytes(80))
    yield "other sender inside", "identity", inside(packed, names(OTHER))
    yield "other recipient inside", "identity", inside(packed, names(recipient=OTHER))
    other_life = names(incarnation="another-life")
    yield "other life inside", "identity", inside(packed, other_life)
    yield "no names inside", "identity", frame(inside=packed)
    yield "names not canonical", "identity", inside(packed, b" " + names())
    no_life = canon.write({"sender": STATION, "recipient": DISTRICT, "incarnation": 7})
    yield "life a number", "identity", inside(packed, no_life)
    yield "nothing after the names", "coding", inside(b"")
    yield "packed in a way unknown here", "coding", inside(b"\x03" + BODY)
    yield "longer than promised, as it is", "body-length", inside(b"\x00" + BODY + b"\n")
    yield from _wrong_zlib()
    yield from _wrong_columns()
    letter = b"\0dear district\n"
    whole = names() + b"\n" + letter
    shorter = head(body_len=len(letter) - 1)
    yield "content is no parcel", "canonical", frame(head_=shorter, inside=whole)


def _wrong_zlib() -> Iterator[Wrong]:
    packed = b"\1" + zlib.compress(BODY)
    yield "content not zlib", "compression", inside(b"\1plain")
    yield "content cut", "body-length", inside(packed[:-1])
    yield "something after the content", "body-length", inside(packed + b"more")
    promised = head(body_len=len(BODY) - 1)
    short = frame(head_=promised, inside=names() + b"\n" + packed)
    yield "content longer than promised", "body-length", short
    bomb = names() + b"\n\1" + zlib.compress(bytes(50 << 20), 9)
    yield "a bomb of 50 MB", "body-length", frame(head_=head(body_len=1000), inside=bomb)


def _wrong_columns() -> Iterator[Wrong]:
    packed = zstd(columns.apart(BODY) or b"")
    yield "content not Zstandard", "compression", inside(b"\2plain")
    yield "content in columns, cut", "compression", inside(packed[:-1])
    yield "something after the columns", "compression", inside(packed + b"more")
    bomb = zstd(bytes(50 << 20))
    yield "a bomb of 50 MB in columns", "body-length", inside(bomb)
    unsized = zstd(columns.apart(BODY) or b"", sized=False)
    yield "columns that do not say how long they are", "body-length", inside(unsized)
    yield "a line without a template", "body-length", inside(zstd(b"{}\1!"))
    yield "a place without a column", "body-length", inside(zstd(b'{"a":\0}\1 '))
    more = b"\1 \1" + b"1\n2"
    yield "a value too many", "body-length", inside(zstd(b'{"a":\0}' + more))
    long = b"x" * 500 + b"\1" + b" " * 900
    yield "columns of a longer text", "body-length", inside(zstd(long))


def zstd(data: bytes, *, sized: bool = True) -> bytes:
    """Packed as columns are, whatever it is."""
    packer = zstandard.ZstdCompressor(
        level=packing.LEVEL,
        dict_data=packing._dictionary(),
        write_dict_id=False,
        write_content_size=sized,
    )
    return b"\2" + packer.compress(data)

"""The other end as a stranger would write it from docs/wire.md alone: nothing of sync/ is used.

HPKE (RFC 9180, base mode) is put together from X25519, HKDF and AES-GCM, so that neither our
frame nor the library's HPKE is believed on its own word.
"""

import hashlib
import hmac
import json
import zlib
from pathlib import Path
from typing import Any

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEM = b"KEM\x00\x20"
SUITE = b"HPKE\x00\x20\x00\x01\x00\x02"  # X25519, HKDF-SHA256, AES-256-GCM


def extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    material = b"HPKE-v1" + suite + label + key
    return hmac.new(salt or bytes(32), material, hashlib.sha256).digest()


def expand(suite: bytes, secret: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.new(secret, labelled + b"\1", hashlib.sha256).digest()[:size]


def hpke_open(sealed: bytes, private: bytes, info: bytes) -> bytes:
    enc, ciphertext = sealed[:32], sealed[32:]
    ours = X25519PrivateKey.from_private_bytes(private)
    shared = ours.exchange(X25519PublicKey.from_public_bytes(enc))
    public = ours.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    eae = extract(KEM, b"", b"eae_prk", shared)
    secret = expand(KEM, eae, b"shared_secret", enc + public, 32)
    context = b"\0" + extract(SUITE, b"", b"psk_id_hash", b"")
    context += extract(SUITE, b"", b"info_hash", info)
    prk = extract(SUITE, secret, b"secret", b"")
    key = expand(SUITE, prk, b"key", context, 32)
    nonce = expand(SUITE, prk, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def open_frame(
    frame: bytes, receiving: bytes, signing: bytes
) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """Outer head, inner names and content of a frame that is known to be good."""
    assert frame[:8] == b"STATION\n"
    assert frame[8:10] == b"\1\1"
    size = int.from_bytes(frame[10:14], "big")
    head, rest = frame[14 : 14 + size], frame[14 + size :]
    sealed, signature = rest[4:-64], rest[-64:]
    assert int.from_bytes(rest[:4], "big") == len(sealed)
    Ed25519PublicKey.from_public_bytes(signing).verify(
        signature, b"station/seal/signature/v1\0" + frame[:-64]
    )
    info = b"station/seal/hpke/v1\0" + hashlib.sha256(frame[: 14 + size]).digest()
    names, packed = hpke_open(sealed, receiving, info).split(b"\n", 1)
    return json.loads(head), json.loads(names), content_of(packed, json.loads(head)["body_len"])


def content_of(packed: bytes, size: int) -> bytes:
    """The content in one of the three ways of packing."""
    coding, data = packed[0], packed[1:]
    if coding == 1:
        data = zlib.decompress(data)
    elif coding == 2:
        file = Path(__file__).parents[2] / "sync" / "dictionary-1.zstd"
        dictionary = zstandard.ZstdCompressionDict(file.read_bytes())
        data = from_columns(zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data))
    assert len(data) == size
    return data


def from_columns(data: bytes) -> bytes:
    """Every line of the order: its template, its places filled from the heads of its columns."""
    templates, order, *columns = data.split(b"\1")
    queues = [column.split(b"\n") for column in columns]
    owned = []
    for template in templates.split(b"\n"):
        own = template.count(b"\0")
        owned.append((template, queues[:own]))
        queues = queues[own:]
    lines = []
    for number in order:
        line, own_columns = owned[number - 0x20]
        for column in own_columns:
            line = line.replace(b"\0", column.pop(0), 1)
        lines.append(line)
    return b"\n".join(lines)


def read_parcel(content: bytes) -> tuple[dict[str, Any], list[bytes], list[str]]:
    """Head, events and the hash after each event."""
    line, *events = content.split(b"\n")[:-1]
    head = json.loads(line)
    assert head["count"] == len(events)
    hashes, last = [], head["after"]
    for event in events:
        last = hashlib.sha256(bytes.fromhex(last) + event).hexdigest()
        hashes.append(last)
    return head, events, hashes


def read_pieces(content: bytes) -> dict[str, bytes]:
    """Each piece by its name, found to be what it says."""
    line, rest = content.split(b"\n", 1)
    head = json.loads(line)
    assert head["form"] == "station/pieces"
    assert len(rest) == sum(head["sizes"])
    found, at = {}, 0
    for name, size in zip(head["names"], head["sizes"], strict=True):
        found[name] = rest[at : at + size]
        assert hashlib.sha256(found[name]).hexdigest() == name
        at += size
    return found


def genesis(writer: str, incarnation: str) -> str:
    parts = (b"station/journal/v1", writer.encode(), incarnation.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()

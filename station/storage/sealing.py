"""The data key of a vault, sealed to the agents who may open it (HPKE, RFC 9180).

Sealed to public keys: one agent who is logged in can give everybody else a new data key without
their passphrases.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from station.domain import canon
from station.storage.slots import Pending, Recovery, SlotFile

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def seal_key(
    data_key: bytes, public: X25519PublicKey, *, owner: str, agent: str, key: str
) -> bytes:
    """The data key with the name `key`, for this agent of this office alone."""
    return _SUITE.encrypt(data_key, public, info=_purpose(owner, agent, key))


def open_key(
    sealed: bytes, private: X25519PrivateKey, *, owner: str, agent: str, key: str
) -> bytes:
    """What was sealed under the same names. Raises InvalidTag."""
    return _SUITE.decrypt(sealed, private, info=_purpose(owner, agent, key))


def recipient_of(public: bytes) -> str:
    """The name of the district's recovery key with this public half (X25519), 16 hex digits."""
    return hashlib.sha256(b"station/recovery-key/v1\0" + public).hexdigest()[:16]


def seal_recovery(data_key: bytes, public: bytes, *, owner: str, key: str) -> Recovery:
    """The data key with the name `key`, for the district's offline key alone."""
    recipient = recipient_of(public)
    sealed = _SUITE.encrypt(
        data_key, X25519PublicKey.from_public_bytes(public), info=_rescue(recipient, owner, key)
    )
    return Recovery(recipient=recipient, sealed=sealed)


def open_recovery(sealed: Recovery, private: X25519PrivateKey, *, owner: str, key: str) -> bytes:
    """What was sealed under the same names. Raises InvalidTag."""
    return _SUITE.decrypt(sealed.sealed, private, info=_rescue(sealed.recipient, owner, key))


def with_key(
    content: SlotFile,
    data_key: bytes,
    *,
    key: str,
    opens: Mapping[str, str],
    district: bytes | None = None,
) -> SlotFile:
    """These slots while the vault gets this data key, whose name is `key`.

    `opens`: the public keys (hex) of those who stay, as the vault has them; `district`: the public
    recovery key of the bundle in the vault. Those in the slots are never asked: a thief may have
    put theirs there.
    """
    sealed = {
        agent: seal_key(
            data_key, X25519PublicKey.from_public_bytes(bytes.fromhex(public)),
            owner=content.owner, agent=agent, key=key,
        )
        for agent, public in opens.items()
    }  # fmt: skip
    recovery = district and seal_recovery(data_key, district, owner=content.owner, key=key)
    return replace(content, pending=Pending(key=key, sealed=sealed, recovery=recovery or None))


def _purpose(owner: str, agent: str, key: str) -> bytes:
    """What the data key is sealed for: HPKE has no other place for context."""
    return b"station/data-key/v1\0" + canon.write([owner, agent, key])


def _rescue(recipient: str, owner: str, key: str) -> bytes:
    return b"station/recovery/v1\0" + canon.write([recipient, owner, key])

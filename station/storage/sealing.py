"""The data key of a vault, sealed to the agents who may open it (HPKE, RFC 9180).

Sealed to public keys: one agent who is logged in can give everybody else a new data key without
their passphrases.
"""

from collections.abc import Mapping
from dataclasses import replace

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from station.domain import canon
from station.storage.slots import Pending, SlotFile

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


def with_key(content: SlotFile, data_key: bytes, *, key: str, opens: Mapping[str, str]) -> SlotFile:
    """These slots while the vault gets this data key, whose name is `key`.

    `opens`: the public keys (hex) of those who stay, as the vault has them. Those in the slots
    are never asked: a thief may have put theirs there.
    """
    sealed = {
        agent: seal_key(
            data_key, X25519PublicKey.from_public_bytes(bytes.fromhex(public)),
            owner=content.owner, agent=agent, key=key,
        )
        for agent, public in opens.items()
    }  # fmt: skip
    return replace(content, pending=Pending(key=key, sealed=sealed))


def _purpose(owner: str, agent: str, key: str) -> bytes:
    """What the data key is sealed for: HPKE has no other place for context."""
    return b"station/data-key/v1\0" + canon.write([owner, agent, key])

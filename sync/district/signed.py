"""What the district signs for later: who gets it can tell that it is the district's, unchanged."""

from contextlib import suppress

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.district.premises import District
from sync.district.signing import former_keys


def sign(district: District, what: bytes, body: bytes) -> bytes:
    """Ed25519 of the district over `what`, which names the kind and ends with 00, and the body."""
    return Ed25519PrivateKey.from_private_bytes(district.keys.signing).sign(what + body)


def is_ours(district: District, what: bytes, body: bytes, signature: bytes) -> bool:
    """Whether the district signed this body as one of this kind, with the key in use or one before
    it. Inside a visit."""
    keys = [district.keys.public().signing, *(one.public for one in former_keys(district))]
    for key in keys:
        with suppress(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(key).verify(signature, what + body)
            return True
    return False

"""What the district signs for later: who gets it can tell that it is the district's, unchanged."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.district.premises import District


def sign(district: District, what: bytes, body: bytes) -> bytes:
    """Ed25519 of the district over `what`, which names the kind and ends with 00, and the body."""
    return _key(district).sign(what + body)


def is_ours(district: District, what: bytes, body: bytes, signature: bytes) -> bool:
    """Whether the district signed this body as one of this kind."""
    try:
        _key(district).public_key().verify(signature, what + body)
    except InvalidSignature:
        return False
    return True


def _key(district: District) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(district.keys.signing)

"""How a journal's events are chained and named. Both ends of a line compute the same.

hash(0) names the writer and the life he writes in; hash(n) covers everything up to event n.
Two journals whose hashes agree at a number agree on all before it.
"""

import hashlib
from collections.abc import Iterable
from itertools import accumulate

from station.domain import canon

_GENESIS = b"station/journal/v1"
_SIGNABLE = b"station/signed/v1\0"
_KEYS = b"station/agent-keys/v1\0"


def genesis(writer: str, incarnation: str) -> str:
    """The hash before event 1 (64 hex digits)."""
    return hashlib.sha256(b"\0".join((_GENESIS, writer.encode(), incarnation.encode()))).hexdigest()


def link(before: str, event: bytes) -> str:
    """The hash after `event`, given the hash before it (64 hex digits each)."""
    return hashlib.sha256(bytes.fromhex(before) + event).hexdigest()


def links(before: str, events: Iterable[bytes]) -> tuple[str, ...]:
    """The hash after each event, in order."""
    return tuple(accumulate(events, link, initial=before))[1:]


def digest(event: bytes) -> str:
    """Names an event by its whole content, across all incarnations of its writer."""
    return hashlib.sha256(event).hexdigest()


def signable(digests: Iterable[str]) -> bytes:
    """What an agent signs, in the order of writing: the digests of all entries from the last
    signature of anybody on, that one included, and of older ones those of the signer that no
    signature of theirs covers yet.

    So each signature rests on the one before. It is made of digests and not of chain hashes,
    because it must still hold when the journal is numbered again in a new incarnation.
    """
    joined = b"".join(bytes.fromhex(name) for name in digests)
    return _SIGNABLE + hashlib.sha256(joined).digest()


def signable_keys(writer: str, agent: str, signs: str, opens: str) -> bytes:
    """What an agent of this office signs with the key that ends here: that these public keys, in
    hex, are theirs from now on."""
    return _KEYS + canon.write([writer, agent, signs, opens])

"""How a journal's events are chained and named. Both ends of a line compute the same.

hash(0) names the writer and the life he writes in; hash(n) covers everything up to event n.
Two journals whose hashes agree at a number agree on all before it.
"""

import hashlib
from collections.abc import Iterable
from itertools import accumulate

_GENESIS = b"station/journal/v1"


def genesis(writer: str, incarnation: str) -> str:
    """The hash before event 1 (64 hex digits)."""
    return hashlib.sha256(
        b"\0".join((_GENESIS, writer.encode(), incarnation.encode()))
    ).hexdigest()


def link(before: str, event: bytes) -> str:
    """The hash after `event`, given the hash before it (64 hex digits each)."""
    return hashlib.sha256(bytes.fromhex(before) + event).hexdigest()


def links(before: str, events: Iterable[bytes]) -> tuple[str, ...]:
    """The hash after each event, in order."""
    return tuple(accumulate(events, link, initial=before))[1:]


def digest(event: bytes) -> str:
    """Names an event by its whole content, across all incarnations of its writer."""
    return hashlib.sha256(event).hexdigest()

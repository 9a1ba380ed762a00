"""Strict reading and the one way of writing of JSON that is hashed, signed or exchanged.

Canonical: UTF-8, keys sorted by code point, no spaces, whole numbers only, escapes only
where JSON demands them. Two spellings of one value would have two hashes, so bytes that are
not what `write` would have made are refused.
"""

from typing import Any

import msgspec

DEEPEST = 32
"""Levels of lists and objects inside each other."""
LARGEST = 2**63 - 1


def write(value: object) -> bytes:
    """The canonical bytes of strings, whole numbers, booleans, None, lists and dicts."""
    return msgspec.json.encode(value, order="sorted")


def read(data: bytes) -> dict[str, Any]:
    """The object in these bytes. Raises ValueError, and nothing else, if not canonical."""
    try:
        value = msgspec.json.decode(data)
    except RecursionError as fault:
        raise ValueError("too deep") from fault
    _check(value, DEEPEST)
    if not isinstance(value, dict) or write(value) != data:
        raise ValueError("not a canonical object")
    return value


def _check(value: object, left: int) -> None:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        if not left:
            raise ValueError("too deep")
        for part in value:
            if not isinstance(part, str):
                _check(part, left - 1)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError("not a whole number, or too large a one")

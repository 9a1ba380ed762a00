"""Strict reading and the one way of writing of JSON that is hashed, signed or exchanged.

Canonical: UTF-8, keys sorted by code point, no spaces, whole numbers only, escapes only
where JSON demands them. Two spellings of one value would have two hashes, so bytes that are
not what `write` would have made are refused.
"""

import json
from typing import Any, NoReturn

DEEPEST = 32
"""Levels of lists and objects inside each other."""
LARGEST = 2**63 - 1


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a whole number")


def _whole(text: str) -> int:
    if len(text) > 20 or abs(number := int(text)) > LARGEST:
        raise ValueError("number too large")
    return number


# Made once: to make them for each event takes longer than to use them.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
_DECODER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole)


def write(value: object) -> bytes:
    """The canonical bytes of strings, whole numbers, booleans, None, lists and dicts."""
    return _ENCODER.encode(value).encode()


def read(data: bytes) -> dict[str, Any]:
    """The object in these bytes. Raises ValueError, and nothing else, if not canonical."""
    try:
        value = _DECODER.decode(data.decode())
        _measure(value, DEEPEST)
        if not isinstance(value, dict) or write(value) != data:
            raise ValueError("not a canonical object")
    except RecursionError as fault:
        raise ValueError("too deep") from fault
    return value


def _measure(value: object, left: int) -> None:
    if not left:
        raise ValueError("too deep")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            if isinstance(part, dict | list):
                _measure(part, left - 1)

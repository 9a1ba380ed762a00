"""Strict reading and the one way of writing of JSON that is hashed, signed or exchanged.

Canonical: UTF-8, keys sorted by code point, no spaces, whole numbers only, escapes only
where JSON demands them. Two spellings of one value would have two hashes, so bytes that are
not what `write` would have made are refused.
"""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

DEEPEST = 32
"""Levels of lists and objects inside each other."""
LARGEST = 2**63 - 1


def _of_few_levels(levels: int) -> Any:  # noqa: ANN401 - a type that is put together
    """The type of objects with so many levels of lists and objects inside them."""
    plain: Any = str | Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)] | bool | None
    within = plain
    for _ in range(levels):
        within = plain | list[within] | dict[str, within]  # type: ignore[valid-type]
    return dict[str, within]  # type: ignore[valid-type]


_write = msgspec.json.Encoder(order="sorted").encode
_read_few_levels: Callable[[bytes], dict[str, Any]] = msgspec.json.Decoder(_of_few_levels(3)).decode


def write(value: object) -> bytes:
    """The canonical bytes of strings, whole numbers, booleans, None, lists and dicts."""
    return _write(value)


def read(data: bytes) -> dict[str, Any]:
    """The object in these bytes. Raises ValueError, and nothing else, if not canonical."""
    try:
        # Nearly all there is has few levels, and is checked while it is read.
        value = _read_few_levels(data)
        if _write(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    return _read_any(data)


def _read_any(data: bytes) -> dict[str, Any]:
    value: Any
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

"""The facts of a sheet as bytes: the same facts give the same bytes, in every version of the
program that knows them.

What a sheet did not know (None, an empty text or list, a number or a word that is its default) is
left out, so that facts that a later version adds change nothing of the sheets before. Times are in
UTC, to the second.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum

from forms.facts import Facts
from station.domain import canon

_EMPTY: tuple[object, ...] = (None, "", [], {})


def facts_bytes(facts: Facts) -> bytes:
    """Canonical JSON of all that the sheet knew. Raises TypeError for a value of another kind."""
    return canon.write(_plain(facts))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        said = {each.name for each in fields(value) if each.default != told[each.name]}
        plain = {name: _plain(one) for name, one in told.items() if name in said}
        return {name: one for name, one in plain.items() if one not in _EMPTY}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return _word(value)


def _word(value: object) -> object:
    if isinstance(value, Enum):
        return _word(value.value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(type(value).__name__)

"""Reading data files into values: everything that is wrong with one is told at once.

Such files come from the district and are edited by people. Who must correct one needs the
whole list, each fault with its record and its field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec

from station.domain.errors import StationError
from station.domain.text import UnsafeText, clean_text

_SHOWN = 5
_UNREAD = object()

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class DataFault:
    """One thing that is wrong: in which record of the file, at which path in it."""

    record: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.record} {self.field}: {self.what}"


class DataFaults(StationError):
    """A data file cannot be used. `faults` holds all that is wrong with it."""

    def __init__(self, file: str, faults: tuple[DataFault, ...]) -> None:
        more = f"; … {len(faults) - _SHOWN}" if len(faults) > _SHOWN else ""
        super().__init__(
            "{file} has {count} faults: {faults}",
            "Ask the district for a corrected file, or correct it by this list.",
            file=file, count=len(faults), faults="; ".join(map(str, faults[:_SHOWN])) + more,
        )  # fmt: skip
        self.faults = faults


class Reader:
    """Turns parsed JSON into dataclasses and notes every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[DataFault] = []
        self._record = ""

    def note(self, record: str, field: str, what: str) -> None:
        """One more fault."""
        self.faults.append(DataFault(record=record, field=field, what=what))

    def read(self, kind: type[T], raw: object, record: str) -> T | None:
        """The value, all of whose fields are given and none unknown; None after a fault."""
        self._record = record
        value = self._object(kind, raw, "")
        return value if isinstance(value, kind) else None

    def _fault(self, path: str, what: str) -> object:
        self.note(self._record, path.lstrip(".") or "-", what)
        return _UNREAD

    def _object(self, kind: type, raw: object, path: str) -> object:
        if not isinstance(raw, Mapping):
            return self._fault(path, "not an object")
        known = _hints(kind)
        for name in raw.keys() - known.keys():
            self._fault(f"{path}.{name}", "unknown field")
        values = {
            name: self._value(hint, raw[name], f"{path}.{name}")
            if name in raw
            else self._fault(f"{path}.{name}", "missing")
            for name, hint in known.items()
        }
        return _UNREAD if _UNREAD in values.values() else kind(**values)

    def _value(self, kind: object, raw: object, path: str) -> object:
        if get_origin(kind) is UnionType:
            return None if raw is None else self._value(get_args(kind)[0], raw, path)
        if is_dataclass(kind) and isinstance(kind, type):
            return self._object(kind, raw, path)
        if get_origin(kind) is tuple and isinstance(raw, list):
            inner = get_args(kind)[0]
            parts = [self._value(inner, part, f"{path}.{n}") for n, part in enumerate(raw, 1)]
            return _UNREAD if _UNREAD in parts else tuple(parts)
        try:
            read: object = msgspec.convert(raw, cast(type, kind))
            if any(clean_text(text) != text for text in _texts(read)):
                return self._fault(path, "not in normal form: white space around it, or not NFC")
        except (msgspec.ValidationError, UnsafeText) as fault:
            return self._fault(path, str(fault))
        return read


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if isinstance(text, str))


@cache
def _hints(kind: type) -> Mapping[str, object]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}

"""Reading data files into values: everything that is wrong with one is told at once.

Such files come from the district and are edited by people. Who must correct one needs the
whole list, each fault with its record and its field.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from station.domain.errors import StationError
from station.domain.telling import Say, Tellable, fill, quoted, shortened
from station.domain.text import UnsafeText, clean_text

_SHOWN = 5
_MOST = 9999
_UNREAD = object()

T = TypeVar("T")


class Flaw(StationError):
    """What is wrong with one field of a data file; the hint is that of the whole file."""


@dataclass(frozen=True, kw_only=True)
class DataFault:
    """One thing that is wrong: in which record of the file, at which path in it."""

    record: str
    field: str
    what: Flaw

    def __str__(self) -> str:
        return f"{self.record} {self.field}: {self.what}"

    def told(self, say: Say) -> str:
        """What is wrong, in the reader's language."""
        values = {
            name: value.told(say) if isinstance(value, Tellable) else shortened(str(value))
            for name, value in self.what.values.items()
        }
        return fill(say(self.what.message), values)


class DataFaultsTold(tuple[DataFault, ...]):
    """The first faults of a file, as one message tells them."""

    def __str__(self) -> str:
        return self.told(str)

    def told(self, say: Say) -> str:
        """All in one line; how many more there are stands at the end."""
        more = f"; … {len(self) - _SHOWN}" if len(self) > _SHOWN else ""
        shown = (f"{one.record} {one.field}: {one.told(say)}" for one in self[:_SHOWN])
        return "; ".join(shown) + more


class DataFaults(StationError):
    """A data file cannot be used. `faults` holds all that is wrong with it."""

    def __init__(self, file: str, faults: tuple[DataFault, ...]) -> None:
        super().__init__(
            "{file} has {count} faults: {faults}",
            "Ask the district for a corrected file, or correct it by this list.",
            file=Flaw(file), count=len(faults), faults=DataFaultsTold(faults),
        )  # fmt: skip
        self.faults = faults


def parsed(data: bytes) -> object:
    """The JSON in the bytes of a file; a mark before UTF-8 is as good as none. Raises Flaw."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise Flaw("no UTF-8 from byte {place} on", place=broken.start + 1) from None
    except json.JSONDecodeError as broken:
        raise Flaw(
            "no JSON from line {line}, column {column} on", line=broken.lineno, column=broken.colno
        ) from None
    except RecursionError:
        raise Flaw("lists and objects lie too deep inside each other") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise Flaw("a number is too long") from None


class Reader:
    """Turns parsed JSON into dataclasses and notes every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[DataFault] = []
        self._record = ""

    def note(self, record: str, field: str, what: Flaw) -> None:
        """One more fault."""
        self.faults.append(DataFault(record=record, field=field, what=what))

    def read(self, kind: type[T], raw: object, record: str) -> T | None:
        """The value, all of whose fields are given and none unknown; None after a fault."""
        self._record = record
        value = self._object(kind, raw, "")
        return value if isinstance(value, kind) else None

    def _fault(self, path: str, what: Flaw) -> object:
        self.note(self._record, path.lstrip(".") or "-", what)
        return _UNREAD

    def _object(self, kind: type, raw: object, path: str) -> object:
        if not isinstance(raw, Mapping):
            return self._fault(path, Flaw("an object in braces is expected"))
        known = _hints(kind)
        for name in raw.keys() - known.keys():
            self._fault(f"{path}.{name}", Flaw("there is no such field here"))
        values = {
            name: self._value(hint, raw[name], f"{path}.{name}")
            if name in raw
            else self._fault(f"{path}.{name}", Flaw("this must be filled in"))
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
            return _checked(msgspec.convert(raw, cast(type, kind)))
        except UnsafeText as fault:
            return self._fault(path, Flaw(fault.message, fault.hint, **fault.values))
        except msgspec.ValidationError:
            return self._fault(path, expected(kind))


def _checked(value: object) -> object:
    """The value, if every text in it is one that people can see. Raises UnsafeText."""
    if any(clean_text(text) != text for text in _texts(value)):
        raise UnsafeText("white space around it, or not in the form NFC", "Write it anew.")
    return value


def expected(kind: object) -> Flaw:
    """What a value of this kind looks like, told to who wrote another."""
    plain, bounds = (kind, Meta())
    if get_origin(kind) is Annotated:
        plain, bounds = get_args(kind)
    if isinstance(plain, type) and issubclass(plain, Enum):
        return Flaw("one of these is expected: {known}", known=quoted(_members(plain)))
    if plain is int:
        least, most = bounds.ge or 0, bounds.le or _MOST
        return Flaw("a number from {least} to {most} is expected", least=least, most=most)
    if plain is str and bounds.pattern:
        return Flaw("a text of this form is expected: {form}", form=bounds.pattern)
    if plain is str:
        least, most = bounds.min_length or 0, bounds.max_length or _MOST
        return Flaw("a text of {least} to {most} characters is expected", least=least, most=most)
    return _PLAIN.get(plain, Flaw("a list is expected"))


_PLAIN: Mapping[object, Flaw] = MappingProxyType(
    {
        bool: Flaw("true or false is expected"),
        date: Flaw("a day is expected, like 2027-01-31"),
    }
)


def _members(kind: type[Enum]) -> Iterator[str]:
    return (str(member.value) for member in kind)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if isinstance(text, str))


@cache
def _hints(kind: type) -> Mapping[str, object]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}

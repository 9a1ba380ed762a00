"""Reading the catalogue of items: everything that is wrong with it is told at once.

A catalogue comes from the district and is edited by people; who must correct it needs the
whole list, each fault with its item and its field.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import cast, get_args, get_origin, get_type_hints

import msgspec

from station.domain.errors import StationError
from station.domain.items import Item, Necessity
from station.domain.text import UnsafeText, clean_text

SCHEMA = 1
"""The form of the file that this version reads."""

_SHOWN = 5
_UNREAD = object()


@dataclass(frozen=True, kw_only=True)
class CatalogueFault:
    """One thing that is wrong: `item` is its id (or its place), `field` a path in it."""

    item: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.item} {self.field}: {self.what}"


class CatalogueFaults(StationError):
    """The catalogue cannot be used. `faults` holds all that is wrong with it."""

    def __init__(self, faults: tuple[CatalogueFault, ...]) -> None:
        more = f"; … {len(faults) - _SHOWN}" if len(faults) > _SHOWN else ""
        super().__init__(
            "the catalogue has {count} faults: {faults}",
            "Ask the district for a corrected catalogue, or correct the file by this list.",
            count=len(faults), faults="; ".join(map(str, faults[:_SHOWN])) + more,
        )  # fmt: skip
        self.faults = faults


def read_items(raw: object) -> tuple[Item, ...]:
    """The items of a parsed catalogue file, in its order. Raises CatalogueFaults."""
    match raw:
        case {"schema": int(schema), "items": list(rows)} if schema == SCHEMA:
            pass
        case {"schema": int(schema)} if schema > SCHEMA:
            raise _unreadable(f"form {schema} is newer than this program ({SCHEMA})")
        case _:
            raise _unreadable("not an object with schema and items")
    reader = _Reader()
    items = []
    for place, row in enumerate(rows, start=1):
        named = row.get("id") if isinstance(row, Mapping) else None
        reader.item = named if isinstance(named, str) and named else f"#{place}"
        item = reader.record(Item, row, "")
        if isinstance(item, Item):
            items.append(item)
            reader.faults.extend(_contradictions(item))
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            reader.faults.append(
                CatalogueFault(item=name, field="id", what=f"stands {count} times")
            )
    if reader.faults:
        raise CatalogueFaults(tuple(reader.faults))
    return tuple(items)


def _unreadable(what: str) -> CatalogueFaults:
    return CatalogueFaults((CatalogueFault(item="-", field="-", what=what),))


class _Reader:
    """Turns parsed JSON into values, noting faults. What could not be read is `_UNREAD`."""

    def __init__(self) -> None:
        self.faults: list[CatalogueFault] = []
        self.item = ""

    def fault(self, path: str, what: str) -> object:
        self.faults.append(CatalogueFault(item=self.item, field=path.lstrip(".") or "-", what=what))
        return _UNREAD

    def record(self, kind: type, raw: object, path: str) -> object:
        """A value of the dataclass `kind`: no field missing, none unknown."""
        if not isinstance(raw, Mapping):
            return self.fault(path, "not an object")
        known = _fields(kind)
        for name in raw.keys() - known.keys():
            self.fault(f"{path}.{name}", "unknown field")
        values = {
            name: self.value(hint, raw[name], f"{path}.{name}")
            if name in raw
            else self.fault(f"{path}.{name}", "missing")
            for name, hint in known.items()
        }
        return _UNREAD if _UNREAD in values.values() else kind(**values)

    def value(self, kind: object, raw: object, path: str) -> object:
        """A value of this type hint, by msgspec where it is no record and no list."""
        if get_origin(kind) is UnionType:
            return None if raw is None else self.value(get_args(kind)[0], raw, path)
        if is_dataclass(kind) and isinstance(kind, type):
            return self.record(kind, raw, path)
        if get_origin(kind) is tuple and isinstance(raw, list):
            inner = get_args(kind)[0]
            parts = [self.value(inner, part, f"{path}.{n}") for n, part in enumerate(raw, 1)]
            return _UNREAD if _UNREAD in parts else tuple(parts)
        try:
            read: object = msgspec.convert(raw, cast(type, kind))
            if isinstance(read, str) and clean_text(read) != read:
                return self.fault(path, "not in normal form: white space around it, or not NFC")
        except (msgspec.ValidationError, UnsafeText) as fault:
            return self.fault(path, str(fault))
        return read


@cache
def _fields(kind: type) -> Mapping[str, object]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}


def _contradictions(item: Item) -> Iterator[CatalogueFault]:
    """What each field allows and the item as a whole does not."""
    legal, promised = item.legal_limit, item.promised_limit
    rules = {
        "materials": (
            [material.seq for material in item.materials] == [*range(1, len(item.materials) + 1)],
            "seq must count from 1 without a gap",
        ),
        "decides_level": (item.decides_level in item.level_chain, "not in level_chain"),
        # Promised limits bind once they are published: 浙江“最多跑一次”规定 12.
        "promised_limit": (
            legal is None or legal.unit is not promised.unit or promised.value <= legal.value,
            "longer than the legal limit",
        ),
        "season": (
            item.season is None or bool(item.season.opens) == bool(item.season.closes),
            "opens and closes must both be given or both be empty",
        ),
    }
    for field, (holds, what) in rules.items():
        if not holds:
            yield CatalogueFault(item=item.id, field=field, what=what)
    for material in item.materials:
        if material.necessity is Necessity.REQUIRED_IF and not material.condition:
            yield CatalogueFault(
                item=item.id, field=f"materials.{material.seq}.condition", what="missing"
            )

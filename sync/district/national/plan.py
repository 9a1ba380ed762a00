"""What the exchange tables want and no case says: the codes of this district, in `exchange.json`.

Codes of items and of departments are given by the district, the sign of the source by its
province. Without the file these columns stay empty and are told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from station.domain.items import Words
from station.domain.reading import DataFault, DataFaults, Flaw, Reader, parsed
from sync.district.national.lists import LISTS, NONE

FILE = "exchange.json"
SCHEMA = 1
Code12 = Annotated[str, Meta(max_length=12)]
Code36 = Annotated[str, Meta(max_length=36)]
Code50 = Annotated[str, Meta(max_length=50)]
Sign = Annotated[str, Meta(max_length=3)]
Org = Annotated[str, Meta(min_length=1, max_length=64)]
Short = Annotated[str, Meta(min_length=1, max_length=6)]


class PlanFaults(DataFaults):
    """`exchange.json` cannot be used; each fault names its record and field."""


@dataclass(frozen=True, kw_only=True)
class ItemCodes:
    """The codes of one item, as the district's own catalogue has them (国家政务服务事项编码)."""

    id: Words
    catalog_code: Code12
    local_catalog_code: Code50
    task_code: Code36
    local_task_code: Code50
    task_handle_item: Code50


@dataclass(frozen=True, kw_only=True)
class Department:
    """The code of a department, by the name that stands in the catalogue."""

    name: Words
    code: Org


@dataclass(frozen=True, kw_only=True)
class OwnCode:
    """The code that the receiving system has for a word of one of the lists."""

    list: Words
    word: Words
    code: Short


@dataclass(frozen=True, kw_only=True)
class Written:
    """The file as it is written."""

    schema: int
    data_source: Sign
    departments: tuple[Department, ...]
    items: tuple[ItemCodes, ...]
    codes: tuple[OwnCode, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the file says, to be looked up."""

    data_source: str
    departments: Mapping[str, str]
    items: Mapping[str, ItemCodes]
    codes: Mapping[tuple[str, str], str]
    digest: str
    """Of the file: with other codes other rows come out of the same cases."""

    def code(self, name: str, word: str) -> str:
        """The code of a word of this list; empty if there is none."""
        return self.codes.get((name, word), LISTS[name].get(word, NONE))

    def of_item(self, item: str, code: str) -> str:
        """One of the codes of an item; empty if the file does not have it."""
        found = self.items.get(item)
        return str(getattr(found, code)) if found else ""


NOTHING = Plan(data_source="", departments={}, items={}, codes={}, digest="")


def exchange_plan(home: Path) -> Plan:
    """What `exchange.json` in the district's folder says; nothing if there is none. Raises
    PlanFaults with all that is wrong, OSError."""
    path = home / FILE
    return parse_plan(path.read_bytes()) if path.is_file() else NOTHING


def parse_plan(data: bytes) -> Plan:
    """What these bytes of the file say. Raises PlanFaults."""
    reader = Reader()
    try:
        raw = parsed(data)
    except Flaw as flaw:
        raise PlanFaults(FILE, (DataFault(record=FILE, field="-", what=flaw),)) from None
    written = reader.read(Written, raw, FILE)
    for place, what in _contradictions(written) if written else ():
        reader.note(FILE, place, what)
    if reader.faults or written is None:
        raise PlanFaults(FILE, tuple(reader.faults))
    return Plan(
        data_source=written.data_source,
        departments={one.name: one.code for one in written.departments},
        items={one.id: one for one in written.items},
        codes={(one.list, one.word): one.code for one in written.codes},
        digest=sha256(data).hexdigest(),
    )


def _contradictions(written: Written) -> Iterator[tuple[str, Flaw]]:
    if written.schema != SCHEMA:
        yield "schema", Flaw("a number from {least} to {most} is expected", least=1, most=SCHEMA)
    yield from _twice("departments", (one.name for one in written.departments))
    yield from _twice("items", (one.id for one in written.items))
    yield from _twice("codes", (f"{one.list}.{one.word}" for one in written.codes))
    for number, one in enumerate(written.codes, 1):
        if one.word not in LISTS.get(one.list, ()):
            known = ", ".join(f"{name}: {' '.join(words)}" for name, words in LISTS.items())
            yield f"codes.{number}", Flaw("there is no such word; known are {known}", known=known)


def _twice(place: str, names: Iterable[str]) -> Iterator[tuple[str, Flaw]]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield place, Flaw("{name} is there twice", name=name)
        seen.add(name)

"""Reading a catalogue of items from a parsed file, and what makes it contradict itself.

A file may hold several versions of one item, each with the day from which cases begin with it
(see `effective`). An item that takes no new cases any more stays in the file as long as cases
run, and `cancelled` says since when; `approvers` says who answers for decisions, and since when.
What a district publishes bears a `version` of the whole, the number of its batch.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain, pairwise
from typing import Annotated, TypeVar

from msgspec import Meta

from station.domain.approvers import Appointed
from station.domain.effective import Cancelled, Catalogue, begins
from station.domain.items import Item, Necessity
from station.domain.published_events import HIGHEST
from station.domain.reading import DataFault, DataFaults, Flaw, Reader, expected

SCHEMA = 1
"""The form of the file that this version reads."""
_ROWS = ("items", "cancelled", "approvers")
_KNOWN = frozenset({"schema", "version", "notice", "as_of", "legend", *_ROWS})
"""What may stand at the head of the file: `notice`, `as_of`, `legend` are for people."""

T = TypeVar("T")


class CatalogueFaults(DataFaults):
    """The catalogue cannot be used; each fault names the item and the field."""


def read_catalogue(raw: object) -> Catalogue:
    """The catalogue in a parsed file. Raises CatalogueFaults."""
    rows = _parts(raw)
    reader = Reader()
    versions = tuple(_items(reader, rows["items"]))
    cancelled = dict(_table(reader, Cancelled, "cancelled", rows["cancelled"]))
    approvers = dict(_table(reader, Appointed, "approvers", rows["approvers"]))
    found = Catalogue(
        versions=versions, cancelled=tuple(cancelled.values()),
        approvers=tuple(approvers.values()), version=_version(reader, raw),
    )  # fmt: skip
    named = {_id_of(row) for row in rows["items"]}
    against = (_versions(found), _twice(found), _strangers(found, named), _levels(found, approvers))
    for record, field, what in chain(*against):
        reader.note(record, field, what)
    if reader.faults:
        raise CatalogueFaults("the catalogue", tuple(reader.faults))
    return found


def read_items(raw: object) -> tuple[Item, ...]:
    """All versions of all items of a parsed file, in its order. Raises CatalogueFaults."""
    return read_catalogue(raw).versions


def _parts(raw: object) -> dict[str, list[object]]:
    """The tables of the file by name; those that it does not have are empty."""
    match raw:
        case {"schema": int(schema), "items": _} if schema == SCHEMA and isinstance(raw, dict):
            unknown = [name for name in raw if name not in _KNOWN]
            torn = [name for name in _ROWS if not isinstance(raw.get(name, []), list)]
            if unknown or torn:
                raise _unreadable(
                    *((name, Flaw("there is no such field here")) for name in unknown),
                    *((name, Flaw("a list is expected")) for name in torn),
                )
            return {name: raw.get(name, []) for name in _ROWS}
        case {"schema": int(schema)} if schema > SCHEMA:
            raise _unreadable(
                (
                    "-",
                    Flaw(
                        "form {schema} is newer than this program, which reads {known}",
                        schema=schema,
                        known=SCHEMA,
                    ),
                )
            )
        case _:
            raise _unreadable(("-", Flaw("an object with schema and items is expected")))


def _version(reader: Reader, raw: object) -> int:
    """The number of the file; 0 of one without."""
    version = raw.get("version", 0) if isinstance(raw, Mapping) else 0
    if type(version) is int and 0 <= version <= HIGHEST:
        return version
    reader.note("-", "version", expected(Annotated[int, Meta(ge=0, le=HIGHEST)]))
    return 0


def _items(reader: Reader, rows: list[object]) -> Iterator[Item]:
    names = Counter(map(_id_of, rows))
    for place, row in enumerate(rows, start=1):
        record = _id_of(row) or f"#{place}"
        if names[record] > 1 and isinstance(row, Mapping):
            record = f"{record} v{row.get('version', '?')}"
        item = reader.read(Item, row, record)
        if item:
            yield item
            for field, what in _contradictions(item):
                reader.note(record, field, what)


def _table(reader: Reader, kind: type[T], name: str, rows: list[object]) -> Iterator[tuple[str, T]]:
    """The rows that can be read, each with its place in the file."""
    for n, row in enumerate(rows, start=1):
        read = reader.read(kind, row, f"{name}.{n}")
        if read is not None:
            yield f"{name}.{n}", read


def _id_of(row: object) -> str:
    name = row.get("id") if isinstance(row, Mapping) else None
    return name if isinstance(name, str) else ""


def _unreadable(*faults: tuple[str, Flaw]) -> CatalogueFaults:
    told = (DataFault(record="-", field=field, what=what) for field, what in faults)
    return CatalogueFaults("the catalogue", tuple(told))


def _contradictions(item: Item) -> Iterator[tuple[str, Flaw]]:
    """What each field allows and the item as a whole does not."""
    legal, promised, season = item.legal_limit, item.promised_limit, item.season
    if [material.seq for material in item.materials] != [*range(1, len(item.materials) + 1)]:
        yield "materials", Flaw("seq must count from 1 without a gap")
    if item.decides_level not in item.level_chain:
        yield "decides_level", Flaw("not in level_chain")
    # A promised limit binds once it is published, and only a shorter one is a promise
    # (浙江省保障“最多跑一次”改革规定 12).
    if legal and legal.unit is promised.unit and promised.value > legal.value:
        yield "promised_limit", Flaw("longer than the legal limit")
    if season and bool(season.opens) != bool(season.closes):
        yield "season", Flaw("opens and closes must both be given or both be empty")
    for material in item.materials:
        if material.necessity is Necessity.REQUIRED_IF and not material.condition:
            yield f"materials.{material.seq}.condition", Flaw("this must be filled in")


def _versions(found: Catalogue) -> Iterator[tuple[str, str, Flaw]]:
    """A version stands once, and no later version begins before an earlier one."""
    for (name, version), count in Counter((one.id, one.version) for one in found.versions).items():
        if count > 1:
            yield (
                name,
                "id",
                Flaw("version {version} stands {count} times", version=version, count=count),
            )
    for name in found.newest:
        for before, after in pairwise(found.rising(name)):
            if begins(after) < begins(before):
                yield (
                    f"{name} v{after.version}", "effective_from",
                    Flaw("before that of version {version}", version=before.version),
                )  # fmt: skip


def _twice(found: Catalogue) -> Iterator[tuple[str, str, Flaw]]:
    for name, count in Counter(row.item for row in found.cancelled).items():
        if count > 1:
            yield "cancelled", name, Flaw("stands {count} times", count=count)
    for (name, day), count in Counter((row.item, row.since) for row in found.approvers).items():
        if count > 1:
            yield "approvers", name, Flaw("{day} stands {count} times", day=day, count=count)


def _strangers(found: Catalogue, named: set[str]) -> Iterator[tuple[str, str, Flaw]]:
    for table, rows in (("cancelled", found.cancelled), ("approvers", found.approvers)):
        for name in dict.fromkeys(row.item for row in rows):
            if name not in named:
                yield table, name, Flaw("not the id of an item of this file")


def _levels(found: Catalogue, rows: Mapping[str, Appointed]) -> Iterator[tuple[str, str, Flaw]]:
    """Who decides must be on the way of each version with which a case may begin meanwhile."""
    for place, row in rows.items():
        for item in _served(found, row):
            if row.approver.level not in item.level_chain:
                what = Flaw("not in level_chain of {item}", item=f"{item.id} v{item.version}")
                yield place, "approver.level", what


def _served(found: Catalogue, row: Appointed) -> Iterator[Item]:
    """The versions with which a case may begin while the row counts."""
    later = (one.since for one in found.appointments(row.item) if one.since > row.since)
    ends = min(later, default=date.max)
    for item in found.rising(row.item):
        if begins(item) < ends and row.since < (found.until(item) or date.max):
            yield item

"""The catalogue of items as a parsed file, and what makes an item contradict itself.

A file may hold several versions of one item: new cases are begun with the highest, running
cases keep theirs. An item that takes no new cases any more stays in the file as long as cases
run, and its id stands in `cancelled`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from station.domain.items import Item, Necessity
from station.domain.reading import DataFault, DataFaults, Reader

SCHEMA = 1
"""The form of the file that this version reads."""


class CatalogueFaults(DataFaults):
    """The catalogue cannot be used; each fault names the item and the field."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every version of every item of a catalogue file, in its order."""

    versions: tuple[Item, ...]
    cancelled: frozenset[str] = frozenset()
    """Ids of items with which no new case may begin."""

    @cached_property
    def newest(self) -> Mapping[str, Item]:
        """The highest version of each item by id, of cancelled ones too."""
        newest: dict[str, Item] = {}
        for item in self.versions:
            before = newest.setdefault(item.id, item)
            if item.version > before.version:
                newest[item.id] = item
        return MappingProxyType(newest)

    @cached_property
    def current(self) -> Mapping[str, Item]:
        """The items with which a new case may begin, by id."""
        open_ = {id_: item for id_, item in self.newest.items() if id_ not in self.cancelled}
        return MappingProxyType(open_)

    def item(self, id_: str, version: int) -> Item | None:
        """This version of the item; None if the file does not have it."""
        return self._by_version.get((id_, version))

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, int], Item]:
        return {(item.id, item.version): item for item in self.versions}


def read_catalogue(raw: object) -> Catalogue:
    """The catalogue in a parsed file. Raises CatalogueFaults."""
    rows, cancelled = _parts(raw)
    reader = Reader()
    items = tuple(_items(reader, rows))
    for (name, version), count in Counter((item.id, item.version) for item in items).items():
        if count > 1:
            reader.note(name, "id", f"version {version} stands {count} times")
    known = {_id_of(row) for row in rows} - {""}
    for place, named in enumerate(cancelled, start=1):
        if not isinstance(named, str) or named not in known:
            reader.note("cancelled", str(place), "not the id of an item of this file")
    if reader.faults:
        raise CatalogueFaults("the catalogue", tuple(reader.faults))
    return Catalogue(versions=items, cancelled=frozenset(map(str, cancelled)))


def read_items(raw: object) -> tuple[Item, ...]:
    """All versions of all items of a parsed file, in its order. Raises CatalogueFaults."""
    return read_catalogue(raw).versions


def _parts(raw: object) -> tuple[list[object], list[object]]:
    """The rows of the items, and the ids of those that are cancelled."""
    match raw:
        case {"schema": int(schema), "items": list(rows), **more} if schema == SCHEMA:
            cancelled = more.get("cancelled", [])
            if not isinstance(cancelled, list):
                raise _unreadable("cancelled is not a list of ids")
            return rows, cancelled
        case {"schema": int(schema)} if schema > SCHEMA:
            raise _unreadable(f"form {schema} is newer than this program ({SCHEMA})")
        case _:
            raise _unreadable("not an object with schema and items")


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


def _id_of(row: object) -> str:
    name = row.get("id") if isinstance(row, Mapping) else None
    return name if isinstance(name, str) else ""


def _unreadable(what: str) -> CatalogueFaults:
    return CatalogueFaults("the catalogue", (DataFault(record="-", field="-", what=what),))


def _contradictions(item: Item) -> Iterator[tuple[str, str]]:
    """What each field allows and the item as a whole does not."""
    legal, promised, season = item.legal_limit, item.promised_limit, item.season
    if [material.seq for material in item.materials] != [*range(1, len(item.materials) + 1)]:
        yield "materials", "seq must count from 1 without a gap"
    if item.decides_level not in item.level_chain:
        yield "decides_level", "not in level_chain"
    # A promised limit binds once it is published, and only a shorter one is a promise
    # (浙江省保障“最多跑一次”改革规定 12).
    if legal and legal.unit is promised.unit and promised.value > legal.value:
        yield "promised_limit", "longer than the legal limit"
    if season and bool(season.opens) != bool(season.closes):
        yield "season", "opens and closes must both be given or both be empty"
    for material in item.materials:
        if material.necessity is Necessity.REQUIRED_IF and not material.condition:
            yield f"materials.{material.seq}.condition", "missing"

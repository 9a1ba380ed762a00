"""The catalogue of items as a parsed file, and what makes an item contradict itself."""

from collections import Counter
from collections.abc import Iterator, Mapping

from station.domain.items import Item, Necessity
from station.domain.reading import DataFault, DataFaults, Reader

SCHEMA = 1
"""The form of the file that this version reads."""


class CatalogueFaults(DataFaults):
    """The catalogue cannot be used; each fault names the item and the field."""


def read_items(raw: object) -> tuple[Item, ...]:
    """The items of a parsed catalogue file, in its order. Raises CatalogueFaults."""
    match raw:
        case {"schema": int(schema), "items": list(rows)} if schema == SCHEMA:
            pass
        case {"schema": int(schema)} if schema > SCHEMA:
            raise _unreadable(f"form {schema} is newer than this program ({SCHEMA})")
        case _:
            raise _unreadable("not an object with schema and items")
    reader = Reader()
    items: list[Item] = []
    for place, row in enumerate(rows, start=1):
        named = row.get("id") if isinstance(row, Mapping) else None
        item = reader.read(Item, row, named if isinstance(named, str) and named else f"#{place}")
        if item:
            items.append(item)
            for field, what in _contradictions(item):
                reader.note(item.id, field, what)
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            reader.note(name, "id", f"stands {count} times")
    if reader.faults:
        raise CatalogueFaults("the catalogue", tuple(reader.faults))
    return tuple(items)


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

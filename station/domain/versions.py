"""What became different between two versions of an item, and between two catalogues.

The four kinds of change are those by which districts keep account of their catalogues
(事项标准动态调整): 新增, 取消, 目录调整, 标准调整.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from types import MappingProxyType

from station.domain.approvers import Appointed
from station.domain.effective import Catalogue
from station.domain.items import Item, Material, TimeLimit

_NAMING = frozenset({"name_zh", "name_en", "field", "department_zh", "department_en"})
"""What stands in the catalogue's list (目录); everything else is the item's standard (标准)."""
_LIMITS = ("legal_limit", "promised_limit")
_NO_CHANGE = frozenset({"id", "version", "effective_from", "catalogue_batch"})


class ChangeKind(Enum):
    """What became of an item from one catalogue to the next."""

    ADDED = "item_added"
    """新增."""
    CANCELLED = "item_cancelled"
    """取消."""
    LISTING = "listing_changed"
    """目录调整: its name, department or field."""
    STANDARD = "standard_changed"
    """标准调整: anything else."""


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """The same paper before and after. Its number may differ for no other reason than that
    papers before it came or went."""

    before: Material
    after: Material


@dataclass(frozen=True, kw_only=True)
class LimitChange:
    """A limit before and after; `name` is that of the item's field."""

    name: str
    before: TimeLimit | None
    after: TimeLimit | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is different in the newer of two versions of an item."""

    added: tuple[Material, ...]
    dropped: tuple[Material, ...]
    changed: tuple[Replaced, ...]
    """Papers that are asked for in both, but otherwise."""
    limits: tuple[LimitChange, ...]
    others: tuple[str, ...]
    """Names of the item's other fields that differ."""
    places: Mapping[int, int]
    """From the number of each paper that stays to its number in the newer version."""

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """目录调整, 标准调整, both or neither."""
        listing = any(name in _NAMING for name in self.others)
        papers = self.added or self.dropped or self.changed or self._reordered
        standard = papers or self.limits or any(name not in _NAMING for name in self.others)
        return (
            *((ChangeKind.LISTING,) if listing else ()),
            *((ChangeKind.STANDARD,) if standard else ()),
        )

    def of(self, kind: ChangeKind) -> "Changes":
        """The part of this that is 目录调整, or the part that is 标准调整."""
        if kind is ChangeKind.LISTING:
            listed = tuple(name for name in self.others if name in _NAMING)
            return replace(self, added=(), dropped=(), changed=(), limits=(), others=listed)
        return replace(self, others=tuple(name for name in self.others if name not in _NAMING))

    @property
    def _reordered(self) -> bool:
        return [*self.places.values()] != sorted(self.places.values())


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One item that is not in `after` what it was in `before`: either is None where the item
    could not, or cannot, be asked for."""

    kind: ChangeKind
    before: Item | None
    after: Item | None
    since: date | None
    """From which day on; None: since ever, or at once."""

    @property
    def item(self) -> Item:
        """The item as it is now; as it was, if it is no more."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(old: Item, new: Item) -> Changes:
    """What `new` asks otherwise than `old`. A paper is the same as long as its name is;
    of papers with one name the first is the first."""
    pairs, added, dropped = _matched(old.materials, new.materials)
    return Changes(
        added=added,
        dropped=dropped,
        changed=tuple(pair for pair in pairs if _same_place(pair) != pair.after),
        limits=tuple(
            LimitChange(name=name, before=getattr(old, name), after=getattr(new, name))
            for name in _LIMITS
            if getattr(old, name) != getattr(new, name)
        ),
        others=tuple(_others(old, new)),
        places=MappingProxyType({pair.before.seq: pair.after.seq for pair in pairs}),
    )


def compare(old: Catalogue, new: Catalogue, day: date) -> tuple[Difference, ...]:
    """What becomes of each item, from this day on, when `new` takes the place of `old`; in the
    order of `new`, cancelled items last. An item may change in its listing and in its standard,
    and again with each version that is still to come."""
    found = [one for name in new.newest for one in _steps(old, new, name, day)]
    for name in dict.fromkeys((*new.newest, *old.newest)):
        end, was, now = new.cancelled_since(name), _usable(old, name, day), _usable(new, name, day)
        ends = now and end and end != old.cancelled_since(name)
        if ends or (was and not now):
            found.append(
                Difference(
                    kind=ChangeKind.CANCELLED, before=(was or now)[-1], after=None, since=end
                )
            )
    return tuple(found)


def _usable(catalogue: Catalogue, name: str, day: date) -> tuple[Item, ...]:
    """The version in force and those that are still to come."""
    now = catalogue.in_force(name, day)
    return (*((now,) if now else ()), *catalogue.coming(name, day))


def _steps(old: Catalogue, new: Catalogue, name: str, day: date) -> Iterator[Difference]:
    """From version to version, as far as `old` did not know it."""
    goes_on = old.cancelled_since(name) and not new.cancelled_since(name)
    was, now = () if goes_on else _usable(old, name, day), _usable(new, name, day)
    before = was[0] if was else None
    for item in now:
        if item not in was:
            yield from _step(before, item)
        before = item
    if was and now and was[-1].version > now[-1].version and now[-1] in was:
        yield from _step(was[-1], now[-1])


def _step(before: Item | None, after: Item) -> Iterator[Difference]:
    for kind in changes(before, after).kinds if before else (ChangeKind.ADDED,):
        yield Difference(kind=kind, before=before, after=after, since=after.effective_from)


def changed_appointments(
    old: Catalogue, new: Catalogue
) -> tuple[tuple[Appointed, ...], tuple[Appointed, ...]]:
    """The rows of the table of approvers that `new` brings, and those that it drops."""
    added = (row for row in new.approvers if row not in old.approvers)
    dropped = (row for row in old.approvers if row not in new.approvers)
    return tuple(added), tuple(dropped)


def silently_changed(kept: Iterable[Item], new: Catalogue) -> tuple[Item, ...]:
    """The versions of `kept` of which `new` says something else under the same number.

    A case that was begun with one of them would not know which it was begun with.
    """
    return tuple(
        item for item in kept if (new.item(item.id, item.version) or item) != item
    )  # fmt: skip


def _matched(
    old: tuple[Material, ...], new: tuple[Material, ...]
) -> tuple[tuple[Replaced, ...], tuple[Material, ...], tuple[Material, ...]]:
    """The papers of both by name, those of the new alone, those of the old alone."""
    waiting: defaultdict[str, list[Material]] = defaultdict(list)
    for material in new:
        waiting[material.name_zh].append(material)
    pairs: list[Replaced] = []
    dropped: list[Material] = []
    for material in old:
        same = waiting[material.name_zh]
        if same:
            pairs.append(Replaced(before=material, after=same.pop(0)))
        else:
            dropped.append(material)
    left = {material.seq for materials in waiting.values() for material in materials}
    added = tuple(material for material in new if material.seq in left)
    return tuple(pairs), added, tuple(dropped)


def _same_place(pair: Replaced) -> Material:
    """The paper as it was, under its new number."""
    return replace(pair.before, seq=pair.after.seq)


def _others(old: Item, new: Item) -> Iterator[str]:
    told = {*_LIMITS, "materials"} | _NO_CHANGE
    for name in (field.name for field in fields(Item)):
        if name not in told and getattr(old, name) != getattr(new, name):
            yield name

"""Which version of an item counts on which day. Today is always an argument.

A case keeps the version that it was begun with. On each day new cases are begun with the highest
version whose day has come; a later one is known ahead and told, and not usable yet.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

import msgspec

from station.domain import canon
from station.domain.approvers import Appointed, Approver
from station.domain.errors import StationError
from station.domain.items import Item, Words


class UnknownItem(StationError):
    """An item, or a version of one, that is not known here."""


def unknown_version(item: str, version: int) -> UnknownItem:
    """For a running case whose version of the item nobody has."""
    return UnknownItem(
        "version {version} of item {item} is not known at this station",
        "Restore the backup that has it, or use a catalogue that holds it:"
        " run.py catalogue FILE --use",
        item=item, version=version,
    )  # fmt: skip


class NotYetInForce(StationError):
    """An item, or a version of one, whose day is still to come."""


class NoLongerInForce(StationError):
    """An item, or a version of one, that takes no new cases any more."""


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """取消 (计划取消日期): from this day on no new case may begin with the item."""

    item: Words
    since: date


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every version of every item of a catalogue file, in its order."""

    versions: tuple[Item, ...]
    cancelled: tuple[Cancelled, ...] = ()
    approvers: tuple[Appointed, ...] = ()
    version: int = 0
    """The number of the file where it came from a district; 0 of one without."""

    @cached_property
    def mark(self) -> str:
        """By which two offices see whether their catalogues say the same: the beginning of a hash
        over all that it says, whatever the order and the spaces of the file."""
        rows = (
            sorted(self.versions, key=lambda one: (one.id, one.version)),
            sorted(self.cancelled, key=lambda one: one.item),
            sorted(self.approvers, key=lambda one: (one.item, one.since)),
        )
        name = hashlib.sha256(canon.write(msgspec.to_builtins(rows))).hexdigest()
        return "-".join(name[place : place + 4] for place in (0, 4, 8, 12))

    @cached_property
    def newest(self) -> Mapping[str, Item]:
        """The highest version of each item by id, of cancelled and of coming ones too."""
        return MappingProxyType({id_: rising[-1] for id_, rising in self._rising.items()})

    def on(self, day: date) -> Mapping[str, Item]:
        """The items with which a case may begin on this day, by id, in the order of the file."""
        found = {id_: self.in_force(id_, day) for id_ in self._rising}
        return MappingProxyType({id_: item for id_, item in found.items() if item})

    def in_force(self, id_: str, day: date) -> Item | None:
        """The version with which a case begins on this day; None if none can."""
        end = self._ends.get(id_)
        if end is not None and end <= day:
            return None
        return next((item for item in reversed(self.rising(id_)) if begins(item) <= day), None)

    def coming(self, id_: str, day: date) -> tuple[Item, ...]:
        """The versions of the item whose day is still to come, the nearest first."""
        end = self._ends.get(id_, date.max)
        return tuple(one for one in self.rising(id_) if day < begins(one) < end)

    def announced(self, day: date) -> Mapping[str, Item]:
        """The items whose first day is still to come, by id, as they will begin."""
        found = {id_: self.coming(id_, day) for id_ in self._rising if not self.in_force(id_, day)}
        return MappingProxyType({id_: coming[0] for id_, coming in found.items() if coming})

    def until(self, item: Item) -> date | None:
        """The first day on which no case may begin with this version; None if none is known."""
        later = [begins(one) for one in self.rising(item.id) if one.version > item.version]
        return min(filter(None, (*later, self._ends.get(item.id))), default=None)

    def rising(self, id_: str) -> tuple[Item, ...]:
        """All versions of this item, the lowest first; none of an item that is not here."""
        return self._rising.get(id_, ())

    def cancelled_since(self, id_: str) -> date | None:
        """The day from which on no case may begin with the item; None if none is known."""
        return self._ends.get(id_)

    def approver(self, item: Item, day: date) -> Approver:
        """Who answers for the decision of a case of this item that begins on this day."""
        past = [row for row in self.appointments(item.id) if row.since <= day]
        return past[-1].approver if past else Approver.of(item)

    def appointments(self, id_: str) -> tuple[Appointed, ...]:
        """The rows of the table of approvers for this item, in the order of their days."""
        return self._appointed.get(id_, ())

    def item(self, id_: str, version: int) -> Item | None:
        """This version of the item; None if the file does not have it."""
        return self._by_version.get((id_, version))

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, int], Item]:
        return {(item.id, item.version): item for item in self.versions}

    @cached_property
    def _ends(self) -> Mapping[str, date]:
        return {row.item: row.since for row in self.cancelled}

    @cached_property
    def _appointed(self) -> Mapping[str, tuple[Appointed, ...]]:
        found: defaultdict[str, list[Appointed]] = defaultdict(list)
        for row in sorted(self.approvers, key=lambda row: row.since):
            found[row.item].append(row)
        return {id_: tuple(rows) for id_, rows in found.items()}

    @cached_property
    def _rising(self) -> Mapping[str, tuple[Item, ...]]:
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.versions:
            found[item.id].append(item)
        return {
            id_: tuple(sorted(items, key=lambda item: item.version))
            for id_, items in found.items()
        }  # fmt: skip


def begins(item: Item) -> date:
    """The first day of this version."""
    return item.effective_from or date.min


def beginning(catalogue: Catalogue, id_: str, day: date) -> Item:
    """The version with which a case of this item begins on this day.

    Raises UnknownItem, NotYetInForce, NoLongerInForce.
    """
    found = catalogue.in_force(id_, day)
    if found is not None:
        return found
    coming, end = catalogue.coming(id_, day), catalogue.cancelled_since(id_)
    if coming:
        raise NotYetInForce(
            "item {item} takes cases from {day} on",
            "Until then no case can begin with it: keep the resident's question with"
            " run.py consult, and ask them to come back on that day.",
            item=id_, day=begins(coming[0]),
        )  # fmt: skip
    if end is not None:
        raise NoLongerInForce(
            "item {item} takes no new cases since {day}",
            "Cases that were begun before go on; ask the district what took its place.",
            item=id_, day=end,
        )  # fmt: skip
    raise UnknownItem(
        "there is no item {item} in this station's catalogue",
        "Search for it by words or pinyin; or synchronise to get new items.",
        item=id_,
    )


def same_version(catalogue: Catalogue, id_: str, version: int, day: date) -> Item:
    """The version that a form was typed for, if a case may begin with it on this day.

    Raises NotYetInForce, NoLongerInForce, UnknownItem.
    """
    now = beginning(catalogue, id_, day)
    told = {"item": id_, "version": version, "now": now.version}
    if version == now.version:
        return now
    if version < now.version:
        raise NoLongerInForce(
            "version {version} of item {item} takes no new cases any more",
            "Go on with version {now}; look at the papers again, for they may differ.",
            **told,
        )
    known = catalogue.item(id_, version)
    if known is None:
        raise UnknownItem(
            "version {version} of item {item} is not known at this station",
            "Go on with version {now}, which is in force.",
            **told,
        )
    raise NotYetInForce(
        "version {version} of item {item} takes cases from {day} on",
        "Go on with version {now}, which is in force.",
        day=begins(known), **told,
    )  # fmt: skip

"""What a new table of approvers says otherwise of days that are past.

A case carries who answered for its decision on the day it began, and the district judges by its
own table whether a station may decide. So a row that reaches back would take away cases that
were decided rightly: the past of the table stays as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from station.domain.approvers import Approver
from station.domain.effective import Catalogue, begins
from station.domain.errors import StationError
from station.domain.items import Item
from station.domain.versions import silently_changed


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """Who answered for an item from a day on, by the former table and by the new one."""

    item: str
    since: date
    was: Approver
    now: Approver


class PastRewritten(StationError):
    """The table of approvers changes who answered on days that are past."""

    def __init__(self, rows: tuple[Rewritten, ...], today: date) -> None:
        super().__init__(
            "who answered for decisions before today would change: {rows}",
            "Leave the rows of before as they are, and let changes begin on {today} or later.",
            rows=", ".join(f"{row.item} {row.since}" for row in rows), today=today,
        )  # fmt: skip


class NotHigher(StationError):
    """A version that is not above the one that is in force."""

    def __init__(self, version: int, highest: int) -> None:
        super().__init__(
            "version {version} is not above {highest}, which is in force",
            "Versions only go up: give the file the next one.",
            version=version, highest=highest,
        )  # fmt: skip


class SilentChange(StationError):
    """Items are not what they were, and bear the same version."""


def faults_of(
    now: Catalogue, new: Catalogue, today: date, *, past: bool
) -> Iterator[tuple[str, StationError]]:
    """Why `new` cannot take the place of `now`, by the part of the file. `past`: cases were begun
    by the table of approvers in `now`; the first catalogue of a place has no past.

    A running case would not know which of two items under one version it was begun with. What is
    still to come may be changed: no case was begun with it.
    """
    begun = (item for item in now.versions if begins(item) <= today)
    silent = silently_changed(begun, new)
    if silent:
        yield (
            "items",
            SilentChange(
                "changed without a new version: {items}",
                "Give each of them the next version.",
                items=", ".join(f"{item.id} v{item.version}" for item in silent),
            ),
        )
    changed = rewritten(now, new, today)
    if changed and past:
        yield "approvers", PastRewritten(changed, today)


def rewritten(old: Catalogue, new: Catalogue, today: date) -> tuple[Rewritten, ...]:
    """Where `new` says of days before today who answered, and `old` said somebody else; item by
    item in the order of the days. An item that one of the two does not have has no such past."""
    return tuple(
        row
        for name in old.newest
        if new.rising(name)
        for row in _of_item(old, new, name, today)
    )  # fmt: skip


def _of_item(old: Catalogue, new: Catalogue, name: str, today: date) -> Iterator[Rewritten]:
    """Between two days of the tables nothing changes; asked is who answered from each on."""
    rows = (*old.appointments(name), *new.appointments(name))
    days = sorted({row.since for row in rows if row.since < today})
    for day, until in pairwise((*days, today)):
        told = (
            (old.approver(one, day), new.approver(one, day)) for one in _begun(old, name, until)
        )
        otherwise = next(((was, now) for was, now in told if was != now), None)
        if otherwise is not None:
            was, now = otherwise
            yield Rewritten(item=name, since=day, was=was, now=now)


def _begun(catalogue: Catalogue, name: str, until: date) -> Iterator[Item]:
    """The versions with which cases may have begun before this day, the latest first."""
    return (one for one in reversed(catalogue.rising(name)) if begins(one) < until)

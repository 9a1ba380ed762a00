"""What an act is: a name, the fields that must be filled in, and how its event is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.code_lists import CodeList
from station.domain.dues import Reckoning
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.items import Item
from station.domain.local_rules import LocalRules
from station.domain.stamp import Stamp
from station.domain.values import Side


@dataclass(frozen=True, kw_only=True)
class Law:
    """What the rules need to know: the item, which days count, when the office closes, and
    what the place has ruled for itself."""

    item: Item
    """In the version of the case."""
    calendar: WorkCalendar
    closes: time
    rules: LocalRules
    newest: Item | None = None
    """The newest version of the item; None where it is not known, or takes no new cases."""
    areas: CodeList | None = None
    """行政区划代码, where the list is known."""
    heard: datetime | None = None
    """Up to when the entries of the window are here; None where all of them are, as at the
    window itself."""

    @property
    def reckoning(self) -> Reckoning:
        """By what the clocks of the case are counted."""
        return Reckoning(
            calendar=self.calendar, closes=self.closes, rules=self.rules, item=self.item
        )


@dataclass(frozen=True, kw_only=True)
class Told:
    """One wish to act: which act, by which end, on what case, by which law, who acts when, and
    the values of the fields (none yet while acts are only listed)."""

    act: str
    side: Side
    case: Case
    law: Law
    stamp: Stamp
    values: Mapping[str, Any]

    @property
    def head(self) -> dict[str, Any]:
        """What every event of a case carries."""
        return {"at": self.stamp.at, "by": self.stamp.by, "case": self.case.number}

    @property
    def today(self) -> date:
        """The day on which this is asked, in official time."""
        return self.stamp.day


Build = Callable[[Told], CaseEvent]
"""How the event of an act is made, once nothing is wrong with what was filled in."""
Look = Callable[[Told], Mapping[str, StationError]]
"""What is wrong by field with what was filled in and no field could see by itself. Values that
could not be understood are not there."""


def _all_well(_told: Told) -> Mapping[str, StationError]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that may be done. `title` is an English msgid."""

    name: str
    title: str
    event: type[CaseEvent]
    fields: tuple[Field, ...] = ()
    look: Look = _all_well
    build: Build


def past(told: Told, *names: str) -> dict[str, StationError]:
    """By its name each of these days that has passed already."""
    days = {name: told.values.get(name) for name in names}
    return {
        name: StationError("this day has passed", "Give {today} or later.", today=told.today)
        for name, day in days.items() if day is not None and day < told.today
    }  # fmt: skip


def not_past(*names: str) -> Look:
    """For acts whose days must still be to come."""
    return lambda told: past(told, *names)


def plain(event: type[CaseEvent]) -> Build:
    """For acts whose fields are the event's fields."""
    return lambda told: event(**told.head, **told.values)


def optional(name: str, label: str, kind: FieldKind = FieldKind.LINE) -> Field:
    """A field that may stay empty."""
    return Field(name=name, label=label, kind=kind, required=False)


def one_of(name: str, label: str, choices: type[Enum], *, required: bool = True) -> Field:
    """A field that takes one of these words."""
    words = tuple(str(one.value) for one in choices)
    return Field(name=name, label=label, kind=FieldKind.CHOICE, required=required, choices=words)


def yes_or_no(name: str, label: str, *, required: bool = True) -> Field:
    """A field that takes yes or no."""
    return Field(
        name=name, label=label, kind=FieldKind.CHOICE, choices=("yes", "no"), required=required
    )


REASON = Field(name="reason", label="Reason", kind=FieldKind.TEXT)
COMPANION = optional("companion", "Who came along, if by visit")
WORDS = Field(name="words", label="Words", kind=FieldKind.TEXT)
BASIS = Field(name="basis", label="Legal clause")
STATION_SAID = optional("station_said", "What the station said", FieldKind.TEXT)

"""What an act is: a name, the fields that must be filled in, and how its event is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.events import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.items import Item
from station.domain.stamp import Stamp


@dataclass(frozen=True, kw_only=True)
class Law:
    """What the rules need to know: the item as it is in force, which days count, when the
    office closes."""

    item: Item
    calendar: WorkCalendar
    closes: time


@dataclass(frozen=True, kw_only=True)
class Told:
    """One wish to act: the case, the law, who acts when, and the values of the fields."""

    case: Case
    law: Law
    stamp: Stamp
    values: Mapping[str, Any]

    @property
    def head(self) -> dict[str, Any]:
        """What every event of a case carries."""
        return {"at": self.stamp.at, "by": self.stamp.by, "case": self.case.number}


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that may be done. `title` is an English msgid."""

    name: str
    title: str
    event: type[CaseEvent]
    fields: tuple[Field, ...] = ()
    build: Callable[[Told], CaseEvent]


def plain(event: type[CaseEvent]) -> Callable[[Told], CaseEvent]:
    """For acts whose fields are the event's fields."""
    return lambda told: event(**told.head, **told.values)


REASON = Field(name="reason", label="Reason", kind=FieldKind.TEXT)

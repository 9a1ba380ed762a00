"""What the sheet of a day may know. It names nobody but those who work here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Worker:
    """Somebody who worked here on that day."""

    name: str
    role: str
    came: datetime
    """When they came first, and when they wrote their last entry."""
    last: datetime
    entries: int


@dataclass(frozen=True, kw_only=True, repr=False)
class DayEnd:
    """One day of a station, and the head of its journal when the sheet was printed."""

    day: date
    number: int
    """The last entry of the journal."""
    head: str
    """The hash after it, in hex digits."""
    counts: tuple[tuple[str, int], ...]
    """What happened, in words, and how often."""
    workers: tuple[Worker, ...]
    cases: tuple[str, ...]
    """The receipt numbers of the cases that were worked on."""
    signs: str
    """Who prints it."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "day_end": StationError("no day is meant", "Print it by: run.py day-end"),
        "day_end.head": StationError("the journal has no head", "Run: run.py verify"),
    }
)

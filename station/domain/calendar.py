"""Which days an office works, as the State Council's yearly notices set them.

行政许可法 82 counts working days without statutory holidays. A notice also moves rest days: a
weekday becomes a day off, a Saturday or Sunday a working day (补班); offices work by it, and so
do clocks. A year without a notice is never guessed here: `is_workday` raises, and whoever can
live with an estimate asks for one by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from station.domain.errors import StationError
from station.domain.holidays import statutory
from station.domain.reading import DataFaults, Flaw, Reader


class CalendarUnknown(StationError):
    """The notice for this year is not here."""


class CalendarFaults(DataFaults):
    """A calendar file cannot be used; each fault names its field."""


@dataclass(frozen=True, kw_only=True)
class WorkYear:
    """One year's notice. `off` and `work` name the holiday that each day belongs to."""

    about: str
    year: int
    version: int
    final: bool
    """False until the notice for the next year is known: it may change 29 to 31 December."""
    document: str | None
    """The number of the notice (国办发明电), where known."""
    issued: date | None
    sources: tuple[str, ...]
    off: Mapping[date, str]
    """Days off; weekends need not be listed."""
    work: Mapping[date, str]
    """Saturdays and Sundays on which offices work."""


def read_year(raw: object) -> WorkYear:
    """The year in a parsed calendar file. Raises CalendarFaults."""
    reader = Reader()
    named = str(raw.get("year", "-")) if isinstance(raw, Mapping) else "-"
    year = reader.read(WorkYear, raw, named)
    if year:
        for place, what in _contradictions(year):
            reader.note(named, place, what)
    if year is None or reader.faults:
        raise CalendarFaults("the calendar", tuple(reader.faults))
    return year


def _contradictions(year: WorkYear) -> Iterator[tuple[str, Flaw]]:
    for name, days in (("off", year.off), ("work", year.work)):
        for day in days:
            if day.year != year.year:
                yield f"{name}.{day}", Flaw("lies in another year")
    for day in year.work:
        if day.weekday() < 5:
            yield f"work.{day}", Flaw("is no Saturday or Sunday")
        if day in year.off:
            yield f"work.{day}", Flaw("is a day off as well")


class DayKind(Enum):
    """What a day is to an office, as an English msgid with a place for the holiday's name."""

    PLAIN = "a working day"
    WEEKEND = "weekend"
    OFF = "day off: {name}"
    WORKED = "a working weekend for {name}"
    OFF_BY_LAW = "day off by the law alone: {name}"
    """Estimated: the notice is not here."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """What a day is; `name` is the Chinese name of the holiday, or empty."""

    kind: DayKind
    name: str = ""

    @property
    def works(self) -> bool:
        """Whether offices work."""
        return self.kind in (DayKind.PLAIN, DayKind.WORKED)


@dataclass(frozen=True)
class WorkCalendar:
    """All years whose notices are here."""

    years: Mapping[int, WorkYear] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(frozenset(self.years))

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day. Raises CalendarUnknown."""
        return self.day(day).works

    def day(self, day: date) -> Day:
        """What the notice says of the day. Raises CalendarUnknown."""
        year = self.years.get(day.year)
        if year is None:
            raise CalendarUnknown(
                "the working days of {year} are not known here",
                "Fetch the calendar from the district: sync, or take it from a USB stick.",
                year=day.year,
            )
        if day in year.work:
            return Day(kind=DayKind.WORKED, name=year.work[day])
        if day in year.off:
            return Day(kind=DayKind.OFF, name=year.off[day])
        return Day(kind=DayKind.PLAIN if day.weekday() < 5 else DayKind.WEEKEND)

    def knows(self, day: date) -> bool:
        """Whether the notice for the day's year is here."""
        return day.year in self.years

    def may_change(self, day: date) -> bool:
        """Whether the next year's notice may still turn the day round.

        Notices have so far reached back to 29 December (2005, 2006, 2007, 2011, 2018).
        """
        known = self.years.get(day.year)
        return known is not None and not known.final and (day.month, day.day) >= (12, 29)

    def likely(self, day: date) -> Day:
        """The notice where it is here, else Monday to Friday less the holidays of the law.

        Without a notice nobody knows the working weekends: a count over such days can end
        too late as well as too early.
        """
        if self.knows(day):
            return self.day(day)
        named = statutory(day.year).get(day)
        if named:
            return Day(kind=DayKind.OFF_BY_LAW, name=named)
        return Day(kind=DayKind.PLAIN if day.weekday() < 5 else DayKind.WEEKEND)

"""When a limit ends, found by walking through time one unit after the other.

Written from the articles alone and as slowly as they read; it shares nothing with
`station.domain.deadlines`, which must find the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from station.domain.calendar import WorkCalendar
from station.domain.deadlines import Pause
from station.domain.holidays import statutory
from station.domain.items import Span, Unit

BEIJING = timezone(timedelta(hours=8))
DAY = timedelta(days=1)


@dataclass
class Walk:
    """Where the walk ended, and the days on its way that were not counted."""

    at: datetime
    provisional: bool = False
    outside: set[date] = field(default_factory=set)
    """Days of a pause."""
    off: set[date] = field(default_factory=set)
    """Days off that moved the end."""


def walk(
    start: datetime, limit: Span, calendar: WorkCalendar, closes: time, pauses: Sequence[Pause]
) -> Walk:
    """Walk from the moment of the beginning to the end."""
    here = Walk(at=start.astimezone(BEIJING))
    if limit.unit in (Unit.HOUR, Unit.MINUTE):
        for _ in range(limit.value):  # 民法典 201 (2): in hours it runs from the moment itself
            here.at += timedelta(hours=1) if limit.unit is Unit.HOUR else timedelta(minutes=1)
        return here
    paused = {day for pause in pauses for day in _days_after(pause)}
    day = here.at.date()  # 民法典 201: the first day is not counted
    left = limit.value
    while left:
        day += DAY
        if day in paused:  # 行政许可法 45
            here.outside.add(day)
        elif limit.unit is not Unit.WORKING_DAY or _office_works(day, calendar, here):
            left -= 1
    if limit.value and limit.unit is Unit.CALENDAR_DAY:
        while day in paused or not _office_works(day, calendar, here):  # 民法典 203
            if day in paused:
                here.outside.add(day)
            day += DAY
    end = datetime.combine(day, closes, BEIJING)  # 民法典 203: until business stops
    here.at = end if end > here.at else here.at
    return here


def _days_after(pause: Pause) -> list[date]:
    """A pause from a to b takes away the days a+1 to b."""
    days = []
    day = pause.begins
    while day < pause.ends:
        day += DAY
        days.append(day)
    return days


def _office_works(day: date, calendar: WorkCalendar, here: Walk) -> bool:
    """行政许可法 82, by the notice; by the law alone where the notice is missing."""
    notice = calendar.years.get(day.year)
    if notice is None:
        here.provisional = True
        works = day.weekday() not in (5, 6) and day not in statutory(day.year)
    else:
        works = day in notice.work or (day.weekday() not in (5, 6) and day not in notice.off)
    if not works:
        here.off.add(day)
    return works

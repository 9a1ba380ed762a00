"""Random limits, counted by the program and by two others, who must find the same.

    python -m tests.torture.deadlines --cases 100000

The first is the slow walk of `tests.domain.oracle`. A case is a start in any time zone, a limit
in any unit, up to four pauses (apart, touching, overlapping, begun before the start, running over
the end, of no length or less), an extension, an office's closing time and a calendar: the official
one, one that lacks years, or one with made-up notices. End, doubt and the days not counted must be
the same.

The second is the package chinesecalendar, on counts of working days from 2004 to 2026.
"""

import argparse
import random
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from time import monotonic

import chinese_calendar

from station.domain.calendar import DayKind, WorkCalendar, WorkYear
from station.domain.deadlines import Due, Note, Pause, due
from station.domain.items import Span, Unit
from tests.domain.oracle import walk
from tests.makers import BEIJING, calendar, work_year

FIRST, LAST = date(2003, 6, 1), date(2038, 12, 31)
ZONES = tuple(timezone(timedelta(hours=hours)) for hours in (8, 8, 8, 0, -5, 14))
CLOSING = (time(17), time(17, 30), time(11, 30), time(23, 59))
MOST = {
    Unit.WORKING_DAY: 60, Unit.CALENDAR_DAY: 95, Unit.NATURAL_DAY: 95, Unit.HOUR: 100,
    Unit.MINUTE: 200,
}  # fmt: skip
LONGEST_COUNT = 60
WORKED = date(2005, 12, 31)
"""国办发明电〔2005〕35号 has offices work on this Saturday; chinesecalendar has it off."""
NOT_COUNTED = (DayKind.WEEKEND, DayKind.OFF, DayKind.OFF_BY_LAW)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One question. `extra` is the extension in the same units."""

    start: datetime
    span: Span
    extra: int
    known: WorkCalendar
    closes: time
    pauses: tuple[Pause, ...]


def limits(count: int, *, seed: int) -> Iterator[Limit]:
    """So many random questions; the same seed asks the same."""
    rng = random.Random(seed)
    calendars = _calendars(rng)
    for _ in range(count):
        day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
        clock = time(rng.randrange(24), rng.randrange(60))
        unit = rng.choice((*MOST, Unit.WORKING_DAY, Unit.CALENDAR_DAY))
        yield Limit(
            start=datetime.combine(day, clock, rng.choice(ZONES)),
            span=Span(value=rng.randint(0, MOST[unit]), unit=unit),
            extra=rng.choice((0, 0, 0, 10, 15)),
            known=rng.choice(calendars),
            closes=rng.choice(CLOSING),
            pauses=tuple(_pauses(day, rng)),
        )


def _calendars(rng: random.Random) -> Sequence[WorkCalendar]:
    official = calendar().years
    some = {year: notice for year, notice in official.items() if rng.random() < 0.6}
    made_up = {year: _notice(year, rng) for year in range(FIRST.year, LAST.year + 2)}
    return (
        WorkCalendar(official), WorkCalendar(official), WorkCalendar(some), WorkCalendar({}),
        WorkCalendar(made_up),
    )  # fmt: skip


def _notice(year: int, rng: random.Random) -> WorkYear:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    return work_year(
        year,
        off={day: "示例" for day in days if day.weekday() < 5 and rng.random() < 0.1},
        work={day: "示例" for day in days if day.weekday() >= 5 and rng.random() < 0.2},
        final=rng.random() < 0.5,
    )


def _pauses(start: date, rng: random.Random) -> Iterator[Pause]:
    """Each begins near the start of the limit, or where the one before it ended or was under way"""
    before: Pause | None = None
    for number in range(rng.choice((0, 0, 1, 1, 2, 3, 4))):
        begins = start + timedelta(days=rng.randint(-25, 50))
        if before and rng.random() < 0.5:
            begins = before.ends - timedelta(days=rng.choice((0, 0, 1, 5)))
        length = rng.choice((0, 1, 7, rng.randint(-3, 30), rng.randint(20, 90)))
        before = Pause(begins=begins, ends=begins + timedelta(days=length), why=f"示例{number}")
        yield before


def difference(one: Limit) -> str:
    """How the program's answer differs from the walk's; empty if it does not."""
    span = replace(one.span, value=one.span.value + one.extra)
    found = due(one.start, span, one.known, one.closes, one.pauses)
    walked = walk(one.start, span, one.known, one.closes, one.pauses)
    outside, off = _days(found, (Note.OUTSIDE,)), _days(found, NOT_COUNTED)
    mine = (found.at, found.provisional, outside, off)
    theirs = (walked.at, walked.provisional, walked.outside, walked.off)
    return "" if mine == theirs else f"{one}\n  program {mine}\n  walk    {theirs}"


def _days(found: Due, reasons: tuple[DayKind | Note, ...]) -> set[date]:
    return {
        remark.first + timedelta(days=number)
        for remark in found.explanation
        if remark.why in reasons
        for number in range((remark.last - remark.first).days + 1)
    }


@dataclass(frozen=True, kw_only=True)
class Count:
    """A count of working days, as the program ends it and as chinesecalendar does."""

    start: date
    value: int
    mine: date
    theirs: date


def counts(count: int, *, seed: int) -> Iterator[Count]:
    """So many of all counts of 1 to 60 working days that lie within 2004 to 2026."""
    first, last = date(2004, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    worked = [day for day in days if chinese_calendar.is_workday(day)]
    official = calendar()
    for place in random.Random(seed).sample(range(len(days) * LONGEST_COUNT), count):
        number, value = place // LONGEST_COUNT, 1 + place % LONGEST_COUNT
        end = bisect_right(worked, days[number]) + value - 1
        if end < len(worked):
            start = datetime.combine(days[number], time(10), BEIJING)
            mine = due(start, Span(value=value, unit=Unit.WORKING_DAY), official, CLOSING[0])
            yield Count(start=days[number], value=value, mine=mine.at.date(), theirs=worked[end])


def main() -> int:
    """Counts so many limits both ways and prints how many differ; 1 if any does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = monotonic()
    differ = [told for one in limits(given.cases, seed=given.seed) if (told := difference(one))]
    tried = list(counts(given.cases, seed=given.seed))
    strange = [one for one in tried if one.mine != one.theirs]
    unexplained = [one for one in strange if not one.start < WORKED <= one.mine]
    rows = {
        "limits counted twice": given.cases,
        "that end differently": len(differ),
        "counts compared with chinesecalendar": len(tried),
        f"that end differently over {WORKED}": len(strange) - len(unexplained),
        "that end differently elsewhere": len(unexplained),
        "seconds": round(monotonic() - began),
        "seed": given.seed,
    }
    for what, count in rows.items():
        sys.stdout.write(f"{what:45}{count:>8}\n")
    sys.stdout.writelines(f"{told}\n" for told in (*differ, *unexplained)[:10])
    return 1 if differ or unexplained else 0


if __name__ == "__main__":
    sys.exit(main())

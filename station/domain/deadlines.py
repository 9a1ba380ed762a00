"""When a limit ends, and why on that day.

民法典 201: the day on which a period begins is not counted; one counted in hours runs at once.
民法典 203: a period whose last day is a day off ends on the next working day; the last day
ends when the office closes. 行政许可法 82: its periods are working days.
行政许可法 45: time outside the clock is not counted when the applicant was told in writing.

What depends on a year whose notice is not here is estimated, and says so: a provisional date
can be wrong by days both ways, and lists and alarms must treat it so.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from station.domain.calendar import DayKind, WorkCalendar
from station.domain.errors import StationError
from station.domain.holidays import lunar_known
from station.domain.items import Span, Unit
from station.domain.stamp import OFFICIAL_TIME

PROVISIONAL_MARGIN = 3
"""Working days by which alarms on a provisional date come earlier. Measured over 2014-2025
and limits up to 60 working days: without the notices no estimate was more than 3 too late."""

_FAR = timedelta(days=3660)
"""Longer limits are watched in plain days: no date from outside makes a list wait."""
_ONE_DAY = timedelta(days=1)
_FIRST_DAY = "民法典第二百零一条"
_LAST_DAY = "民法典第二百零三条"
_WORKING_DAYS = "行政许可法第八十二条"
_OUTSIDE = "行政许可法第四十五条"
_HOLIDAYS = "全国年节及纪念日放假办法第二条、第六条"


class OutOfTime(StationError):
    """A date that no calendar can hold."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Time outside the clock: the days after `begins` up to `ends` are not counted.

    Of a pause that still runs `ends` is today. `why` is the kind told to the applicant.
    """

    begins: date
    ends: date
    why: str


class Note(Enum):
    """What there is to say about a day besides its `DayKind`: English msgids."""

    FIRST_DAY = "the first day is not counted"
    OUTSIDE = "outside the clock: {name}"
    TAKES_NOTHING = "outside the clock, but takes no further day away: {name}"
    MOVED = "the last day is a day off: the period ends later"
    CLOSES = "ends when the office closes"
    ON_THE_SPOT = "on the spot: the same day before closing"
    RUNS = "runs at once, day and night"
    MAY_CHANGE = "the notice for {name} may still change this day"
    ESTIMATED = "estimated: the notice for {name} is not here; the date may move both ways"
    ESTIMATED_BLIND = (
        "estimated: neither the notice nor the lunar holidays of {name} are here; "
        "the date may move both ways, most likely later"
    )


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Why a run of days was skipped or counted. `name` fills the place in the words."""

    first: date
    last: date
    why: DayKind | Note
    name: str = ""
    law: str = ""

    @property
    def words(self) -> str:
        """The msgid of the reason."""
        return str(self.why.value)


@dataclass(frozen=True, kw_only=True)
class Due:
    """When a limit that began at `start` ends, and how that was found."""

    start: datetime
    at: datetime
    provisional: bool
    """The notice of a year it runs through is not here: the date may still move."""
    explanation: tuple[Remark, ...]
    pauses: tuple[Pause, ...] = ()
    """What was outside the clock: `standing` counts no time left or gone there."""


def due(
    start: datetime,
    limit: Span,
    calendar: WorkCalendar,
    closes: time,
    pauses: Sequence[Pause] = (),
) -> Due:
    """The end of a limit; `closes` is when the office closes, in official time.

    A value of 0 means on the spot: the same day before closing. Pauses are whole days and do
    not move limits in hours and minutes. Raises OutOfTime.
    """
    try:
        start = _official(start)
    except OverflowError:
        raise _out_of_time() from None
    if limit.unit in (Unit.HOUR, Unit.MINUTE):
        return _running_time(start, limit, pauses)
    held = tuple(pauses)
    try:
        last, provisional, why = _walked(calendar, start.date(), limit.value, limit.unit, held)
    except OverflowError:
        raise _out_of_time() from None
    at = max(start, datetime.combine(last, closes, tzinfo=start.tzinfo))
    return Due(start=start, at=at, provisional=provisional, explanation=why, pauses=held)


@lru_cache(maxsize=512)
def _walked(
    calendar: WorkCalendar, first: date, value: int, unit: Unit, pauses: tuple[Pause, ...]
) -> tuple[date, bool, tuple[Remark, ...]]:
    """The last day, whether it is provisional, and why. Remembered: the cases of one day have the
    same limits. Raises OverflowError."""
    count = _Count(calendar=calendar, unit=unit, pauses=pauses)
    last = count.last(first, value)
    provisional = any(not calendar.knows(day) for day in count.asked)
    why = _explain(first, last, value, count, calendar)
    return last, provisional, (*why, *_idle(pauses, count.used))


def _out_of_time() -> OutOfTime:
    return OutOfTime("no calendar goes so far", "Check the year of the first day.")


def _official(moment: datetime) -> datetime:
    return moment.astimezone(OFFICIAL_TIME) if moment.tzinfo else moment


def _running_time(start: datetime, limit: Span, pauses: Sequence[Pause]) -> Due:
    step = timedelta(hours=1) if limit.unit is Unit.HOUR else timedelta(minutes=1)
    try:
        at = start + limit.value * step
    except OverflowError:
        raise _out_of_time() from None
    runs = Remark(first=start.date(), last=at.date(), why=Note.RUNS, law=_FIRST_DAY)
    return Due(start=start, at=at, provisional=False, explanation=(runs, *_idle(pauses, ())))


class _Count:
    """One walk over the days after the first, and what was met on the way."""

    def __init__(self, *, calendar: WorkCalendar, unit: Unit, pauses: Sequence[Pause]) -> None:
        self._calendar = calendar
        self._unit = unit
        self._pauses = pauses
        self.asked: list[date] = []
        """The days whose place in the working calendar mattered."""
        self.remarks: list[Remark] = []
        self.used: set[Pause] = set()
        """The pauses that took a day away."""

    def last(self, day: date, value: int) -> date:
        """The last day of a limit of so many units after `day`."""
        for _ in range(value):
            day = self._next(day, working=self._unit is Unit.WORKING_DAY)
        if value and self._unit is Unit.CALENDAR_DAY:
            before = len(self.remarks)
            if not self._works(day):
                moved = Remark(first=day, last=day, why=Note.MOVED, law=_LAST_DAY)
                self.remarks.insert(before, moved)
                day = self._next(day, working=True)
        return day

    def _next(self, day: date, *, working: bool) -> date:
        day += _ONE_DAY
        while (pause := _pause_on(day, self._pauses)) or (working and not self._works(day)):
            if pause:
                self.used.add(pause)
                outside = Remark(
                    first=day, last=pause.ends, why=Note.OUTSIDE, name=pause.why, law=_OUTSIDE
                )
                self.remarks.append(outside)
                day = pause.ends
            day += _ONE_DAY
        return day

    def _works(self, day: date) -> bool:
        found = self._calendar.likely(day)
        self.asked.append(day)
        if found.kind is not DayKind.PLAIN:
            rule = _WORKING_DAYS if self._unit is Unit.WORKING_DAY else _LAST_DAY
            law = _HOLIDAYS if found.kind is DayKind.OFF_BY_LAW else rule
            remark = Remark(first=day, last=day, why=found.kind, name=found.name, law=law)
            self.remarks.append(remark)
        return found.works


def _pause_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    return next((one for one in pauses if one.begins < day <= one.ends), None)


def _idle(pauses: Sequence[Pause], used: Collection[Pause]) -> Iterator[Remark]:
    for one in pauses:
        if one not in used:
            yield Remark(
                first=one.begins, last=one.ends, why=Note.TAKES_NOTHING, name=one.why,
                law=_OUTSIDE,
            )  # fmt: skip


def _explain(
    first: date, last: date, value: int, count: _Count, calendar: WorkCalendar
) -> Iterator[Remark]:
    if not value:
        yield Remark(first=first, last=first, why=Note.ON_THE_SPOT)
        return
    yield Remark(first=first, last=first, why=Note.FIRST_DAY, law=_FIRST_DAY)
    yield from _runs(count.remarks)
    yield Remark(first=last, last=last, why=Note.CLOSES, law=_LAST_DAY)
    yield from _doubts(count.asked, calendar)


def _runs(remarks: Sequence[Remark]) -> Iterator[Remark]:
    """Neighbouring days with one reason become one remark."""
    run: Remark | None = None
    for remark in remarks:
        if run and remark.first == run.last + _ONE_DAY and _reason(remark) == _reason(run):
            run = replace(run, last=remark.last)
        else:
            if run:
                yield run
            run = remark
    if run:
        yield run


def _reason(remark: Remark) -> tuple[DayKind | Note, str, str]:
    return remark.why, remark.name, remark.law


def _doubts(asked: Sequence[date], calendar: WorkCalendar) -> Iterator[Remark]:
    for year in sorted({day.year for day in asked if not calendar.knows(day)}):
        why = Note.ESTIMATED if lunar_known(year) else Note.ESTIMATED_BLIND
        first, last = date(year, 1, 1), date(year, 12, 31)
        yield Remark(first=first, last=last, why=why, name=str(year), law=_HOLIDAYS)
    for day in asked:
        if calendar.may_change(day):
            yield Remark(first=day, last=day, why=Note.MAY_CHANGE, name=str(day.year + 1))


# ---- how urgent


class Standing(Enum):
    """The lights: common practice, by no law."""

    GREEN = "green"
    YELLOW = "yellow"
    """Two working days or a fifth of the time are left."""
    RED = "red"
    """Overdue."""


def standing(due: Due, now: datetime, calendar: WorkCalendar) -> Standing:
    """How urgent it is. The day of `now` does not count as left, and no day outside the clock
    counts as left or gone; limits that end on the day they began are measured in minutes.

    While a pause still runs, `due` is made anew with the pause up to the day of `now`: the end
    moves on with each such day, and the light stays as it was.
    """
    now = _official(now)
    if now > due.at:
        return Standing.RED
    if due.start.date() == due.at.date():
        late = (due.at - now) * 5 <= due.at - due.start
        return Standing.YELLOW if late else Standing.GREEN
    left = _working_days(calendar, max(now, due.start).date(), due)
    whole = _working_days(calendar, due.start.date(), due)
    margin = PROVISIONAL_MARGIN if due.provisional else 0
    late = left <= 2 + margin or left * 5 <= whole
    return Standing.YELLOW if late else Standing.GREEN


def _working_days(calendar: WorkCalendar, first: date, due: Due) -> int:
    """How many there are after `first` up to the end, but for those outside the clock."""
    if due.at - due.start > _FAR:
        return (due.at.date() - first).days
    days = (first + n * _ONE_DAY for n in range(1, (due.at.date() - first).days + 1))
    return sum(calendar.likely(day).works for day in days if not _pause_on(day, due.pauses))

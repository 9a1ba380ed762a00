"""When a limit ends, and why on that day.

民法典 201: the day on which a period begins is not counted; one counted in hours runs at once.
民法典 203: a period whose last day is a day off ends on the next working day; the last day
ends when the office closes. 行政许可法 82: its periods are working days.
行政许可法 45: time outside the clock is not counted when the applicant was told in writing.

What depends on a year whose notice is not here is estimated, and says so: a provisional date
can be wrong by days both ways, and lists and alarms must treat it so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from station.domain.calendar import DayKind, WorkCalendar
from station.domain.errors import StationError
from station.domain.holidays import lunar_known
from station.domain.items import Span, Unit
from station.domain.stamp import OFFICIAL_TIME

PROVISIONAL_MARGIN = 3
"""Working days by which alarms on a provisional date come earlier. Measured over 2014-2025
and limits up to 60 working days: without the notices no estimate was more than 3 too late."""

_ONE_DAY = timedelta(days=1)
_FIRST_DAY = "民法典第二百零一条"
_LAST_DAY = "民法典第二百零三条"
_WORKING_DAYS = "行政许可法第八十二条"
_OUTSIDE = "行政许可法第四十五条"
_HOLIDAYS = "全国年节及纪念日放假办法第二条、第六条"


class BadSpan(StationError):
    """Not a length of time."""


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
        return _running_time(start, limit)
    count = _Count(calendar=calendar, unit=limit.unit, pauses=pauses)
    try:
        last = count.last(start.date(), limit.value)
    except OverflowError:
        raise _out_of_time() from None
    at = max(start, datetime.combine(last, closes, tzinfo=start.tzinfo))
    return Due(
        start=start,
        at=at,
        provisional=any(not calendar.knows(day) for day in count.asked),
        explanation=tuple(_explain(start.date(), last, limit, count, calendar)),
    )


def _out_of_time() -> OutOfTime:
    return OutOfTime("no calendar goes so far", "Check the year of the first day.")


def _official(moment: datetime) -> datetime:
    return moment.astimezone(OFFICIAL_TIME) if moment.tzinfo else moment


def _running_time(start: datetime, limit: Span) -> Due:
    step = timedelta(hours=1) if limit.unit is Unit.HOUR else timedelta(minutes=1)
    try:
        at = start + limit.value * step
    except OverflowError:
        raise _out_of_time() from None
    runs = Remark(first=start.date(), last=at.date(), why=Note.RUNS, law=_FIRST_DAY)
    return Due(start=start, at=at, provisional=False, explanation=(runs,))


class _Count:
    """One walk over the days after the first, and what was met on the way."""

    def __init__(self, *, calendar: WorkCalendar, unit: Unit, pauses: Sequence[Pause]) -> None:
        self._calendar = calendar
        self._unit = unit
        self._pauses = pauses
        self.asked: list[date] = []
        """The days whose place in the working calendar mattered."""
        self.remarks: list[Remark] = []

    def last(self, day: date, value: int) -> date:
        """The last day of a limit of so many units after `day`."""
        for _ in range(value):
            day = self._next(day, working=self._unit is Unit.WORKING_DAY)
        if value and self._unit is Unit.CALENDAR_DAY and not self._works(day):
            self._remark(day, Note.MOVED, law=_LAST_DAY)
            day = self._next(day, working=True)
        return day

    def _next(self, day: date, *, working: bool) -> date:
        day += _ONE_DAY
        while (pause := self._pause(day)) or (working and not self._works(day)):
            if pause:
                self._remark(day, Note.OUTSIDE, name=pause.why, law=_OUTSIDE)
            day += _ONE_DAY
        return day

    def _pause(self, day: date) -> Pause | None:
        return next((one for one in self._pauses if one.begins < day <= one.ends), None)

    def _works(self, day: date) -> bool:
        found = self._calendar.likely(day)
        self.asked.append(day)
        if found.kind is not DayKind.PLAIN:
            law = _HOLIDAYS if found.kind is DayKind.OFF_BY_LAW else _WORKING_DAYS
            self._remark(day, found.kind, name=found.name, law=law)
        return found.works

    def _remark(self, day: date, why: DayKind | Note, *, name: str = "", law: str) -> None:
        self.remarks.append(Remark(first=day, last=day, why=why, name=name, law=law))


def _explain(
    first: date, last: date, limit: Span, count: _Count, calendar: WorkCalendar
) -> Iterator[Remark]:
    if not limit.value:
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
        if (
            run
            and replace(remark, first=run.first) == replace(run, last=remark.last)
            and remark.first == run.last + _ONE_DAY
        ):
            run = replace(run, last=remark.last)
            continue
        if run:
            yield run
        run = remark
    if run:
        yield run


def _doubts(asked: Sequence[date], calendar: WorkCalendar) -> Iterator[Remark]:
    for year in sorted({day.year for day in asked if not calendar.knows(day)}):
        why = Note.ESTIMATED if lunar_known(year) else Note.ESTIMATED_BLIND
        yield Remark(
            first=date(year, 1, 1), last=date(year, 12, 31), why=why, name=str(year),
            law=_HOLIDAYS,
        )  # fmt: skip
    for day in asked:
        if calendar.may_change(day):
            yield Remark(
                first=day, last=day, why=Note.MAY_CHANGE,
                name=str(day.year + 1),
            )  # fmt: skip


# ---- how urgent


class Standing(Enum):
    """The lights: common practice, by no law."""

    GREEN = "green"
    YELLOW = "yellow"
    """Two working days or a fifth of the time are left."""
    RED = "red"
    """Overdue."""


def standing(due: Due, now: datetime, calendar: WorkCalendar) -> Standing:
    """How urgent it is. The day of `now` does not count as left; limits that end on the day
    they began are measured in minutes."""
    now = _official(now)
    if now > due.at:
        return Standing.RED
    if due.start.date() == due.at.date():
        late = (due.at - now) * 5 <= due.at - due.start
        return Standing.YELLOW if late else Standing.GREEN
    left = _working_days(calendar, now.date(), due.at.date())
    whole = _working_days(calendar, due.start.date(), due.at.date())
    margin = PROVISIONAL_MARGIN if due.provisional else 0
    late = left <= 2 + margin or left * 5 <= whole
    return Standing.YELLOW if late else Standing.GREEN


def _working_days(calendar: WorkCalendar, first: date, last: date) -> int:
    """How many there are after `first` up to `last`."""
    days = (first + n * _ONE_DAY for n in range(1, (last - first).days + 1))
    return sum(calendar.likely(day).works for day in days)


# ---- as people write it

_UNITS = {
    "wd": Unit.WORKING_DAY, "工作日": Unit.WORKING_DAY, "个工作日": Unit.WORKING_DAY,
    "d": Unit.CALENDAR_DAY, "日": Unit.CALENDAR_DAY, "天": Unit.CALENDAR_DAY,
    "nd": Unit.NATURAL_DAY, "自然日": Unit.NATURAL_DAY, "个自然日": Unit.NATURAL_DAY,
    "h": Unit.HOUR, "小时": Unit.HOUR, "个小时": Unit.HOUR,
    "min": Unit.MINUTE, "分钟": Unit.MINUTE,
}  # fmt: skip
_SPAN = re.compile(r"([0-9]{1,4})\s*([a-z]+|[\u4e00-\u9fff]+)", re.IGNORECASE)


def parse_span(text: str) -> Span:
    """`20wd`, `15d`, `7nd`, `24h`, `30min`, or the Chinese words. Raises BadSpan."""
    found = _SPAN.fullmatch(text.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        raise BadSpan(
            "{text} is no length of time",
            "Write 20wd (working days), 15d (days), 7nd (natural days), 24h or 30min.",
            text=text,
        )
    return Span(value=int(found[1]), unit=unit)

"""When limits end, and why on that day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar as oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from station.domain.calendar import DayKind, WorkCalendar
from station.domain.deadlines import (
    Note,
    OutOfTime,
    Pause,
    due,
)
from station.domain.items import Span, Unit
from station.domain.spans import parse_span
from tests.domain.limits import CLOSES, OFFICIAL, ends, said
from tests.makers import BEIJING, at


def last_day(start: str, span: str, *pauses: Pause) -> str:
    return ends(start, span, OFFICIAL, *pauses).at.date().isoformat()


def test_an_end_is_by_the_calendar_that_is_asked_whatever_was_counted_by_another() -> None:
    year = OFFICIAL.years[2026]
    closed = WorkCalendar({**OFFICIAL.years, 2026: replace(year, off={date(2026, 11, 23): "示例"})})

    days = [ends("2026-11-20", "1wd", by).at.day for by in (OFFICIAL, closed, OFFICIAL, closed)]

    assert days == [23, 24, 23, 24]


# ---- working days (行政许可法 82)


@pytest.mark.parametrize(
    ("start", "value", "last"),
    [
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-12", 20, "2026-03-18"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-24", 10, "2026-10-15"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2026-11-23", 20, "2026-12-21"),
        ("2026-12-03", 20, "2026-12-31"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
    ],
)
def test_working_days_are_counted_by_the_official_calendar(
    start: str, value: int, last: str
) -> None:
    found = ends(start, f"{value}wd")

    assert found.at == at(f"{last} 17:00")
    assert not found.provisional


known_days = st.dates(min_value=date(2004, 1, 1), max_value=date(2025, 12, 31))
counts = st.integers(min_value=1, max_value=60)
small = st.integers(min_value=0, max_value=25)
day_units = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.NATURAL_DAY])


def on(day: date, value: int, unit: Unit) -> date:
    start = datetime.combine(day, time(10), BEIJING)
    return due(start, Span(value=value, unit=unit), OFFICIAL, CLOSES).at.date()


@given(known_days, counts)
def test_a_count_of_working_days_agrees_with_chinesecalendar(start: date, value: int) -> None:
    last = on(start, value, Unit.WORKING_DAY)
    assume(last.year <= 2026 and not start < date(2005, 12, 31) <= last + timedelta(days=1))

    days = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    assert sum(oracle.is_workday(day) for day in days) == value


@given(known_days, counts, day_units)
def test_one_more_unit_never_ends_earlier(start: date, value: int, unit: Unit) -> None:
    assert on(start, value, unit) <= on(start, value + 1, unit)


@given(known_days, counts)
def test_one_more_working_day_ends_later_and_on_a_working_day(start: date, value: int) -> None:
    last = on(start, value, Unit.WORKING_DAY)

    assert OFFICIAL.is_workday(last)
    assert last < on(start, value + 1, Unit.WORKING_DAY)


@given(known_days, small, small)
def test_two_limits_of_working_days_in_a_row_are_one(start: date, a: int, b: int) -> None:
    unit = Unit.WORKING_DAY

    assert on(on(start, a, unit), b, unit) == on(start, a + b, unit)


@given(known_days, counts)
def test_an_earlier_start_never_ends_later(start: date, value: int) -> None:
    earlier = start - timedelta(days=1)
    assume(earlier.year >= 2004)

    assert on(earlier, value, Unit.WORKING_DAY) <= on(start, value, Unit.WORKING_DAY)


@given(known_days, counts)
def test_every_day_is_counted_or_explained(start: date, value: int) -> None:
    first = datetime.combine(start, time(10), BEIJING)
    found = due(first, Span(value=value, unit=Unit.WORKING_DAY), OFFICIAL, CLOSES)
    skipped = sum(
        (remark.last - remark.first).days + 1
        for remark in found.explanation
        if remark.why in (DayKind.WEEKEND, DayKind.OFF)
    )

    assert (found.at.date() - start).days == value + skipped


# ---- calendar, natural, hours and minutes (民法典 201, 203)


@pytest.mark.parametrize(
    ("start", "span", "last"),
    [
        ("2026-11-20", "15d", "2026-12-07"),
        ("2026-11-20", "10d", "2026-11-30"),
        ("2026-09-16", "15d", "2026-10-08"),
        ("2026-02-07", "7d", "2026-02-14"),
        ("2026-02-08", "7d", "2026-02-24"),
        ("2026-11-20", "15nd", "2026-12-05"),
        ("2026-09-16", "15nd", "2026-10-01"),
    ],
)
def test_a_period_in_days_moves_off_a_day_off_unless_it_is_in_natural_days(
    start: str, span: str, last: str
) -> None:
    assert last_day(start, span) == last


def test_a_period_in_natural_days_asks_no_calendar() -> None:
    found = ends("2026-12-20", "30nd")

    assert found.at == at("2027-01-19 17:00")
    assert not found.provisional


@pytest.mark.parametrize(
    ("span", "end"),
    [("24h", "2026-11-21 10:00"), ("30min", "2026-11-20 10:30"), ("48h", "2026-11-22 10:00")],
)
def test_hours_and_minutes_run_at_once_and_through_the_weekend(span: str, end: str) -> None:
    assert ends("2026-11-20", span).at == at(end)


def test_on_the_spot_is_before_closing() -> None:
    assert ends("2026-11-20", "0wd").at == at("2026-11-20 17:00")
    assert ends("2026-11-22", "0d").at == at("2026-11-22 17:00")


def test_who_comes_after_closing_is_served_at_once() -> None:
    late = at("2026-11-20 18:30")

    assert due(late, parse_span("0wd"), OFFICIAL, CLOSES).at == late
    assert due(late, parse_span("1wd"), OFFICIAL, CLOSES).at == at("2026-11-23 17:00")


def test_the_day_is_the_day_in_beijing() -> None:
    night = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)

    assert due(night, parse_span("1wd"), OFFICIAL, CLOSES).at == at("2026-11-23 17:00")


@pytest.mark.parametrize("start", ["0001-01-01T00:00+14:00", "9999-12-31T23:00-12:00"])
@pytest.mark.parametrize("span", ["1wd", "1h"])
def test_a_moment_that_is_no_day_in_beijing_is_out_of_time(start: str, span: str) -> None:
    with pytest.raises(OutOfTime):
        due(datetime.fromisoformat(start), parse_span(span), OFFICIAL, CLOSES)


def test_no_limit_runs_beyond_the_calendar_of_the_world() -> None:
    for span in ("60wd", "60d", "9999h"):
        with pytest.raises(OutOfTime) as refused:
            ends("9999-12-01", span)
        assert refused.value.hint


# ---- time outside the clock (行政许可法 45)


def pause(begins: str, until: str, why: str = "公示") -> Pause:
    return Pause(begins=date.fromisoformat(begins), ends=date.fromisoformat(until), why=why)


def test_a_pause_moves_the_end_by_its_working_days() -> None:
    week = pause("2026-11-23", "2026-11-30")

    assert last_day("2026-11-20", "5wd") == "2026-11-27"
    assert last_day("2026-11-20", "5wd", week) == "2026-12-04"


def test_a_pause_that_ends_on_the_day_it_began_removes_nothing() -> None:
    assert last_day("2026-11-20", "5wd", pause("2026-11-24", "2026-11-24")) == ("2026-11-27")


def test_pauses_that_overlap_are_counted_once() -> None:
    pauses = (pause("2026-11-23", "2026-11-27"), pause("2026-11-25", "2026-11-30", "鉴定"))

    assert last_day("2026-11-20", "5wd", *pauses) == "2026-12-04"


def test_a_pause_is_explained_with_its_kind_and_its_law() -> None:
    found = ends("2026-11-20", "5wd", OFFICIAL, pause("2026-11-23", "2026-11-26"))

    (remark,) = said(found, Note.OUTSIDE)
    assert (remark.first, remark.last) == (date(2026, 11, 24), date(2026, 11, 26))
    assert (remark.name, remark.law) == ("公示", "行政许可法第四十五条")


@given(known_days, counts, day_units, st.integers(0, 40), st.integers(0, 30))
def test_a_pause_never_ends_a_limit_earlier(
    start: date, value: int, unit: Unit, after: int, length: int
) -> None:
    begins = start + timedelta(days=after)
    paused = Pause(begins=begins, ends=begins + timedelta(days=length), why="公示")
    first = datetime.combine(start, time(10), BEIJING)
    span = Span(value=value, unit=unit)

    assert due(first, span, OFFICIAL, CLOSES, [paused]).at >= due(first, span, OFFICIAL, CLOSES).at


# ---- what it says


def test_every_skipped_and_every_added_day_is_explained() -> None:
    found = ends("2026-02-12", "6wd")

    assert [
        (remark.first.day, remark.last.day, remark.why, remark.name) for remark in found.explanation
    ] == [
        (12, 12, Note.FIRST_DAY, ""),
        (14, 14, DayKind.WORKED, "春节"),
        (15, 23, DayKind.OFF, "春节"),
        (27, 27, Note.CLOSES, ""),
    ]
    assert found.explanation[0].law == "民法典第二百零一条"
    assert found.explanation[1].law == "行政许可法第八十二条"
    assert found.explanation[-1].law == "民法典第二百零三条"


def test_a_moved_last_day_is_explained() -> None:
    (moved,) = said(ends("2026-11-20", "15d"), Note.MOVED)

    assert (moved.first, moved.law) == (date(2026, 12, 5), "民法典第二百零三条")

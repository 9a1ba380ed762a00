"""Limits that run into an unknown year, the lights, and lengths of time as people write them."""

from datetime import date

import pytest

from station.domain.calendar import WorkCalendar
from station.domain.deadlines import Note, Standing, standing
from station.domain.items import Span, Unit
from station.domain.spans import BadSpan, parse_span
from tests.domain.limits import OFFICIAL, ends, said
from tests.makers import at, work_year

# ---- years whose notice is not known


@pytest.mark.parametrize(
    ("start", "span", "last"),
    [
        ("2026-11-20", "30wd", "2027-01-04"),
        ("2026-12-04", "20wd", "2027-01-04"),
        ("2027-02-04", "1wd", "2027-02-11"),
        ("2027-04-29", "2wd", "2027-05-05"),
        ("2027-09-30", "1wd", "2027-10-06"),
    ],
)
def test_a_date_in_an_unknown_year_is_provisional_and_says_so(
    start: str, span: str, last: str
) -> None:
    found = ends(start, span)

    assert found.at == at(f"{last} 17:00")
    assert found.provisional
    assert [remark.name for remark in said(found, Note.ESTIMATED)] == ["2027"]


def test_beyond_the_lunar_table_the_explanation_says_what_is_missing() -> None:
    (doubt,) = said(ends("2040-01-20", "20wd"), Note.ESTIMATED_BLIND)

    assert (doubt.name, doubt.first) == ("2040", date(2040, 1, 1))


def test_a_limit_that_ends_in_a_known_year_is_sure() -> None:
    assert not ends("2026-12-30", "1wd").provisional


def test_the_notice_of_the_next_year_can_still_change_the_last_days() -> None:
    found = ends("2026-12-03", "20wd")

    assert not found.provisional
    assert [remark.first.day for remark in said(found, Note.MAY_CHANGE)] == [29, 30, 31]
    assert {remark.name for remark in said(found, Note.MAY_CHANGE)} == {"2027"}


def test_when_the_notice_arrives_the_date_is_sure() -> None:
    notice = work_year(2027, off={date(2027, 1, 4): "元旦"}, work={date(2027, 1, 2): "元旦"})
    known = WorkCalendar({**OFFICIAL.years, 2027: notice})

    found = ends("2026-12-30", "2wd", known)

    assert (found.at, found.provisional) == (at("2027-01-01 17:00"), False)


# ---- lights


def light(start: str, span: str, now: str, known: WorkCalendar = OFFICIAL) -> Standing:
    return standing(ends(start, span, known), at(now), known)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-23 10:00", Standing.GREEN),
        ("2026-12-14 10:00", Standing.GREEN),
        ("2026-12-15 10:00", Standing.YELLOW),
        ("2026-12-21 16:59", Standing.YELLOW),
        ("2026-12-21 17:00", Standing.YELLOW),
        ("2026-12-21 17:01", Standing.RED),
    ],
)
def test_a_light_turns_when_a_fifth_is_left_and_when_it_is_over(now: str, shown: Standing) -> None:
    assert light("2026-11-23", "20wd", now) is shown


def test_two_working_days_before_the_end_the_light_is_yellow() -> None:
    assert light("2026-11-20", "5wd", "2026-11-24 09:00") is Standing.GREEN
    assert light("2026-11-20", "5wd", "2026-11-25 09:00") is Standing.YELLOW


def test_a_holiday_before_the_end_does_not_count_as_time_left() -> None:
    assert light("2026-09-18", "9wd", "2026-09-29 09:00") is Standing.YELLOW


def test_a_provisional_date_warns_earlier() -> None:
    sure = WorkCalendar({**OFFICIAL.years, 2027: work_year(2027, off={date(2027, 1, 1): "元旦"})})

    assert light("2026-12-18", "10wd", "2026-12-25 09:00", sure) is Standing.GREEN
    assert light("2026-12-18", "10wd", "2026-12-25 09:00") is Standing.YELLOW


def test_minutes_are_watched_in_minutes() -> None:
    assert light("2026-11-20", "30min", "2026-11-20 10:10") is Standing.GREEN
    assert light("2026-11-20", "30min", "2026-11-20 10:25") is Standing.YELLOW
    assert light("2026-11-20", "30min", "2026-11-20 10:31") is Standing.RED


# ---- as people write it


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20wd", 20, Unit.WORKING_DAY),
        ("20 WD", 20, Unit.WORKING_DAY),
        ("20个工作日", 20, Unit.WORKING_DAY),
        ("15d", 15, Unit.CALENDAR_DAY),
        ("15日", 15, Unit.CALENDAR_DAY),
        ("59nd", 59, Unit.NATURAL_DAY),
        ("59自然日", 59, Unit.NATURAL_DAY),
        ("24h", 24, Unit.HOUR),
        ("30分钟", 30, Unit.MINUTE),
        ("0wd", 0, Unit.WORKING_DAY),
    ],
)
def test_a_length_of_time_is_read(text: str, value: int, unit: Unit) -> None:
    assert parse_span(text) == Span(value=value, unit=unit)


@pytest.mark.parametrize("text", ["", "20", "wd", "-5wd", "5.5d", "99999d", "5 weeks", "２０wd"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(BadSpan) as refused:
        parse_span(text)

    assert "20wd" in refused.value.hint

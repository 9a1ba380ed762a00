"""Whether the clock of the device can be right."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.calendar import WorkCalendar
from station.domain.clockcheck import (
    ClockDoubt,
    DistrictWord,
    agrees,
    clock_doubt,
    earliest,
    wrong_clock,
)
from tests.domain.limits import OFFICIAL
from tests.makers import at, work_year

NOW = at("2026-11-20 09:30")
SHIFTS = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400))


def doubt(
    now: datetime = NOW,
    latest: datetime | None = None,
    word: DistrictWord | None = None,
    known: WorkCalendar = OFFICIAL,
) -> ClockDoubt:
    return clock_doubt(now, latest=latest, word=word, calendar=known)


def word(ahead: timedelta, *, heard: datetime = NOW, live: bool = True) -> DistrictWord:
    """The district's word, heard while the clock here was ahead of its by so much."""
    return DistrictWord(said=heard - ahead, heard=heard, live=live)


def span(text: str) -> timedelta:
    return timedelta(**{name: int(count) for count, name in [text.split()]})


# ---- what is on record


@pytest.mark.parametrize(
    ("ahead", "found"),
    [
        ("-2 days", ClockDoubt.NONE),
        ("0 days", ClockDoubt.NONE),
        ("5 minutes", ClockDoubt.NONE),
        ("301 seconds", ClockDoubt.BEHIND),
        ("9000 days", ClockDoubt.BEHIND),
    ],
)
def test_a_clock_that_is_earlier_than_the_record_is_behind(ahead: str, found: ClockDoubt) -> None:
    assert doubt(latest=NOW + span(ahead)) is found


def test_what_was_heard_from_the_district_is_on_record_too() -> None:
    heard = word(timedelta(), heard=NOW + timedelta(days=1))

    assert doubt(latest=NOW - timedelta(days=3), word=heard) is ClockDoubt.BEHIND


# ---- the district's word


@pytest.mark.parametrize(
    ("ahead", "since", "found"),
    [
        ("10 minutes", "0 minutes", ClockDoubt.NONE),
        ("11 minutes", "0 minutes", ClockDoubt.AHEAD_OF_DISTRICT),
        ("-10 minutes", "0 minutes", ClockDoubt.NONE),
        ("-11 minutes", "0 minutes", ClockDoubt.BEHIND_DISTRICT),
        ("11 minutes", "60 minutes", ClockDoubt.AHEAD_OF_DISTRICT),
        ("11 minutes", "61 minutes", ClockDoubt.NONE),
        ("24 hours", "9 days", ClockDoubt.NONE),
        ("25 hours", "9 days", ClockDoubt.AHEAD_OF_DISTRICT),
        ("-24 hours", "9 days", ClockDoubt.NONE),
        ("-25 hours", "9 days", ClockDoubt.BEHIND_DISTRICT),
    ],
)
def test_a_clock_that_differs_from_the_districts_is_doubted(
    ahead: str, since: str, found: ClockDoubt
) -> None:
    assert doubt(word=word(span(ahead), heard=NOW - span(since))) is found


def test_a_stick_that_lay_in_a_drawer_says_nothing_against_the_clock() -> None:
    assert doubt(word=word(timedelta(days=30), live=False)) is ClockDoubt.NONE


def test_a_stick_from_the_future_shows_that_the_clock_is_behind() -> None:
    assert doubt(word=word(timedelta(days=-2), live=False)) is ClockDoubt.BEHIND_DISTRICT
    assert doubt(word=word(timedelta(hours=-2), live=False)) is ClockDoubt.NONE


def test_only_an_answer_at_once_says_that_the_clock_is_right() -> None:
    assert agrees(word(timedelta(minutes=10)))
    assert agrees(word(timedelta(minutes=-10)))
    assert not agrees(word(timedelta(minutes=11)))
    assert not agrees(word(timedelta(minutes=-11)))
    assert not agrees(word(timedelta(0), live=False))


# ---- times that cannot be


def test_before_the_newest_calendar_was_issued_no_clock_can_be_right() -> None:
    assert earliest(OFFICIAL) == date(2025, 11, 4)
    assert doubt(at("2025-11-03 23:59")) is ClockDoubt.UNLIKELY
    assert doubt(at("2025-11-04 00:00")) is ClockDoubt.NONE
    assert doubt(at("1970-01-01"), known=WorkCalendar({2027: work_year(2027)})) is ClockDoubt.NONE


def test_after_two_years_of_silence_no_clock_is_believed() -> None:
    assert doubt(latest=NOW - timedelta(days=731)) is ClockDoubt.NONE
    assert doubt(latest=NOW - timedelta(days=732)) is ClockDoubt.UNLIKELY


def test_a_new_station_with_a_likely_time_is_believed() -> None:
    assert doubt() is ClockDoubt.NONE


# ---- whatever comes


@given(SHIFTS, SHIFTS, SHIFTS, st.booleans())
def test_whatever_was_said_the_answer_is_one_of_the_five(
    latest: timedelta, said: timedelta, heard: timedelta, live: bool
) -> None:
    spoken = DistrictWord(said=NOW + said, heard=NOW + heard, live=live)

    assert doubt(latest=NOW + latest, word=spoken) in ClockDoubt


@given(SHIFTS)
def test_a_clock_that_the_district_confirms_now_is_not_doubted(since: timedelta) -> None:
    before = NOW - abs(since)

    assert doubt(latest=before, word=word(timedelta(minutes=3))) is ClockDoubt.NONE


@pytest.mark.parametrize("one", [one for one in ClockDoubt if one is not ClockDoubt.NONE])
def test_every_doubt_says_what_to_do(one: ClockDoubt) -> None:
    assert "set the clock" in wrong_clock(one).hint
    assert "clock" in wrong_clock(one).message

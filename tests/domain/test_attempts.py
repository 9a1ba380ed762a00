"""Waiting after wrong passphrases: never shortened by a clock, and never for ever."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.domain.attempts import (
    MOST,
    PAUSE,
    WAITS,
    Attempts,
    left,
    one_more,
    seen,
    told,
    wait_after,
)
from tests.office import FRIDAY

NOTHING = timedelta()
SPANS = st.timedeltas(timedelta(days=-4000), timedelta(days=4000))
COUNTS = st.integers(1, 2 * MOST)


def after(count: int) -> Attempts:
    """So many wrong passphrases on Friday morning."""
    known = one_more(None, FRIDAY)
    for _ in range(count - 1):
        known = one_more(known, FRIDAY)
    return known


def test_the_first_slips_cost_nothing_and_the_fifth_a_quarter_of_an_hour() -> None:
    seconds = [wait_after(count).total_seconds() for count in range(12)]

    assert seconds == [0, 0, 0, 2, 4, 900, 16, 32, 60, 60, 900, 60]


@given(COUNTS)
def test_no_wait_is_longer_than_the_pause(count: int) -> None:
    assert NOTHING <= wait_after(count) <= PAUSE
    assert wait_after(count) == PAUSE or wait_after(count) <= timedelta(seconds=WAITS[-1])


@given(COUNTS)
def test_a_wait_ends_when_it_has_passed(count: int) -> None:
    known = after(count)

    assert left(known, FRIDAY) == wait_after(count)
    assert left(known, FRIDAY + wait_after(count)) == NOTHING


@given(COUNTS, SPANS, st.timedeltas(NOTHING, PAUSE))
def test_a_clock_that_is_set_back_shortens_no_wait(
    count: int, back: timedelta, passed: timedelta
) -> None:
    known, now = after(count), FRIDAY + passed
    moved = min(now + back, now)

    assert left(seen(known, moved), moved) >= left(known, now)


@given(COUNTS, SPANS)
def test_whatever_the_clock_is_set_to_the_wait_ends_from_there(count: int, span: timedelta) -> None:
    known = seen(after(count), FRIDAY + span)

    assert left(known, FRIDAY + span) <= wait_after(count)
    assert left(known, FRIDAY + span + wait_after(count)) == NOTHING


def test_who_has_typed_a_hundred_wrong_ones_is_let_in_by_a_colleague() -> None:
    assert not after(MOST - 1).shut
    assert after(MOST).shut


def test_what_the_journal_knows_is_not_told_again() -> None:
    known = told(after(3))
    later = one_more(known, FRIDAY + PAUSE)

    assert (known.untold, later.untold) == (0, 1)
    assert (later.first, later.last) == (FRIDAY + PAUSE, FRIDAY + PAUSE)
    assert one_more(after(3), FRIDAY + PAUSE).first == FRIDAY

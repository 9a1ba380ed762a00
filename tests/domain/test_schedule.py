"""When the exchange that goes by itself is tried next."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.domain.schedule import Schedule
from tests.makers import at

NINE = at("2026-11-20 09:00")
shares = st.floats(0, 1)


def test_where_none_is_ordered_none_is_due() -> None:
    assert Schedule(every=0).next(0) is None
    assert not Schedule(every=0, tried=NINE).is_due(NINE + timedelta(days=9), 0)


@given(shares)
def test_the_first_one_is_due_at_once(chance: float) -> None:
    assert Schedule(every=30).is_due(NINE, chance)


@given(st.integers(1, 1440), shares)
def test_the_next_one_is_due_after_the_interval_and_a_tenth_of_it_at_most(
    every: int, chance: float
) -> None:
    plan = Schedule(every=every, tried=NINE)
    step = timedelta(minutes=every)
    second = timedelta(seconds=1)

    assert not plan.is_due(NINE + step - second, chance)
    assert plan.is_due(NINE + step * 1.1 + second, chance)


@given(shares)
def test_a_clock_that_was_put_back_stops_no_exchange(chance: float) -> None:
    assert Schedule(every=30, tried=NINE).is_due(NINE - timedelta(minutes=1), chance)

"""How well is packed follows the road: what it made at least is remembered."""

from hypothesis import given
from hypothesis import strategies as st

from sync.pace import FASTEST, MOST, QUICK_FROM, Pace, remembered
from tests.sync.test_exchange import assert_equal, books
from tests.sync.test_pace import PATIENCE, Road, fill, paces, sizes, visit


@given(paces, sizes, st.floats(0, PATIENCE))
def test_what_passed_so_quickly_shows_a_road_that_is_no_slower(
    pace: Pace, both: int, seconds: float
) -> None:
    after = pace.bore(longest=both, both=both, seconds=seconds)
    assert 0 <= after.speed <= FASTEST
    assert after.speed >= min(both / max(seconds, 1e-9), FASTEST) - 1
    assert after.speed >= pace.speed * 7 // 8


def test_a_road_that_became_slow_is_packed_for_as_a_slow_one_after_some_messages() -> None:
    pace = remembered("65536 0 10000000", patience=PATIENCE, passed=lambda: 0.0)
    messages = 0
    while pace.quick:
        pace = pace.bore(longest=4000, both=5000, seconds=2.0)
        messages += 1
    assert 10 < messages < 50
    assert (
        remembered("65536 0 10000000", patience=PATIENCE, passed=lambda: 0.0)
        .refused(9, "slow")
        .quick
        is False
    )


def test_on_a_good_road_columns_are_packed_quickly_and_on_a_bad_one_shortly() -> None:
    station, district = books()
    fill(station, 300)
    road = Road(district, speed=QUICK_FROM * 4)
    visit(station, road, f"{MOST} 0 {QUICK_FROM}")
    station, district = books()
    fill(station, 300)
    slow = Road(district, speed=QUICK_FROM * 4)
    visit(station, slow, f"{MOST} 0 0")
    assert max(slow.calls) < max(road.calls)
    assert_equal(station, district)

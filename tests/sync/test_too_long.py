"""A road that refuses long messages: it is told at once, and halves are what is tried next."""

import pytest

from tests.sync.test_exchange import assert_equal, books
from tests.sync.test_pace import Road, fill, visit


def test_a_road_that_carries_short_messages_only_is_not_asked_again_for_long_ones() -> None:
    station, district = books()
    road = Road(district, widest=6_000)
    fill(station, 200)
    report, kept = visit(station, road)
    assert report.road is None
    refused = road.refused
    fill(station, 30)
    visit(station, road, kept)
    assert refused <= 4
    assert road.refused == refused


@pytest.mark.parametrize("widest", [4_000, 9_000, 17_000, 30_000])
def test_a_road_that_refuses_long_messages_is_used_to_a_half_at_least(widest: int) -> None:
    station, district = books()
    road = Road(district, widest=widest)
    fill(station, 200)
    report, _ = visit(station, road)

    assert report.road is None
    assert_equal(station, district)
    assert widest // 2 < report.pace.most <= widest
    assert road.refused <= 5


def test_an_entry_that_is_longer_than_any_message_may_be_is_tried_alone_and_no_more() -> None:
    station, district = books()
    road = Road(district, widest=500)
    fill(station, 200)
    report, _ = visit(station, road)

    assert report.road is not None
    assert report.road.reason == "too-big"
    assert road.refused == len(road.calls) <= 12

"""What was told, or brought, in time: silence makes nothing of it."""

from station.domain.values import Side
from tests.domain.test_passing import corrected, noted, received, reminded
from tests.makers import at


def test_what_came_in_time_and_waits_at_the_station_lapses_for_nobody() -> None:
    desk = corrected("zhejiang")
    desk.do("take_papers", papers={"1": "seen"})

    assert noted(desk, "2026-12-20") is None
    assert reminded(desk, "2026-12-20") == ()


def test_what_came_after_the_last_day_lapses_where_the_place_rules_so() -> None:
    desk = corrected("zhejiang")
    desk.now = at("2026-12-05 09:00")
    desk.do("take_papers", papers={"1": "seen"})

    assert noted(desk, "2026-12-20") == "deem_withdrawn"


def test_who_was_told_in_time_at_the_window_is_not_accepted_by_silence() -> None:
    """行政许可法 32(4): the station receives for the authority, and its notice is the notice."""
    desk = received()
    desk.do("give_notice", more="申请表;未签名")
    assert noted(desk, "2026-12-20") is None
    desk.now = at("2026-12-07 09:00")
    desk.do("hand_over")

    assert noted(desk, "2026-12-14 17:00", Side.DISTRICT) is None
    assert noted(desk, "2026-12-14 17:01", Side.DISTRICT) == "deem_accepted"

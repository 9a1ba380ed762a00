"""When the time for the one-time notice begins at a station that does not receive for the
authority: with the arrival there."""

from dataclasses import replace

import pytest

from station.domain.clocks import Clock
from station.domain.decider_events import CaseArrived, CaseDeemedAccepted
from station.domain.errors import RuleBroken
from station.domain.stamp import SYSTEM
from station.domain.values import Side
from tests import makers
from tests.domain.round import Desk
from tests.domain.test_passing import noted, reminded
from tests.makers import at


def elsewhere() -> Desk:
    """At a station that does not receive for the authority."""
    desk = Desk()
    desk.law = replace(desk.law, rules=replace(desk.law.rules, receiving_point=False))
    return desk.through("take_papers", "receive", "hand_over")


def test_without_a_receiving_point_the_notice_counts_from_the_arrival_at_the_authority() -> None:
    """行政许可法 32(4): from the receipt of the papers by the authority."""
    desk = elsewhere()
    assert Clock.NOTICE not in desk.case.clocks
    assert noted(desk, "2027-03-01", Side.DISTRICT) is None
    with pytest.raises(RuleBroken, match="not with the authority yet"):
        desk.do("deem_accepted", Side.DISTRICT)
    here = CaseArrived(at=at("2026-11-26 09:00"), by=SYSTEM, case=desk.case.number)
    desk.case = desk.case.after(Side.DISTRICT, here)

    assert noted(desk, "2026-12-03 17:00", Side.DISTRICT) is None
    assert noted(desk, "2026-12-03 17:01", Side.DISTRICT) == "deem_accepted"
    desk.now = at("2026-12-04")
    event = desk.do("deem_accepted", Side.DISTRICT)
    assert isinstance(event, CaseDeemedAccepted)
    assert event.since == here.at


def test_without_a_receiving_point_a_corrected_case_counts_from_its_next_arrival() -> None:
    desk = elsewhere()
    desk.case = desk.case.after(
        Side.DISTRICT, CaseArrived(at=desk.now, by=SYSTEM, case=desk.case.number)
    )
    desk.do("ask_correction", Side.DISTRICT, fix_by="2026-12-04")
    desk.do("give_up_correction", reason="补不了")
    run = desk.case.clocks[Clock.NOTICE]

    assert run.stopped
    assert reminded(desk, "2026-12-20", Side.DISTRICT) == ()


def test_where_the_village_decides_there_is_no_other_office_to_reach() -> None:
    desk = Desk(makers.item(decides_level="village", level_chain=["village"]))
    desk.law = replace(desk.law, rules=replace(desk.law.rules, receiving_point=False))
    desk.through("take_papers", "receive")

    assert noted(desk, "2026-12-01") == "deem_accepted"

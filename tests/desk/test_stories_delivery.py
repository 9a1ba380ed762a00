"""送达与归档: the result goes into the resident's hands, and the file is closed."""

from datetime import date

import pytest

from station.domain.states import CaseState
from station.domain.values import Failure
from station.domain.window_events import DeliveryFailed, ResultDelivered
from tests.desk.story import OTHER, Story

PICKUP = {
    "day": "2026-03-05", "slot": "上午", "place": "本站", "bring": "身份证", "who": "本人",
}  # fmt: skip
HOME = {"way": "home", "day": "2026-03-06", "place": "示例村1号"}
COURIER = {"way": "courier", "day": "2026-03-06", "place": "示例村1号", "reference": "示例EMS1"}
LOCKER = {"way": "locker", "day": "2026-03-06", "place": "村口自助柜", "reference": "示例柜3"}
TO_COLLECT = {
    **OTHER,
    "matter": "代领",
    "begins": "2026-03-01",
    "ends": "2026-06-30",
    "powers": "collect",
}


def test_a_result_is_served_within_ten_working_days_of_the_decision(story: Story) -> None:
    """行政许可法 44: the clock starts with the decision and not with the dispatch."""
    story.in_review().wait(days=1).district("grant").sync()
    story.station_cannot("deliver", "while the case is granted", "in delivery")
    story.wait(days=2).district("dispatch").sync().stands(CaseState.IN_DELIVERY)
    assert story.dues == {"Delivery": date(2026, 3, 17)}
    story.station("deliver").sync().stands(CaseState.DELIVERED)

    assert story.dues == {}


def test_the_resident_fetches_it_at_the_hour_that_was_named(story: Story) -> None:
    story.in_delivery().station("appoint_pickup", **PICKUP).sync().stands(CaseState.IN_DELIVERY)
    story.until("2026-03-05 10:00").station("deliver").sync().stands(CaseState.DELIVERED)


@pytest.mark.parametrize("plan", [HOME, COURIER, LOCKER], ids=["home", "courier", "locker"])
def test_it_is_brought_or_sent_where_nobody_can_come(story: Story, plan: dict[str, str]) -> None:
    """The plan moves nothing: the delivery does, and its 10 days go on meanwhile."""
    story.in_delivery().station("plan_delivery", **plan).sync().stands(CaseState.IN_DELIVERY)
    assert set(story.dues) == {"Delivery"}
    story.until("2026-03-06 15:00").station("deliver", way="post", place="示例村1号").sync()

    story.stands(CaseState.DELIVERED)


def test_a_plan_is_not_made_for_a_day_that_has_passed(story: Story) -> None:
    story.in_delivery()
    for act, told in (("plan_delivery", HOME), ("appoint_pickup", PICKUP)):
        story.station_cannot(act, "has passed", "2026-03-02", **{**told, "day": "2026-03-01"})


def test_what_came_to_nothing_is_tried_again(story: Story) -> None:
    """民事诉讼法 89, by analogy: in delivery, undeliverable, in delivery, delivered."""
    story.in_delivery().station("record_failure", why="wrong_address").sync()
    story.stands(CaseState.UNDELIVERABLE)
    assert set(story.dues) == {"Delivery"}
    tried = story.case.last(DeliveryFailed)
    assert tried is not None
    assert tried.why is Failure.WRONG_ADDRESS
    story.station("plan_delivery", **COURIER).sync().stands(CaseState.IN_DELIVERY)
    story.station("record_failure").station("appoint_pickup", **PICKUP).sync()
    story.stands(CaseState.IN_DELIVERY)
    story.station("deliver").sync().stands(CaseState.DELIVERED)


def test_what_is_refused_is_left_behind_with_a_witness(story: Story) -> None:
    """民事诉讼法 89, by analogy: 留置送达."""
    story.in_delivery()
    story.station_cannot("record_failure", "a refusal", "Name the witness", why="not_taken")
    story.station("record_failure", why="not_taken", witness="示例见证人")
    story.station_cannot("deliver", "needs a witness", "Name the witness", way="left")
    story.station("deliver", way="left", witness="示例见证人").sync().stands(CaseState.DELIVERED)

    served = story.case.last(ResultDelivered)
    assert served is not None
    assert served.witness == "示例见证人"


def test_somebody_else_collects_only_by_mandate(story: Story) -> None:
    """民法典 165."""
    story.in_delivery()
    story.station_cannot(
        "deliver",
        "no mandate in force for collecting",
        "hand it to the",
        receiver="示例乙",
        relation="proxy",
    )
    story.station("give_mandate", **TO_COLLECT)
    story.station("deliver", receiver="示例乙", relation="proxy").sync()

    story.stands(CaseState.DELIVERED)


def test_a_proof_of_service_is_not_dated_before_the_dispatch(story: Story) -> None:
    story.in_delivery()
    for wrong in ("2026-02-27 10:00", "2026-03-05 10:00"):
        story.station_cannot(
            "deliver", "after it was dispatched and before now", "proof", received_at=wrong
        )


def test_a_file_is_closed_when_its_sheets_are_there(story: Story) -> None:
    """档案法 13, 14; 国务院关于在线政务服务的若干规定 12."""
    story.delivered()
    story.station_cannot("archive", "F01, F22", "Print them with F4", by_hand="")
    story.station("archive").sync().stands(CaseState.ARCHIVED)

    story.station_cannot("deliver", "while the case is archived", "in delivery")
    story.district_cannot("start_review", "while the case is archived", "accepted")


def test_no_file_is_closed_while_an_original_is_away(story: Story) -> None:
    """An original goes up, is signed for, comes back and is given to the resident."""
    story.received(p2={"taken": "original", "originals": 1})
    story.station_cannot(
        "move_originals", "are not at", "Look where they are", papers="2", to="station"
    )
    story.station("move_originals", papers="2", to="road_up").station("hand_over").sync()
    story.station_cannot(
        "move_originals", "the other office records this", "in a message", papers="2", to="district"
    )
    story.district("move_originals", papers="2", to="district").district("accept")
    story.district("grant").district("dispatch").sync().station("deliver")
    story.station_cannot("archive", "居民身份证", "came back")
    story.district("move_originals", papers="2", to="road_down").sync()
    story.station("move_originals", papers="2", to="station")
    story.station_cannot("archive", "居民身份证", "Give them back to the resident")
    story.station("move_originals", papers="2", to="resident").station("archive").sync()

    story.stands(CaseState.ARCHIVED)


def test_what_cannot_be_delivered_is_archived_in_the_end(story: Story) -> None:
    story.in_delivery().station("record_failure").station("archive").sync()

    story.stands(CaseState.ARCHIVED)
    assert story.dues == {}


@pytest.mark.parametrize("act", ["not_accept", "not_required", "return", "terminate"])
def test_a_written_no_is_handed_out_and_filed(story: Story, act: str) -> None:
    """行政许可法 38, 32: the notice is served like a decision."""
    story.handed_over()
    if act in ("return", "terminate"):
        story.district("accept")
    story.district(act).sync().station("deliver", remark="通知书").sync()
    story.stands(CaseState.DELIVERED)
    story.station("archive").sync().stands(CaseState.ARCHIVED)

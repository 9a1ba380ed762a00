"""What a case asks of the station stands in the lists as long as it asks, and no longer."""

from collections.abc import Callable

from station.desk.agenda import AgendaDesk
from station.domain.agenda import Matter
from station.storage.agenda import Sought
from tests.desk.story import FELLING, Story


def asked(story: Story, *, deliveries: bool = False) -> list[tuple[Matter, str]]:
    """What the list says of this case."""
    desk = AgendaDesk(story.office)
    sought: Sought = desk.deliveries() if deliveries else desk.reminders()
    lines = desk.lines(sought, 0, 100)
    assert len(lines) == desk.count(sought)
    assert [one.thing.at for one in lines] == sorted(one.thing.at for one in lines)
    return [(one.thing.matter, one.thing.about) for one in lines if one.number == story.number]


def test_the_limits_of_a_received_case_are_reminders(story: Story) -> None:
    story.received()

    assert asked(story) == [(Matter.CLOCK, "Hand over"), (Matter.CLOCK, "One-time notice")]


def test_a_message_of_the_district_waits_until_it_is_read(story: Story) -> None:
    story.handed_over().district("write", words="请补充联系电话").sync()
    assert (Matter.MESSAGE, "请补充联系电话") in asked(story)
    before = AgendaDesk(story.office).messages()

    story.station("mark_read")

    assert Matter.MESSAGE not in dict(asked(story))
    assert AgendaDesk(story.office).messages() == before - 1


def test_a_promised_paper_is_a_reminder_with_its_name(tell: Callable[..., Story]) -> None:
    story = tell("zhejiang").handed_over(p5="promised").district("accept_gap").sync()
    [name] = [about for matter, about in asked(story) if matter is Matter.PROMISE]
    item = story.office.item(story.case.opened.item)

    assert name == next(paper.name_zh for paper in item.materials if paper.seq == 5)
    assert Matter.PROMISE not in dict(asked(story.takes(p5="seen")))


def test_a_corrected_case_waits_for_the_hand_over(story: Story) -> None:
    story.handed_over().district("ask_correction").sync()
    assert Matter.HAND_OVER not in dict(asked(story))

    story.takes(**{f"p{line.seq}": "seen" for line in story.case.asked})

    assert Matter.HAND_OVER in dict(asked(story))


def test_a_result_is_followed_from_its_arrival_into_the_hands(story: Story) -> None:
    story.in_delivery()
    assert asked(story, deliveries=True) == [(Matter.RESULT, "示例决定书")]
    day = story.office.clock.now().date().isoformat()
    story.station("plan_delivery", way="home", day=day, slot="上午", place="示例村1号")
    assert asked(story, deliveries=True) == [(Matter.VISIT, "上午 示例村1号")]
    assert Matter.VISIT in dict(asked(story))
    story.station("record_failure")
    assert asked(story, deliveries=True) == [(Matter.FAILED, "示例村1号")]

    story.station("deliver")

    assert asked(story, deliveries=True) == []


def test_an_appointment_of_next_week_is_no_reminder_yet(story: Story) -> None:
    story.in_delivery().station(
        "appoint_pickup", day="2026-12-24", slot="上午", place="本站", bring="证", who="本人"
    )

    assert Matter.PICK_UP in dict(asked(story, deliveries=True))
    assert Matter.PICK_UP not in dict(asked(story))


def test_verify_notices_a_wrong_row_and_rebuild_mends_it(story: Story) -> None:
    office = story.received().office
    with office.vault.transaction():
        office.vault.sql("UPDATE agenda SET at = '' WHERE number = ?", story.number)
        assert office.casebook.differences() == [story.number]
        office.casebook.rebuild()
        assert office.casebook.differences() == []


def test_a_licence_that_ends_is_a_reminder_two_months_before_its_holder_must_ask(
    story: Story,
) -> None:
    """行政许可法 50. The file may be archived long before."""
    story.opened(item=FELLING).station("receive").station("hand_over").sync()
    story.district("accept").district("grant")
    story.district("dispatch", valid_until="2026-09-30").sync()
    story.station("deliver").station("archive")
    assert asked(story) == []
    story.until("2026-07-02 09:00")
    assert asked(story) == []
    story.until("2026-07-03 09:00")
    assert asked(story) == [(Matter.RENEWAL, "示例决定书")]
    story.station("answer_renewal", wanted="no")
    assert asked(story) == []

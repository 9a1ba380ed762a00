"""受理: is the case taken, and from which day does the clock count; told from both ends."""

from collections.abc import Callable
from datetime import date

from station.domain.decider_events import CaseDeemedAccepted, CaseNotAccepted, CorrectionAsked
from station.domain.states import CaseState
from tests.desk.story import MEMBER, Story

CARD = "居民身份证;已过期;指南第2条;换发新证后提交"


def test_complete_papers_are_accepted_and_the_decision_clock_starts(story: Story) -> None:
    """行政许可法 32(5), 42, 43: both limits and the lower office's own."""
    story.handed_over().wait(days=1).district("accept").sync()

    story.stands(CaseState.ACCEPTED)
    assert story.dues == {
        "Promised decision": date(2026, 3, 24),
        "Legal decision": date(2026, 3, 31),
        "Lower-level review": date(2026, 3, 31),
    }
    story.district_cannot("accept", "not possible while the case is accepted", "handed over")


def test_what_is_promised_is_not_simply_accepted(story: Story) -> None:
    story.handed_over(p7="promised")
    story.district_cannot("accept", "社会保障卡(或银行卡) is promised", "Accept with a gap")

    story.stands(CaseState.HANDED_OVER)


def test_a_correction_stops_the_notice_clock_and_starts_its_own(story: Story) -> None:
    """行政许可法 32(4): within five working days, everything at once."""
    story.handed_over().wait(days=4).district_cannot(
        "ask_correction", "this day is before", "2026-03-06", fix_by="2026-03-05"
    )
    story.district("ask_correction", fix_by="2026-03-20").sync()

    story.stands(CaseState.CORRECTION)
    assert story.dues == {"Correction": date(2026, 3, 20)}
    story.district_cannot("accept", "not possible while the case is correction", "handed over")


def test_a_correction_without_a_day_is_named_and_no_clock_strikes(story: Story) -> None:
    """No law of the nation sets a term for correcting."""
    story.handed_over().district("ask_correction").sync()

    story.stands(CaseState.CORRECTION)
    assert story.dues == {}


def test_a_second_notice_names_only_what_could_not_be_named_at_first(story: Story) -> None:
    """行政许可法 72(4)."""
    story.handed_over().district("ask_correction", defects=CARD).sync()
    story.takes(p2="seen").station("hand_over").sync()
    story.district_cannot(
        "ask_correction",
        "居民户口簿 could have been named",
        "Leave it out",
        defects="居民户口簿;缺首页",
    )
    story.district("ask_correction", defects=CARD).sync()
    story.takes(p2="seen").station("hand_over").sync()
    story.district("ask_correction", defects="居民户口簿;缺首页", again="首次未发现").sync()

    story.stands(CaseState.CORRECTION)
    assert [one.again for one in story.case.all(CorrectionAsked)] == ["", "", "首次未发现"]


def test_after_the_correction_the_clock_counts_from_the_acceptance(story: Story) -> None:
    """行政许可法 32(5): correction, handed over, accepted."""
    story.handed_over().district("ask_correction", fix_by="2026-03-20").sync()
    story.wait(days=7)
    story.station_cannot("hand_over", "asked for 居民身份证", "Take in the corrected papers")
    story.takes(p2="seen").station("hand_over").sync()
    assert story.dues == {"One-time notice": date(2026, 3, 16)}
    story.wait(days=1).district("accept").sync()

    story.stands(CaseState.ACCEPTED)
    assert story.dues["Legal decision"] == date(2026, 4, 8)  # 6 April is a holiday


def test_an_overdue_correction_counts_as_withdrawn_where_the_place_says_so(
    tell: Callable[..., Story],
) -> None:
    """浙江省保障“最多跑一次”改革规定 11, 安阳市政务服务条例 36."""
    for place in ("zhejiang", "anyang"):
        story = tell(place).handed_over().district("ask_correction", fix_by="2026-03-06").sync()
        story.station_cannot("deem_withdrawn", "is not over", "Wait for its last day")
        story.until("2026-03-09 09:00").station("deem_withdrawn").sync()

        story.stands(CaseState.WITHDRAWN)
        assert story.dues == {}


def test_no_law_of_the_nation_makes_an_overdue_correction_a_withdrawal(story: Story) -> None:
    story.handed_over().district("ask_correction", fix_by="2026-03-06").sync()
    story.until("2026-03-09 09:00")
    story.station_cannot("deem_withdrawn", "no local rule", "Hand the case back")
    story.station("give_up_correction", reason="补不了").sync()

    story.stands(CaseState.HANDED_OVER)


def test_what_still_does_not_conform_is_not_accepted(story: Story) -> None:
    """浙江省保障“最多跑一次”改革规定 11 第3款: correction, handed back as it is, not accepted."""
    story.handed_over().district("ask_correction", fix_by="2026-03-06").sync()
    story.station("give_up_correction", reason="旧证遗失").sync()
    story.district("not_accept", reason="补正后仍不符合要求").sync()

    story.stands(CaseState.NOT_ACCEPTED)
    assert story.dues == {}
    story.station_cannot("hand_over", "not possible while the case is not accepted", "received")


def test_the_wrong_authority_says_so_and_where_to_go(story: Story) -> None:
    """行政许可法 32(2)."""
    story.handed_over().district("not_accept", authority="示例市民政局").sync()

    story.stands(CaseState.NOT_ACCEPTED)
    said = story.case.last(CaseNotAccepted)
    assert said is not None
    assert said.authority == "示例市民政局"


def test_what_needs_no_decision_is_told_at_once(story: Story) -> None:
    """行政许可法 32(1)."""
    story.handed_over().district("not_required").sync()

    story.stands(CaseState.NOT_REQUIRED)
    assert story.dues == {}
    story.station("deliver", remark="告知单").sync()
    story.stands(CaseState.DELIVERED)


def test_silence_of_five_working_days_is_acceptance_from_the_receipt(story: Story) -> None:
    """行政许可法 32(4): 逾期不告知的, 自收到申请材料之日起即为受理."""
    story.handed_over().until("2026-03-09 16:00")
    story.district_cannot("deem_accepted", "is not over", "Look at the due dates")
    story.until("2026-03-10 09:00").district("deem_accepted").sync()

    story.stands(CaseState.DEEMED_ACCEPTED)
    said = story.case.last(CaseDeemedAccepted)
    assert said is not None
    assert said.since.date() == date(2026, 3, 2)
    assert story.dues["Legal decision"] == date(2026, 3, 30)
    story.district("accept").sync()
    story.stands(CaseState.ACCEPTED)
    assert story.dues["Legal decision"] == date(2026, 3, 30)


def test_a_case_that_never_left_the_station_is_accepted_by_silence_too(story: Story) -> None:
    """行政许可法 32(4): the station receives for the authority."""
    story.received().sync().until("2026-03-10 09:00")
    story.district_cannot("deem_accepted", "the other office holds", "Synchronise")
    story.station("deem_accepted").sync()

    story.stands(CaseState.DEEMED_ACCEPTED)
    assert "Hand over" not in story.dues


def test_a_quicker_local_rule_makes_nothing_accepted_by_silence_sooner(
    tell: Callable[..., Story],
) -> None:
    """Told on the spot in Zhejiang; only 行政许可法 32(4) makes silence an acceptance."""
    story = tell("zhejiang").handed_over()
    assert story.dues == {"One-time notice": date(2026, 3, 2)}
    story.until("2026-03-03 09:00").district_cannot("deem_accepted", "is not over", "due dates")


def test_the_applicant_asks_at_the_window_and_the_district_lets_the_case_go(story: Story) -> None:
    story.accepted()
    story.district_cannot("withdraw", "has not asked to withdraw", "The window records")
    story.station("request", what="withdrawal").sync().district("withdraw").sync()

    story.stands(CaseState.WITHDRAWN)
    assert story.dues == {}


def test_what_was_never_put_right_goes_back_to_the_applicant(story: Story) -> None:
    """退件, with reason and basis."""
    story.accepted().district("return").sync()

    story.stands(CaseState.RETURNED)
    assert story.dues == {}


def test_a_handed_over_case_is_voided_when_the_window_asked(story: Story) -> None:
    story.handed_over()
    story.district_cannot("void", "voided by two people", "One records the request")
    story.station("request", what="void").sync().district("void").sync()

    story.stands(CaseState.VOID)


def test_what_the_village_decides_is_accepted_at_the_station(story: Story) -> None:
    """The station is window and decider in one; the district looks on."""
    story.handed_over(item=MEMBER)
    story.district_cannot("accept", "the other office holds this case", "Synchronise")
    story.station("accept", official_number="村-1").sync()

    story.stands(CaseState.ACCEPTED)
    assert set(story.dues) == {"Promised decision"}

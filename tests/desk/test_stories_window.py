"""收件: what happens before the authority has the case, told from both ends."""

from datetime import date

from station.domain.decider_events import PreReviewAnswered
from station.domain.states import CaseState
from station.domain.values import Taken
from tests.desk.story import OTHER, PERSON, Story

WRITTEN = {**OTHER, "matter": "代办", "begins": "2026-03-01", "ends": "2026-06-30"}


def test_complete_papers_are_received_and_two_clocks_start(story: Story) -> None:
    """行政许可法 29, 31, 32: draft to received."""
    story.opened(p4=None).sync()
    story.stands(CaseState.DRAFT)
    assert story.dues == {}
    story.station_cannot("receive", "still missing: 结婚证", "Print the one-time notice")
    story.takes(p4="seen").station("receive").sync()

    story.stands(CaseState.RECEIVED)
    assert story.dues == {"Hand over": date(2026, 3, 5), "One-time notice": date(2026, 3, 9)}


def test_a_paper_that_may_follow_is_received_by_promise_and_no_other(story: Story) -> None:
    """行政许可法 32(4): all that is missing is told, the promise is the resident's choice."""
    story.opened(p5=None, p7="promised")
    story.station_cannot(
        "take_papers", "cannot be promised", "must be here", papers={"2": "promised"}
    )
    story.station_cannot("receive", "子女身份证", "Print the one-time notice")
    story.takes(p5="promised").station("receive").sync()

    story.stands(CaseState.RECEIVED)
    assert [seq for seq, one in story.papers.items() if one.taken is Taken.PROMISED] == [5, 7]


def test_somebody_else_at_the_window_needs_a_mandate(story: Story) -> None:
    """民法典 165: written, with this power, and in force today."""
    story.opened()
    story.station_cannot(
        "receive", "no mandate in force", "Record a written mandate", presenter="proxy"
    )
    story.station("give_mandate", powers="collect", **WRITTEN)
    story.station_cannot("receive", "no mandate in force", "this power", presenter="proxy")
    story.station("give_mandate", powers="submit, collect", **WRITTEN)
    story.station("receive", presenter="proxy").sync()

    story.stands(CaseState.RECEIVED)


def test_an_error_is_mended_on_the_spot_and_no_clock_minds(story: Story) -> None:
    """行政许可法 32(3): received, mended, received."""
    story.received().sync()
    before = story.dues
    story.station("fix_on_spot", field="phone", after="13900001111").sync()

    story.stands(CaseState.RECEIVED)
    assert story.case.applicant.phone == "13900001111"
    assert story.case.opened.applicant.phone == PERSON["phone"]
    assert story.dues == before


def test_handing_over_stops_one_clock_and_the_notice_runs_on(story: Story) -> None:
    story.received().sync()
    story.district_cannot("accept", "not possible while the case is received", "handed over")
    story.wait(days=1).station("hand_over").sync()

    story.stands(CaseState.HANDED_OVER)
    assert story.dues == {"One-time notice": date(2026, 3, 9)}
    story.station_cannot("withdraw", "the other office holds this case", "Synchronise")


def test_a_pre_review_binds_nobody_and_starts_no_legal_clock(story: Story) -> None:
    """预先审核: a local practice (镇海), answered in 3 working days."""
    story.opened().station("ask_pre_review", question="照片行不行").sync()
    story.stands(CaseState.PRE_REVIEW)
    assert story.dues == {"Pre-review": date(2026, 3, 5)}
    story.station_cannot("receive", "not possible while the case is pre review", "draft")
    story.district("answer_pre_review", opinion="mend", defects="照片;不清楚").sync()

    story.stands(CaseState.DRAFT)
    assert story.dues == {}
    answer = story.case.last(PreReviewAnswered)
    assert answer is not None
    assert not answer.passed


def test_a_draft_is_withdrawn_by_whoever_asked(story: Story) -> None:
    story.opened().station("withdraw").sync()

    story.stands(CaseState.WITHDRAWN)
    story.station_cannot("receive", "not possible while the case is withdrawn", "draft")


def test_a_received_case_is_withdrawn_and_all_clocks_stop(story: Story) -> None:
    story.received().station("withdraw").sync()

    story.stands(CaseState.WITHDRAWN)
    assert story.dues == {}


def test_a_draft_typed_by_mistake_is_voided_by_whoever_typed_it(story: Story) -> None:
    story.opened().station("void").sync()

    story.stands(CaseState.VOID)
    story.station_cannot("void", "not possible while the case is void", "draft")


def test_a_received_case_is_voided_by_two_people(story: Story) -> None:
    """The lead looks at what an agent entered by mistake: nobody voids alone."""
    story.received()
    story.station_cannot("void", "voided by two people", "another person")
    story.station("request", what="void")
    story.station_cannot("void", "voided by two people", "another person")
    story.colleague("request", what="void").station("void").sync()

    story.stands(CaseState.VOID)
    assert story.dues == {}


def test_an_original_is_given_back_before_a_case_is_voided(story: Story) -> None:
    story.opened(p2="original", p1={"taken": "original", "originals": 3})
    story.takes(p2={"taken": "original", "originals": 1})
    story.station_cannot("void", "居民身份证", "Give them back to the resident")
    story.station("move_originals", papers="2", to="resident").station("void").sync()

    story.stands(CaseState.VOID)

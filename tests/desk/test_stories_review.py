"""审查与决定: what holds the clock, what lengthens it, what stops it; told from both ends."""

from datetime import date

from station.domain.decider_events import DecisionExtended, OpinionGiven
from station.domain.fact_events import SiteVisited
from station.domain.renewal_events import CaseDeemedGranted
from station.domain.states import CaseState
from tests.desk.story import FELLING, JOBLESS, MEMBER, Story


def test_the_review_begins_and_the_clocks_go_on(story: Story) -> None:
    """行政许可法 34."""
    story.accepted()
    before = story.dues
    story.district("start_review", note="核对户籍").sync()

    story.stands(CaseState.IN_REVIEW)
    assert story.dues == before


def test_an_expert_review_is_outside_the_clock(story: Story) -> None:
    """行政许可法 45: accepted, suspended, in review; told in writing with its days."""
    story.accepted().until("2026-03-04 10:00")
    story.district_cannot("suspend", "出差 is not named", "Choose one of: 听证", what="出差")
    story.district("suspend", what="专家评审", days="5").sync()

    story.stands(CaseState.SUSPENDED)
    assert story.held == {
        "Promised decision": "专家评审", "Legal decision": "专家评审",
        "Lower-level review": "专家评审",
    }  # fmt: skip
    assert story.dues["Special procedure"] == date(2026, 3, 11)
    story.district_cannot("grant", "not possible while the case is suspended", "in review")
    story.until("2026-03-11 10:00").district("resume", outcome="同意").sync()

    story.stands(CaseState.IN_REVIEW)
    assert story.held == {}
    assert "Special procedure" not in story.dues
    assert story.dues["Legal decision"] == date(2026, 4, 7)  # five days and a holiday later


def test_a_hearing_is_asked_for_at_the_window_and_held_outside_the_clock(story: Story) -> None:
    """行政许可法 45, 47, 48: told, asked for in time, waited for, held; then decided."""
    story.in_review().district("offer_hearing", to="示例𠮷䶮\n示例邻居", about="拟不予许可").sync()
    assert story.dues["Asking for a hearing"] == date(2026, 3, 9)
    story.district_cannot("refuse", "may be asked for until 2026-03-09", "want none")
    story.wait(days=2).station("answer_hearing", wanted="yes", reason="有新证据").sync()
    assert story.dues["Hearing"] == date(2026, 4, 1)
    story.district("suspend", what="听证", days="20").sync()
    assert story.held["Legal decision"] == "听证"
    story.wait(days=12)
    story.district("hold_hearing", on="2026-03-16", chair="示例主持人", minutes="笔录第1号")
    story.district("resume", outcome="听证笔录第1号").sync()

    story.stands(CaseState.IN_REVIEW)
    assert "Hearing" not in story.dues
    assert story.dues["Legal decision"] == date(2026, 4, 10)
    story.district("refuse").sync().stands(CaseState.REFUSED)


def test_nothing_is_decided_while_a_hearing_that_was_asked_for_is_open(story: Story) -> None:
    """行政许可法 47. A neighbour asks the district itself."""
    story.in_review().district("offer_hearing", to="示例邻居", about="相邻采光")
    story.district("answer_hearing", wanted="yes", who="示例邻居", reason="影响采光")
    story.district_cannot("grant", "was not held", "Hold it and record it")
    story.district_cannot(
        "hold_hearing", "still to come", "when it has been held",
        on="2026-03-20", chair="示例", minutes="第1号",
    )  # fmt: skip


def test_who_wants_no_hearing_says_so_and_the_decision_need_not_wait(story: Story) -> None:
    story.in_review().district("offer_hearing", to="示例𠮷䶮", about="拟不予许可").sync()
    story.station("answer_hearing", wanted="no").sync()
    story.district("refuse").sync().stands(CaseState.REFUSED)


def test_silence_renews_a_licence_whose_holder_asked_in_time(story: Story) -> None:
    """行政许可法 50: asked for thirty days before the end, undecided when it ends."""
    story.opened(item=FELLING)
    story.station("name_renewal", document_number="示例林采1号", valid_until="2026-04-02")
    story.station("receive").station("hand_over").sync().district("accept").sync()
    assert story.dues["Decision on the renewal"] == date(2026, 4, 2)
    story.district("suspend", what="鉴定", days="30").sync()
    story.district_cannot("deem_granted", "valid until 2026-04-02", "Decide by that day")
    story.until("2026-04-03 09:00").district("deem_granted").sync()

    told = story.stands(CaseState.GRANTED).case.last(CaseDeemedGranted)
    assert told
    assert told.since == date(2026, 4, 2)
    assert set(story.dues) == {"Delivery"}
    story.district("dispatch", valid_until="2027-04-02").sync().station("deliver")
    assert story.station("archive").sync().dues == {"Asking for the renewal": date(2027, 3, 3)}
    story.station("answer_renewal", wanted="no").sync()
    assert story.dues == {}


def test_a_renewal_that_was_asked_for_too_late_is_not_granted_by_silence(story: Story) -> None:
    story.opened(item=FELLING)
    story.station_cannot(
        "name_renewal", "ended already", "Ask for a new one",
        document_number="示例林采1号", valid_until="2026-03-01",
    )  # fmt: skip
    story.station("name_renewal", document_number="示例林采1号", valid_until="2026-03-31")
    story.station("receive").station("hand_over").sync().district("accept").sync()

    assert "Decision on the renewal" not in story.dues
    story.until("2026-04-03 09:00")
    story.district_cannot("deem_granted", "in time", "Decide on the case")


def test_a_public_notice_that_the_item_names_is_outside_the_clock(story: Story) -> None:
    """社会救助暂行办法 11: posted for the days that the item says, at the place it says."""
    story.in_review(item=JOBLESS).district("post_publicity").sync()

    story.stands(CaseState.PUBLICITY)
    assert story.held["Legal decision"] == "公示"
    assert story.dues["Special procedure"] == date(2026, 3, 9)
    story.district_cannot("refuse", "not possible while the case is publicity", "in review")
    story.wait(days=8).district("end_publicity").sync()
    story.stands(CaseState.IN_REVIEW)
    assert story.dues["Legal decision"] == date(2026, 4, 7)


def test_a_notice_that_is_taken_down_late_costs_time_of_the_office(story: Story) -> None:
    """行政许可法 45: the time that was told is outside the clock, and no more."""
    story.in_review(item=JOBLESS).district("post_publicity").sync().wait(days=8)
    assert story.held == {}
    story.wait(days=12).district("end_publicity").sync()

    assert story.dues["Legal decision"] == date(2026, 4, 7)


def test_a_public_notice_by_another_name_is_the_items_own_too(story: Story) -> None:
    """The item calls it 村张榜公布 and leaves it out of the clock."""
    story.in_review().district("post_publicity").sync()

    assert story.held["Legal decision"] == "村张榜公布"


def test_a_public_notice_that_no_item_names_costs_time_of_the_office(story: Story) -> None:
    story.in_review(item="SB-02")
    before = story.dues["Legal decision"]
    story.district_cannot("post_publicity", "the item does not say it", "Fill it in", place="村口")
    story.district("post_publicity", place="村口", days="7").sync()
    story.wait(days=8).district("end_publicity", objections="有人反映").sync()

    assert story.held == {}
    assert story.dues["Legal decision"] == before


def test_the_head_lengthens_the_limit_once_before_it_is_over(story: Story) -> None:
    """行政许可法 42: 20 and 10 working days, the reason told."""
    story.in_review().until("2026-03-20 09:00")
    assert story.dues["Legal decision"] == date(2026, 3, 30)
    story.district_cannot("extend", "up to 10 days", "Give 1 to 10", days="11")
    story.district("extend").sync()

    story.stands(CaseState.EXTENDED)
    assert story.dues["Legal decision"] == date(2026, 4, 14)
    told = story.case.last(DecisionExtended)
    assert told is not None
    assert told.legal_due is not None
    assert told.legal_due.at.date() == date(2026, 4, 14)
    story.district_cannot("extend", "not possible while the case is extended", "in review")


def test_after_a_pause_the_limit_is_not_lengthened_a_second_time(story: Story) -> None:
    """行政许可法 42: once."""
    story.in_review().district("extend").district("suspend").sync()
    story.wait(days=1).district("resume").sync()
    story.district_cannot("extend", "extended already", "Decide within it")

    story.stands(CaseState.IN_REVIEW)


def test_a_limit_that_is_over_is_not_lengthened(story: Story) -> None:
    """行政许可法 42."""
    story.in_review().until("2026-03-31 09:00")
    story.district_cannot("extend", "can no longer be extended", "Decide now")


def test_the_lower_office_sends_its_opinion_and_its_clock_ends(story: Story) -> None:
    """行政许可法 43: within 20 working days of its acceptance, with all papers."""
    story.in_review()
    assert "Lower-level review" in story.dues
    story.station_cannot(
        "give_opinion", "not for this office", "Ask the other office", opinion="同意"
    )
    story.district("give_opinion", opinion="初审同意").sync()

    story.stands(CaseState.IN_REVIEW)
    assert "Lower-level review" not in story.dues
    assert "Legal decision" in story.dues
    assert story.case.count(OpinionGiven) == 1


def test_a_visit_is_made_by_two_of_the_staff(story: Story) -> None:
    """行政许可法 34."""
    story.in_review()
    story.district_cannot(
        "visit_site", "two of the staff", "Name each", staff="甲", findings="属实"
    )
    story.district("visit_site", staff="甲\n乙", findings="属实").sync()

    assert story.case.count(SiteVisited) == 1


def test_granting_stops_the_decision_clock_and_starts_the_delivery(story: Story) -> None:
    """行政许可法 37, 38, 44."""
    story.in_review().wait(days=1).district("grant", decision_number="示准字1号").sync()

    story.stands(CaseState.GRANTED)
    assert story.dues == {"Delivery": date(2026, 3, 17)}
    story.district_cannot("refuse", "not possible while the case is granted", "in review")


def test_a_refusal_says_why_and_by_which_clause(story: Story) -> None:
    """行政许可法 38."""
    story.in_review()
    story.district_cannot("refuse", "must be filled in", "on a sheet or in the law", basis="")
    story.district("refuse").sync()

    story.stands(CaseState.REFUSED)
    assert story.dues == {"Delivery": date(2026, 3, 16)}
    story.district("dispatch", document="不予批准决定书").sync()
    story.station("deliver").sync()
    story.stands(CaseState.DELIVERED)
    assert story.dues == {}


def test_this_level_is_done_and_the_higher_one_decides(story: Story) -> None:
    """转报办结: 行政许可法 35, 43."""
    story.in_review().district("forward").sync()
    story.stands(CaseState.FORWARDED)
    assert story.dues == {}
    story.district("grant").sync()

    story.stands(CaseState.GRANTED)
    assert set(story.dues) == {"Delivery"}


def test_a_forwarded_case_ends_here_when_the_higher_level_answers_itself(story: Story) -> None:
    story.in_review().district("forward").district("conclude").sync()

    story.stands(CaseState.CONCLUDED)
    assert story.dues == {}


def test_what_needs_no_document_is_concluded_at_once(story: Story) -> None:
    story.in_review().district("grant").district("conclude", words="已登记").sync()

    story.stands(CaseState.CONCLUDED)
    assert story.dues == {}
    story.station("archive").sync()
    story.stands(CaseState.ARCHIVED)


def test_a_case_whose_object_is_gone_is_terminated(story: Story) -> None:
    story.in_review()
    story.station_cannot("terminate", "the other office holds this case", "Synchronise")
    story.district("terminate", reason="申请人死亡").sync()

    story.stands(CaseState.TERMINATED)
    assert story.dues == {}


def test_the_village_reviews_and_decides_its_own_items(story: Story) -> None:
    """No legal limit and no lower office: only the promise runs."""
    story.received(item=MEMBER).station("hand_over").station("accept", official_number="村-2")
    story.station("start_review").station("post_publicity").sync()
    story.stands(CaseState.PUBLICITY)
    assert story.held == {"Promised decision": "公示"}
    story.wait(days=8).station("end_publicity").station("grant").sync()

    story.stands(CaseState.GRANTED)
    assert set(story.dues) == {"Delivery"}

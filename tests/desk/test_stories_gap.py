"""容缺受理: the four variants, told from both ends. A place's rule is data and travels along."""

from collections.abc import Callable
from datetime import date

import pytest

from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseAcceptedWithGap,
    CaseDeemedWithdrawn,
    CaseTerminated,
)
from station.domain.promises import kept
from station.domain.states import CaseState
from station.domain.values import Promise, Taken
from tests.desk.story import Story

CARD = "社会保障卡(或银行卡)"
Tell = Callable[..., Story]


def heard(story: Story, moment: str) -> Story:
    """It is this moment, and the district has heard the station."""
    words = {"channel": "telephone", "words": "已电话提醒补交"}
    return story.until(moment).station("contact", **words).sync()


def gap(tell: Tell, rules: str, until: str = "2026-03-16") -> Story:
    """Accepted with one paper promised for 16 March."""
    story = tell(rules).handed_over(p7="promised")
    return story.district("accept_gap", until=until).sync()


@pytest.mark.parametrize("rules", ["gaoming", "zhejiang", "anyang", "civil"])
def test_a_case_is_accepted_while_a_paper_is_promised(tell: Tell, rules: str) -> None:
    """浙江省保障“最多跑一次”改革规定 11 第2款, 安阳市政务服务条例 24."""
    story = gap(tell, rules)

    story.stands(CaseState.ACCEPTED_GAP)
    assert story.dues == {
        "Promised papers": date(2026, 3, 16),
        "Promised decision": date(2026, 3, 23),
        "Legal decision": date(2026, 3, 30),
        "Lower-level review": date(2026, 3, 30),
    }
    told = story.case.last(CaseAcceptedWithGap)
    assert told is not None
    assert told.promises == (Promise(seq=7, paper=CARD, until=date(2026, 3, 16)),)


def test_a_place_without_a_rule_accepts_no_gap(story: Story) -> None:
    story.handed_over(p7="promised")
    story.district_cannot("accept_gap", "no rule on acceptance with a gap", "for correction")

    story.stands(CaseState.HANDED_OVER)


def test_without_a_gap_it_is_a_plain_acceptance(tell: Tell) -> None:
    tell("zhejiang").handed_over().district_cannot("accept_gap", "no paper is promised", "Accept")


@pytest.mark.parametrize("rules", ["anyang", "civil"])
def test_who_broke_a_promise_before_gets_no_second_one(tell: Tell, rules: str) -> None:
    """安阳市政务服务条例 29, by analogy; 民政 as 西安."""
    story = tell(rules).handed_over(p7="promised")
    story.district_cannot("accept_gap", "broke a promise", "Look at the list", credit="listed")
    story.district_cannot("accept_gap", "broke a promise", "say so in the form", credit="")

    story.stands(CaseState.HANDED_OVER)


def test_a_promise_stays_within_the_promised_limit_where_the_place_says_so(tell: Tell) -> None:
    """民政容缺规则: not longer than the promised limit of the item."""
    story = tell("civil").handed_over(p7="promised")
    story.district_cannot(
        "accept_gap", "between 2026-03-02 and 2026-03-23", "within the rule", until="2026-03-24"
    )
    story.district("accept_gap", until="2026-03-23").sync()

    assert story.dues["Promised papers"] == date(2026, 3, 23)


def test_the_promised_paper_comes_and_the_gap_clock_is_silent(tell: Tell) -> None:
    story = gap(tell, "anyang").wait(days=2).takes(p7="seen").sync()

    story.stands(CaseState.ACCEPTED_GAP)
    assert story.papers[7].taken is Taken.SEEN
    assert "Promised papers" not in story.dues
    story.district("grant").sync()
    story.stands(CaseState.GRANTED)


def test_several_promises_strike_one_after_the_other(tell: Tell) -> None:
    story = tell("zhejiang").handed_over(
        p5={"taken": "promised", "until": "2026-03-10"}, p7="promised"
    )
    story.district("accept_gap", until="2026-03-18").sync()
    assert story.dues["Promised papers"] == date(2026, 3, 10)
    story.takes(p5="seen").sync()

    assert story.dues["Promised papers"] == date(2026, 3, 18)


# ---- Gaoming


def test_gaoming_approves_first_and_locks_the_document(tell: Tell) -> None:
    """先批后补: granted, and handed out only when the papers are complete."""
    story = gap(tell, "gaoming").district("start_review")
    story.district_cannot("grant", f"{CARD} is promised", "Grant with the document locked")
    story.wait(days=1).district("grant_pending").sync()

    story.stands(CaseState.GRANTED_PENDING)
    assert story.held == {"Delivery": "容缺材料未补齐"}
    assert set(story.dues) == {"Delivery", "Promised papers"}
    story.district_cannot("release", f"{CARD} is promised", "wait until")
    story.district_cannot("dispatch", "while the case is granted pending material", "granted")
    story.wait(days=2).takes(p7="seen").sync().district("release").sync()

    story.stands(CaseState.GRANTED)
    assert story.held == {}
    assert story.dues == {"Delivery": date(2026, 3, 19)}


def test_gaoming_stops_the_approval_when_the_paper_never_comes(tell: Tell) -> None:
    """最后审批环节完成前未补齐的, 可停止或取消审批."""
    story = gap(tell, "gaoming").district("grant_pending").sync()
    heard(story, "2026-03-17 09:00").district("terminate").sync()

    story.stands(CaseState.TERMINATED)
    assert story.dues == {}
    assert story.case.count(CaseTerminated) == 1
    story.station("deliver", remark="终止通知书").sync()
    story.stands(CaseState.DELIVERED)


# ---- Zhejiang


def test_zhejiang_takes_the_acceptance_back_when_the_promise_is_broken(tell: Tell) -> None:
    """浙江省保障“最多跑一次”改革规定 11 第2款: 撤销受理, with written reasons."""
    story = gap(tell, "zhejiang").until("2026-03-16 09:00")
    story.district_cannot("revoke_acceptance", "no promise is broken yet", "Wait for")
    story.district_cannot("deem_withdrawn", "another consequence", "Revoke the acceptance")
    heard(story, "2026-03-17 09:00").district("revoke_acceptance").sync()

    story.stands(CaseState.REVOKED)
    assert story.dues == {}


def test_zhejiang_takes_the_acceptance_back_for_a_bad_paper_too(tell: Tell) -> None:
    """逾期未补正或者仍不符合要求的."""
    story = gap(tell, "zhejiang").takes(p7="copy").sync()
    story.district_cannot("revoke_acceptance", "no promise is broken yet", "name the paper")
    story.district("revoke_acceptance", reason="仍不符合要求", bad_paper=CARD).sync()

    story.stands(CaseState.REVOKED)
    said = story.case.last(AcceptanceRevoked)
    assert said is not None
    assert said.reason == f"仍不符合要求（{CARD}）"


def test_zhejiang_decides_as_usual_while_the_paper_is_open(tell: Tell) -> None:
    story = gap(tell, "zhejiang")
    story.district_cannot("grant_pending", "no decision with a locked document", "Wait until")
    story.district("grant").district("dispatch").sync()
    story.stands(CaseState.IN_DELIVERY)
    story.station("deliver")
    story.station_cannot("archive", f"{CARD} is promised", "wait until the promised papers")
    story.takes(p7="seen").station("archive").sync()

    story.stands(CaseState.ARCHIVED)


def test_the_place_that_revokes_does_not_terminate_instead(tell: Tell) -> None:
    """Only what the local rule makes of a broken promise follows from it."""
    story = heard(gap(tell, "zhejiang"), "2026-03-17 09:00")
    story.district_cannot("terminate", "another consequence", "Revoke the acceptance")
    story.stands(CaseState.ACCEPTED_GAP)


# ---- a paper that lies at the station


@pytest.mark.parametrize(
    ("rules", "act"),
    [("zhejiang", "revoke_acceptance"), ("gaoming", "terminate"), ("anyang", "deem_withdrawn")],
)
def test_while_the_station_was_not_heard_a_broken_promise_needs_its_word(
    tell: Tell, rules: str, act: str
) -> None:
    story = gap(tell, rules).until("2026-03-17 09:00")
    story.district_cannot(act, "was not heard since", "call the station")
    story.district(act, station_said="9时05分电话: 站内未收到").sync()

    told = story.case.history[-1].event
    assert getattr(told, "station_said") == "9时05分电话: 站内未收到"  # noqa: B009


def test_a_paper_that_came_in_time_counts_however_long_its_word_was_on_the_road(
    tell: Tell,
) -> None:
    story = gap(tell, "zhejiang").until("2026-03-16 15:00").takes(p7="seen")
    story.until("2026-03-18 09:00")
    story.district_cannot("revoke_acceptance", "was not heard since", "Wait for its entries")
    story.sync()
    story.district_cannot("revoke_acceptance", "no promise is broken yet", "paper that is bad")

    (came,) = kept(story.case)
    assert (came.seq, came.on, came.until) == (7, date(2026, 3, 16), date(2026, 3, 16))
    assert came.in_time


def test_a_paper_that_came_too_late_is_told_so(tell: Tell) -> None:
    story = gap(tell, "zhejiang").until("2026-03-17 09:00").takes(p7="seen").sync()

    assert not kept(story.case)[0].in_time


# ---- Anyang


def test_anyang_reviews_and_concludes_when_the_papers_are_in(tell: Tell) -> None:
    """安阳市政务服务条例 24."""
    story = gap(tell, "anyang").district("start_review")
    story.district_cannot("grant", f"{CARD} is promised", "decides only when they are in")
    story.district_cannot("grant_pending", "no decision with a locked document", "Wait until")
    story.takes(p7="seen").sync().district("grant").sync()

    story.stands(CaseState.GRANTED)


def test_anyang_counts_a_broken_promise_as_a_withdrawal(tell: Tell) -> None:
    """安阳市政务服务条例 24: 逾期视为撤回申请."""
    story = gap(tell, "anyang").until("2026-03-16 17:30")
    story.district_cannot("deem_withdrawn", "no promise is broken yet", "Wait for")
    story.until("2026-03-17 08:00")
    story.district_cannot("revoke_acceptance", "another consequence", "Note it as withdrawn")
    heard(story, "2026-03-17 09:00").sync()

    story.stands(CaseState.WITHDRAWN)
    assert story.dues == {}
    said = story.case.last(CaseDeemedWithdrawn)
    assert said is not None
    assert said.basis.startswith("安阳市政务服务条例第二十四条")


# ---- civil affairs


def test_civil_affairs_gives_more_time_for_what_nobody_could_help(tell: Tell) -> None:
    """不可抗力: more time, and the promise stands at the new day."""
    story = gap(tell, "civil")
    story.station_cannot(
        "extend_promise",
        "not for this office",
        "Ask the other office",
        seq="7",
        until="2026-03-20",
        reason="暴雨断路",
    )
    story.district_cannot(
        "extend_promise",
        "not promised and open",
        "list of papers",
        seq="5",
        until="2026-03-20",
        reason="暴雨断路",
    )
    story.district("extend_promise", seq="7", until="2026-03-20", reason="暴雨断路").sync()
    assert story.dues["Promised papers"] == date(2026, 3, 20)
    heard(story, "2026-03-21 09:00").district("terminate").sync()

    story.stands(CaseState.TERMINATED)


def test_elsewhere_a_promise_is_not_lengthened(tell: Tell) -> None:
    gap(tell, "anyang").district_cannot(
        "extend_promise", "gives no more time", "stands as it was given",
        seq="7", until="2026-03-20", reason="暴雨断路",
    )  # fmt: skip


def test_the_rule_that_was_told_stays_with_the_case(tell: Tell) -> None:
    """A place that changes its rule changes no case that was accepted by the old one."""
    story = gap(tell, "zhejiang")
    story.clerks.choose_rules("anyang")
    heard(story, "2026-03-17 09:00")
    story.district_cannot("deem_withdrawn", "another consequence", "Revoke the acceptance")
    story.district("revoke_acceptance").sync()

    story.stands(CaseState.REVOKED)

"""Every act of the district's side, done once through the form that its page offers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from station.domain.acts import ACTS
from station.domain.decider_events import PublicityPosted
from station.domain.facts import FACTS
from station.domain.states import HOLDER, CaseState, Holder
from station.domain.steps import ROWS
from station.domain.values import Place, Side
from tests.district.browser import Browser
from tests.district.story import SOON, Line, Story, a_line_with_the_item, accept, accept_gap
from tests.office import HandClock

LINE = a_line_with_the_item


ACCEPTED: Sequence[str] = (
    "start_review", "post_publicity", "suspend", "extend", "forward", "grant", "refuse",
    "return", "visit_site", "give_opinion", "offer_hearing", "hold_hearing",
)  # fmt: skip
FORMS: Mapping[str, Mapping[str, str | list[str]]] = {
    "not_required": {"reason": "无需许可", "basis": "示例办法1"},
    "not_accept": {"reason": "不属本机关", "basis": "示例办法2", "authority": "示例局"},
    "return": {"reason": "申请人放弃", "basis": "示例办法3"},
    "refuse": {"reason": "不符合条件", "basis": "示例办法4"},
    "suspend": {"what": "听证", "reason": "申请人要求", "days": "10"},
    "extend": {"reason": "情况复杂", "approver": "示例局长"},
    "forward": {"to": "示例市局"},
    "visit_site": {"staff": "示例甲\n示例乙", "findings": "属实"},
    "give_opinion": {"opinion": "同意上报"},
    "offer_hearing": {"to": "示例\n示例邻居", "about": "相邻采光"},
    "hold_hearing": {"on": "2026-11-20", "chair": "示例主持人", "minutes": "第1号"},
    "contact": {"channel": "telephone", "words": "已告知"},
    "void": {"reason": "重复录入"},
    "withdraw": {"reason": "申请人不办了"},
}


@pytest.mark.parametrize("act", ["accept", "ask_correction", "not_required", "not_accept",
                                 "write", "contact"])  # fmt: skip
def test_what_is_done_with_a_case_that_was_handed_over(
    browser: Browser, web_line: Line, act: str
) -> None:
    story = Story(web_line)
    more = {"ask_correction": {"defects-0-fault": "已过期"}, "write": {"words": "请看"}}
    browser.fill(story.number, act, **{**FORMS.get(act, {}), **more.get(act, {})})
    assert browser.path == f"/cases/{story.number}"
    assert story.count(act) == 1


@pytest.mark.parametrize("act", ACCEPTED)
def test_what_is_done_with_a_case_that_was_accepted(
    browser: Browser, web_line: Line, act: str
) -> None:
    story = Story(web_line)
    story.district(accept(story.number))
    browser.fill(story.number, act, **FORMS.get(act, {}))
    assert browser.path == f"/cases/{story.number}"
    assert story.count(act) == 1


def test_a_pre_review_is_answered(browser: Browser, web_line: Line) -> None:
    story = Story(web_line, receive=False).station("ask_pre_review", question="材料够吗")
    browser.fill(story.number, "answer_pre_review", opinion="pass", words="可以")
    assert story.count("answer_pre_review") == 1


def test_the_public_notice_and_the_special_procedure_end(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    story.district(accept(story.number))
    browser.fill(story.number, "post_publicity")
    assert 'acts/end_publicity"' not in browser.get(f"/cases/{story.number}")
    clock = web_line[1].clock
    assert isinstance(clock, HandClock)
    clock.wait(days=8)
    browser.log_in()
    browser.fill(story.number, "end_publicity", objections="无")
    clock.wait(days=-8)
    browser.log_in()
    browser.fill(story.number, "suspend", **FORMS["suspend"])
    page = browser.get(f"/cases/{story.number}?lang=en")
    assert "held: 听证" in page
    browser.fill(story.number, "resume", outcome="已听证")
    assert story.case.state is CaseState.IN_REVIEW
    posted = story.case.last(PublicityPosted)
    assert posted is not None
    assert (posted.days, posted.place) == (7, "示例村务公开栏")


def test_a_result_is_sent_or_the_case_is_concluded(browser: Browser, web_line: Line) -> None:
    sent, closed = Story(web_line), Story(web_line)
    for story in (sent, closed):
        story.district(accept(story.number), "grant")
    browser.fill(sent.number, "dispatch")
    browser.fill(closed.number, "conclude", words="无需证件")
    assert sent.count("dispatch") == closed.count("conclude") == 1


def test_what_the_window_asks_for_is_done(browser: Browser, web_line: Line) -> None:
    back = Story(web_line).station("request", what="withdrawal", reason="不办了")
    wrong = Story(web_line).station("request", what="void", reason="重复")
    browser.fill(back.number, "withdraw", **FORMS["withdraw"])
    browser.fill(wrong.number, "void", **FORMS["void"])
    assert back.count("withdraw") == wrong.count("void") == 1


def test_a_promise_is_accepted_and_broken_as_the_place_rules(
    browser: Browser, web_line: Line
) -> None:
    bad = {"reason": "补交的不合格", "basis": "示例办法", "bad_paper": "社会保障卡"}
    for place, act in (("zhejiang", "revoke_acceptance"), ("gaoming", "terminate")):
        web_line[1].choose_rules(place)
        story = Story(web_line, promised=SOON)
        browser.fill(story.number, "accept_gap", credit="clean")
        page = browser.get(f"/cases/{story.number}")
        assert "2026-11-25 · 未补交" in page
        browser.fill(story.number, act, **bad)
        assert story.count(act) == 1


def test_a_promise_gets_more_time(browser: Browser, web_line: Line) -> None:
    web_line[1].choose_rules("civil")
    story = Story(web_line, promised=SOON)
    story.district(accept_gap(story.number))
    browser.fill(story.number, "extend_promise", until="2027-01-04", reason="道路中断")
    assert story.count("extend_promise") == 1
    assert "2027-01-04 · 未补交" in browser.get(f"/cases/{story.number}")


def test_a_document_is_locked_until_the_promised_paper_is_in(
    browser: Browser, web_line: Line
) -> None:
    web_line[1].choose_rules("gaoming")
    story = Story(web_line, promised=SOON)
    story.district(accept_gap(story.number))
    browser.fill(story.number, "grant_pending", words="准予")
    page = browser.get(f"/cases/{story.number}?lang=en")
    assert "社会保障卡 is promised and not here yet" in page
    assert f"/cases/{story.number}/acts/release" not in page
    story.station("take_papers", papers={"2": "copy"})
    browser.fill(story.number, "release")
    assert story.count("release") == 1


def test_what_time_brings_is_noted_by_hand_where_the_date_is_only_estimated(
    browser: Browser, web_line: Line, wait: Callable[[int], None]
) -> None:
    """In 2027 the calendar is not known here, so nothing is noted by itself."""
    web_line[1].choose_rules("anyang")
    wait(60)
    silent, broken = Story(web_line), Story(web_line, promised="2027-01-25")
    broken.district(accept_gap(broken.number))
    wait(30)
    browser.log_in()
    browser.fill(silent.number, "deem_accepted")
    browser.fill(broken.number, "deem_withdrawn", station_said="电话: 站内未收到")
    assert silent.count("deem_accepted") == broken.count("deem_withdrawn") == 1


def test_a_neighbour_asks_the_district_for_a_hearing(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    story.district(accept(story.number), ("offer_hearing", FORMS["offer_hearing"]))
    browser.fill(story.number, "answer_hearing", wanted="yes", who="示例邻居", reason="采光")
    page = browser.get(f"/cases/{story.number}?lang=en")
    assert "a hearing was asked for in time and was not held" in page
    browser.fill(story.number, "hold_hearing", **FORMS["hold_hearing"])
    browser.fill(story.number, "grant")
    assert story.count("answer_hearing") == story.count("grant") == 1


def test_a_licence_that_nobody_decided_on_before_it_ended_goes_on_by_itself(
    browser: Browser, web_line: Line, wait: Callable[[int], None]
) -> None:
    """行政许可法 50: noted as soon as somebody looks at the queue."""
    story = Story(web_line, receive=False)
    story.station("name_renewal", document_number="示例证1号", valid_until="2026-12-31")
    story.station("receive").district(accept(story.number))
    wait(60)
    browser.log_in()
    assert story.count("deem_granted") == 1
    assert "视为准予延续" in browser.get(f"/cases/{story.number}")


def test_originals_are_signed_for_and_sent_back_with_one_button(
    browser: Browser, web_line: Line
) -> None:
    story = Story(web_line).station("move_originals", papers="3", to="road_up")
    address = f"/cases/{story.number}/acts/move_originals"
    assert 'value="district"' in browser.get(f"/cases/{story.number}")
    browser.press(story.number, -1, address)
    browser.press(story.number, -1, address)
    assert story.count("move_originals") == 3
    assert address not in browser.get(f"/cases/{story.number}")
    assert story.places() == [Place.ROAD_DOWN]


def test_a_letter_of_consent_carries_another_case(browser: Browser, web_line: Line) -> None:
    first, second = Story(web_line), Story(web_line)
    for story in (first, second):
        story.district(accept(story.number))
    browser.fill(first.number, "issue_letter", to_case=second.number, valid_until="2026-12-31")
    browser.fill(second.number, "rely_on_letter")
    assert first.count("issue_letter") == second.count("rely_on_letter") == 1
    assert f'href="/cases/{first.number}"' in browser.get(f"/cases/{second.number}")
    assert f'href="/cases/{second.number}"' in browser.get(f"/cases/{first.number}")


def test_a_no_is_explained_and_a_bad_rating_seen_to(browser: Browser, web_line: Line) -> None:
    story = Story(web_line)
    story.district(accept(story.number), ("refuse", FORMS["refuse"]), ("dispatch", {
        "document": "决定书", "copies": "1"}))  # fmt: skip
    page = browser.get(f"/cases/{story.number}?lang=en")
    assert "not explained yet" in page
    browser.fill(story.number, "explain_no", what="refused", explained="yes", objection="太慢")
    story.station("rate", level="very_dissatisfied", channel="desk")
    browser.fill(story.number, "contact_rater", words="已致电")
    page = browser.fill(story.number, "settle_rating", outcome="explained", words="已说明")
    counted = [story.count(act) for act in ("explain_no", "contact_rater", "settle_rating")]
    assert counted == [1, 1, 1]
    assert "Objection: 太慢" in page


def test_opening_the_page_marks_messages_as_read_once(browser: Browser, web_line: Line) -> None:
    story = Story(web_line).station("write", words="请加急")
    assert "请加急" in browser.get(f"/cases/{story.number}")
    browser.get(f"/cases/{story.number}")
    assert story.count("mark_read") == 1


def test_no_act_of_the_district_is_left_out_here() -> None:
    moving = {row.event for row in ROWS for state in row.begin if HOLDER[state] is Holder.DECIDER}
    telling = {fact.event for fact in FACTS.values() if Side.DISTRICT in fact.writers}
    ours = {act.name for act in ACTS.values() if act.event in moving | telling}
    text = Path(__file__).read_text("utf-8")
    assert not [name for name in sorted(ours) if f'"{name}"' not in text]

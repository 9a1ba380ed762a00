"""What the sheets of promises and visits know of a real case."""

from datetime import date
from pathlib import Path

from tests.desk.story import JOBLESS, Story
from tests.desk.story_sheets import facts, printed, ready
from tests.forms.reading import close


def test_both_sides_promise_where_the_applicant_has_something_to_bring(
    story: Story, tmp_path: Path
) -> None:
    story.opened()
    assert "F10" not in ready(story)
    story.takes(p5="promised")

    told = facts(story).commitment
    assert [one.what for one in told.steps][-1] == "送达办理结果"
    assert "15个工作日" in [one.limit for one in told.steps]
    assert len(told.owed) == 1
    assert close(f"1{told.owed[0].paper}") in printed(story, "F10", tmp_path)


def test_more_time_for_a_paper_is_a_change_of_the_promise(tell: object) -> None:
    assert callable(tell)
    story = tell("civil").received(p5="promised").station("hand_over").sync()
    story.district("accept_gap")
    story.district("extend_promise", seq="5", until="2026-03-27", reason="大雪封路").sync()

    told = facts(story).commitment
    assert told.owed[0].until == date(2026, 3, 27)
    assert [(one.reason, "3月27日" in one.what) for one in told.changes] == [("大雪封路", True)]


def test_only_a_proof_that_is_lacking_can_be_promised_away(story: Story, tmp_path: Path) -> None:
    """安阳市政务服务条例 25."""
    story.opened(item=JOBLESS, p6="seen")
    assert "F13" not in ready(story)
    story.takes(p6="absent")

    (proof,) = facts(story).replaced.proofs
    assert "证明" in proof
    assert close(proof) in printed(story, "F13", tmp_path)
    story.takes(p6="promised")
    assert "F13" not in ready(story)


def test_a_visit_of_the_place_prints_who_was_there_and_what_was_found(
    story: Story, tmp_path: Path
) -> None:
    """行政许可法 34."""
    story.in_review()
    assert "F17" not in ready(story)
    staff = "示例科员甲\n示例科员乙"
    story.district("visit_site", staff=staff, findings="与图纸一致", remedy="补种五株").sync()

    text = printed(story, "F17", tmp_path)
    for words in ("1. 示例科员甲", "2. 示例科员乙", "与图纸一致", "补种五株"):
        assert close(words) in text


def test_a_delivery_at_home_prints_where_and_when(story: Story, tmp_path: Path) -> None:
    story.in_delivery()
    assert "F24" not in ready(story)
    story.station("plan_delivery", way="home", day="2026-03-05", slot="上午", place="示例村9号")

    text = printed(story, "F24", tmp_path)
    for words in ("约定时间2026年3月5日上午", "上门地址示例村9号", f"1.{story.office.agent}2."):
        assert close(words) in text


def test_a_visit_at_home_before_the_result_fetches_papers(story: Story) -> None:
    story.received().station("contact", channel="visit", words="上门取材料")

    visit = facts(story).home_visit
    assert (visit.kind, visit.words) == ("handle", "上门取材料")
    assert len(visit.papers) == len(facts(story).papers)


def test_time_place_and_the_word_of_the_applicant_stand_on_the_record_of_a_visit(
    story: Story, tmp_path: Path
) -> None:
    """行政许可法 34; 联合踏勘."""
    told = {
        "staff": "示例科员周六\n示例科员吴七", "findings": "属实", "visited_at": "2026-03-02 08:30",
        "place": "示例村9号", "offices": "示例镇自然资源所", "statement": "同意",
    }  # fmt: skip
    story.in_review().district("visit_site", **told).sync()

    text = printed(story, "F17", tmp_path)
    for words in (
        "踏勘时间2026年3月2日8时30分", "踏勘地点示例村9号", "参加单位示例镇自然资源所",
        "当事人意见同意",
    ):  # fmt: skip
        assert close(words) in text


def test_a_visit_is_recorded_after_it(story: Story) -> None:
    told = {"staff": "甲\n乙", "findings": "属实", "visited_at": "2026-03-31 08:30"}

    story.in_review().district_cannot(
        "visit_site", "this time is still to come", "when it has been", **told
    )


def test_why_somebody_is_visited_and_by_which_two_stands_on_the_sheet(
    story: Story, tmp_path: Path
) -> None:
    story.in_delivery().station("contact", channel="telephone", words="来电请求上门")
    told = {"way": "home", "day": "2026-03-06", "place": "示例村9号"}
    story.station("plan_delivery", **told, why="disability", companion="示例代办乙")

    visit = facts(story).home_visit
    assert (visit.why, visit.staff) == ("disability", (story.office.agent, "示例代办乙"))
    assert visit.called_at is not None
    assert close("2.示例代办乙") in printed(story, "F24", tmp_path)

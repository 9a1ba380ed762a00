"""The sheets of review, decision and end, from the authority's own events; and the reminder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from station.desk.facts import facts_of
from tests.desk.story import FELLING, JOBLESS, Story
from tests.desk.story_sheets import printed, ready

Tell = Callable[..., Story]


# ---- what the decision waits for


def test_a_special_procedure_is_told_with_name_reason_days_and_expected_end(
    story: Story, tmp_path: Path
) -> None:
    story.in_review().district("suspend")
    assert "F18" not in ready(story)
    text = printed(story.sync(), "F18", tmp_path)

    assert "程序名称专家评审" in text
    assert "启动理由需专家评审" in text
    assert "开始日期2026年3月2日所需时间10个工作日" in text
    assert "预计结束日期2026年3月16日" in text
    assert "恢复计算期限" not in text


def test_a_procedure_that_is_over_shows_what_it_found(story: Story, tmp_path: Path) -> None:
    story.in_review().district("suspend").until("2026-03-11 09:00").district("resume").sync()

    assert "程序结果已结束（2026年3月11日恢复计算期限）" in printed(story, "F18", tmp_path)


def test_a_public_notice_that_the_item_leaves_out_is_told_too(story: Story, tmp_path: Path) -> None:
    story.in_review(item=JOBLESS).district("post_publicity").sync()
    text = printed(story, "F18", tmp_path)

    assert "程序名称公示" in text
    assert "预计结束日期2026年3月9日" in text


def test_an_extension_names_its_reason_approver_and_the_new_days(
    story: Story, tmp_path: Path
) -> None:
    text = printed(story.in_review().district("extend").sync(), "F19", tmp_path)

    assert "决定延长办理期限10个工作日" in text
    assert "延期理由情况复杂" in text
    assert "批准人示例局长" in text
    assert "原法定届满日2026年3月30日" in text
    assert "最迟2026年4月14日" in text


def test_the_former_day_is_left_to_the_pen_where_time_was_left_out(
    story: Story, tmp_path: Path
) -> None:
    story.in_review().district("suspend").wait(days=2).district("resume").district("extend")

    assert "原法定届满日年月日" in printed(story.sync(), "F19", tmp_path)


# ---- the decision


def test_a_grant_prints_as_the_authority_wrote_it(story: Story, tmp_path: Path) -> None:
    story.in_review(item=FELLING).district("grant", decision_number="林许〔2026〕3号")
    assert "F20" not in ready(story)
    text = printed(story.sync(), "F20", tmp_path)

    assert "决定文号林许〔2026〕3号" in text
    assert "法律依据《森林法》第五十六至六十条" in text
    assert "决定内容准予林木采伐许可证核发" in text
    assert "按期颁发、送达" in text
    assert "F20A" not in ready(story)


def test_a_grant_whose_document_is_locked_says_so(tell: Tell, tmp_path: Path) -> None:
    story = tell("gaoming").handed_over(p5="promised").district("accept_gap")
    story.district("start_review").district("grant_pending").sync()

    assert "容缺材料补齐后发放" in printed(story, "F20", tmp_path)


def test_a_refusal_has_reason_clause_and_remedies(story: Story, tmp_path: Path) -> None:
    text = printed(story.in_review().district("refuse").sync(), "F20A", tmp_path)

    assert "事实和理由不符合条件" in text
    assert "法律依据示例办法第三条" in text
    assert "六十日内" in text
    assert "六个月内" in text
    assert "F20" not in ready(story)


def test_a_letter_of_consent_names_the_office_and_the_item_of_the_other_case(
    story: Story, tmp_path: Path
) -> None:
    other = story.received(item=FELLING).number
    story.in_review().district(
        "issue_letter", number="示例同意函1号", to_case=other, conditions="",
        valid_until="2026-12-31",
    ).sync()  # fmt: skip
    text = printed(story, "F09", tmp_path)

    assert "函号示例同意函1号" in text
    assert "出具单位区卫生健康局" in text
    assert "接收单位区林业主管部门" in text
    assert "关联事项林木采伐许可证核发" in text
    assert "附加条件无有效期至2026年12月31日" in text


# ---- ends without a decision


def test_a_returned_case_says_why_and_what_is_given_back(story: Story, tmp_path: Path) -> None:
    story.in_review(p1="original").district("return").sync()
    text = printed(story, "F27", tmp_path)

    assert "退件理由长期不补正" in text
    assert "退件依据示例办法第五条" in text
    assert "已退还" in text
    assert "申请行政复议" in text


def test_who_asks_to_withdraw_signs_for_it(story: Story, tmp_path: Path) -> None:
    story.accepted()
    assert "F27A" not in ready(story)
    story.station("request", what="withdrawal", presenter="self", reason="改在他处办理")
    text = printed(story, "F27A", tmp_path)

    assert "区卫生健康局：" in text
    assert "撤回理由改在他处办理" in text


@pytest.mark.parametrize(
    ("rules", "act"), [("zhejiang", "revoke_acceptance"), ("gaoming", "terminate")]
)
def test_a_broken_promise_ends_by_the_word_of_the_place(
    tell: Tell, tmp_path: Path, rules: str, act: str
) -> None:
    story = tell(rules).handed_over(p5="promised").district("accept_gap").sync()
    story.until("2026-03-17 09:00").station("contact", channel="telephone", words="已提醒").sync()
    story.district(act).sync()
    text = printed(story, "F27B", tmp_path)

    assert "理由逾期" in text
    assert {"F27B"} == ready(story) & {"F27", "F27B", "F20", "F20A"}


# ---- the reminder


def test_a_reminder_goes_to_the_office_that_holds_a_case_whose_date_is_near_or_over(
    story: Story, tmp_path: Path
) -> None:
    story.in_review()
    assert "F31" not in ready(story)
    text = printed(story.until("2026-03-24 09:00"), "F31", tmp_path)

    assert "被督办机构区卫生健康局" in text
    assert "承诺办结2026年3月23日17时00分SX-05红灯（超期）" in text
    assert "法定办结2026年3月30日17时00分SX-06黄灯（临期）" in text


def test_while_the_clock_waits_nobody_is_urged(story: Story) -> None:
    story.in_review().district("suspend", days="60").sync().until("2026-03-31 09:00")

    assert "F31" not in ready(story)


def test_what_the_station_itself_is_late_with_goes_to_the_station(
    story: Story, tmp_path: Path
) -> None:
    story.received().until("2026-03-06 09:00")
    text = printed(story, "F31", tmp_path)

    assert f"被督办机构{story.office.name}" in text
    assert "SX-02红灯（超期）" in text


def test_a_reminder_that_is_made_again_later_says_what_it_said(story: Story) -> None:
    """As the check of its code does; a public notice is over by then, and its clock goes on."""
    story.in_review(item=JOBLESS).until("2026-03-13 09:00")
    story.district("post_publicity", days="1").sync()
    case, then = story.case, story.office.clock.now()

    def made() -> object:
        return facts_of(story.office, case, sheet_number="-", nth=1, printed_at=then).urging

    before = made()
    story.until("2026-03-20 09:00")

    assert made() == before
    assert "F31" in ready(story)


def test_an_item_whose_name_is_an_application_is_granted_without_that_word(
    story: Story, tmp_path: Path
) -> None:
    text = printed(story.delivered(), "F20", tmp_path)

    assert "您提出的“农村部分计划生育家庭奖励扶助申请”，本机关已经受理" in text
    assert "决定内容准予农村部分计划生育家庭奖励扶助。" in text


def test_the_amount_hangs_out_with_the_name(story: Story, tmp_path: Path) -> None:
    story.in_review(item=JOBLESS).district("post_publicity", amount="1,250.50元").sync()

    assert "1250.50" in printed(story, "F16", tmp_path)


def test_an_amount_is_a_sum_of_money(story: Story) -> None:
    story.in_review(item=JOBLESS).district_cannot(
        "post_publicity", "not a sum of money", "like 1250", amount="若干"
    )

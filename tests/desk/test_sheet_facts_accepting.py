"""The sheets of acceptance, from the authority's own events: none before they are here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.facts import MissingFacts
from tests.desk.story import AWARD, FELLING, MEMBER, Story
from tests.desk.story_sheets import printed, ready

Tell = Callable[..., Story]
OF_THE_AUTHORITY = {"F02", "F05", "F06", "F07"}


def test_before_the_authority_answers_no_sheet_of_its_own_is_printed(
    story: Story, tmp_path: Path
) -> None:
    story.handed_over().district("accept")

    assert not ready(story) & OF_THE_AUTHORITY
    with pytest.raises(MissingFacts) as told:
        printed(story, "F02", tmp_path)
    assert {"authority", "accepting.acceptance.at"} <= told.value.fields.keys()
    assert "F02" in ready(story.sync())


def test_an_acceptance_names_authority_type_limits_last_days_and_ways(
    story: Story, tmp_path: Path
) -> None:
    text = printed(story.accepted(), "F02", tmp_path)

    assert "受理机关区卫生健康局" in text
    assert "办件类型承诺件" in text
    assert "受理日期2026年3月2日" in text
    assert "法定期限20个工作日届满日期2026年3月30日" in text
    assert "承诺期限15个工作日届满日期2026年3月23日" in text
    assert "村张榜公布（10日）" in text
    assert "到服务站领取；上门送达；邮寄送达" in text
    assert story.case.applicant.name in text
    assert "容缺" not in text


def test_what_has_no_legal_limit_says_so_and_a_time_that_is_told_later_too(
    story: Story, tmp_path: Path
) -> None:
    story.received(item=MEMBER).station("hand_over").station("accept", official_number="示例1")
    text = printed(story, "F02", tmp_path)

    assert "法定期限未规定届满日期无" in text
    assert "成员大会表决（所需时间另行书面告知）" in text
    assert "受理机关村集体经济组织" in text


def test_a_case_that_silence_accepted_counts_from_its_receipt_on_the_sheet_too(
    story: Story, tmp_path: Path
) -> None:
    story.handed_over().until("2026-03-10 09:00").district("deem_accepted").district("accept")
    text = printed(story.sync(), "F02", tmp_path)

    assert "2026年3月10日（视为受理，期限自2026年3月2日起计算）" in text
    assert "届满日期2026年3月30日" in text


def test_promised_papers_are_on_the_letter_before_and_on_the_notice_after_acceptance(
    tell: Tell, tmp_path: Path
) -> None:
    story = tell("zhejiang").handed_over(p5="promised")
    before = ready(story)
    letter = printed(story, "F08", tmp_path)
    story.district("accept_gap").sync()
    notice = printed(story, "F07", tmp_path)

    assert "F08" in before
    assert "F07" not in before
    name = story.office.item_of(story.case).materials[4].name_zh
    assert f"1{''.join(name.split())}" in letter
    assert f"1{''.join(name.split())}" in notice
    assert "2026年3月16日" in notice
    assert "撤销受理，并书面说明理由" in notice
    assert "可以先行作出决定并发放证照、文书" in notice
    assert "容缺情况" in printed(story, "F02", tmp_path)


def test_each_place_has_its_own_consequence_of_a_broken_promise(tell: Tell, tmp_path: Path) -> None:
    told = {
        rules: printed(
            tell(rules).handed_over(p5="promised").district("accept_gap").sync(), "F07", tmp_path
        )
        for rules in ("anyang", "gaoming")
    }

    assert "视为撤回申请。" in told["anyang"]
    assert "停止办理或者取消审批。" in told["gaoming"]
    assert "可以先行作出决定；材料补齐后发放" in told["gaoming"]


def test_a_case_that_is_not_accepted_says_why_and_where_to_go(story: Story, tmp_path: Path) -> None:
    story.handed_over().district("not_accept", authority="示例县卫生健康局").sync()
    text = printed(story, "F05", tmp_path)

    assert {"F05"} == ready(story) & OF_THE_AUTHORITY
    assert "不属本机关职权" in text
    assert "应当申请的行政机关示例县卫生健康局" in text
    assert "申请行政复议" in text


def test_where_to_go_is_left_to_the_pen_when_the_authority_did_not_say(
    story: Story, tmp_path: Path
) -> None:
    """行政许可法 32(2): nobody but the authority may say that there is no other one."""
    text = printed(story.handed_over().district("not_accept").sync(), "F05", tmp_path)

    assert "应当申请的行政机关不服本不予受理决定的" in text


def test_a_village_body_names_no_administrative_remedies(story: Story, tmp_path: Path) -> None:
    story.received(item=MEMBER).station("hand_over").station("not_accept")
    text = printed(story, "F05", tmp_path)

    assert "行政复议" not in text
    assert "乡镇人民政府" in text


def test_a_matter_that_needs_no_decision_has_its_sheet(story: Story, tmp_path: Path) -> None:
    story.handed_over(item=FELLING).district("not_required").sync()
    text = printed(story, "F06", tmp_path)

    assert {"F06"} == ready(story) & OF_THE_AUTHORITY
    assert "依法不需要办理" in text
    assert "林业" in text


def test_a_correction_that_the_authority_asked_for_says_until_when_and_what_else_happens(
    story: Story, tmp_path: Path
) -> None:
    asked = story.handed_over().district("ask_correction", fix_by="2026-03-06").sync()
    text = printed(asked, "F03", tmp_path)

    assert "补正期限至2026年3月6日止" in text
    assert "逾期后果逾期未补正的" in text


def test_a_correction_without_a_term_does_not_deny_the_receipt_that_was_given(
    story: Story, tmp_path: Path
) -> None:
    text = printed(story.handed_over().district("ask_correction").sync(), "F03", tmp_path)

    assert "补正期限备齐后随时提交" in text
    assert "逾期后果材料补正齐全前，受理机关暂不受理" in text


def test_the_notice_says_of_which_papers_the_station_has_the_form(
    story: Story, tmp_path: Path
) -> None:
    item = story.office.item(AWARD)
    (form, *_) = (one.name_zh for one in item.materials if one.generated_by_system)
    defects = f"{form};签名处空白;指南第2条;本人签名\n居民身份证;已过期;指南第2条;换发新证后提交"
    story.handed_over().district("ask_correction", defects=defects).sync()

    text = printed(story, "F03", tmp_path)
    assert "本人签名本站打印" in text
    assert "换发新证后提交—" in text

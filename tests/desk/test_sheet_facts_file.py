"""What the sheets at the end of a case know of it: its file, and its ratings."""

from pathlib import Path

import pytest

from station.desk.printing import PrintDesk
from station.domain.errors import BadInput
from tests.desk.story import Story
from tests.desk.story_sheets import facts, printed, ready
from tests.forms.reading import close, pages_of


def test_the_file_lists_papers_sheets_and_the_result_in_their_order(
    story: Story, tmp_path: Path
) -> None:
    story.received()
    assert "F34" not in ready(story)
    receipt = PrintDesk(story.office).print("F01", story.number, out=tmp_path)
    story.station("hand_over").sync()
    for act in ("accept", "start_review", "grant", "dispatch"):
        story.district(act)
    story.sync().station("deliver")

    assert "F34" in ready(story)
    names = [one.name for one in facts(story).file.documents]
    assert "居民身份证" in names[0] + names[1] + names[2]
    assert names.index("收件回执（材料接收清单）") < names.index("示例决定书")
    text = printed(story, "F34", tmp_path)
    assert close(receipt.number) in text
    assert close(f"本卷共{len(names)}件") in text


def test_the_list_does_not_list_itself_and_names_who_archived(story: Story, tmp_path: Path) -> None:
    story.delivered()
    printed(story, "F34", tmp_path)
    story.station("archive", by_hand="纸质卷第3盒").sync()

    file = facts(story).file
    assert "卷内目录·备考表" not in [one.name for one in file.documents]
    assert (file.archivist, file.elsewhere) == (story.office.agent, "纸质卷第3盒")
    assert close("不在本卷的文书：纸质卷第3盒") in printed(story, "F34", tmp_path)


def test_a_good_rating_prints_by_itself_and_a_bad_one_with_what_was_mended(
    story: Story, tmp_path: Path
) -> None:
    story.delivered()
    assert "F32" not in ready(story)
    story.station("rate", level="satisfied")
    assert close("差评核实整改单）") in printed(story, "F32", tmp_path)
    assert "核实情况" not in printed(story, "F32", tmp_path)


def test_what_was_found_and_mended_stands_beside_the_bad_rating(
    story: Story, tmp_path: Path
) -> None:
    """安阳市政务服务条例 52."""
    story.delivered().station("rate", level="dissatisfied", channel="qr", words="等得太久")
    assert facts(story).ratings[0].contacted_at is None
    story.station("contact_rater", words="当日一人在岗")
    story.station("settle_rating", outcome="mended", words="赶集日增加一人")

    text = printed(story, "F32", tmp_path)
    for words in ("等得太久", "核实情况当日一人在岗", "整改措施赶集日增加一人"):
        assert close(words) in text
    assert facts(story).ratings[0].level == 4


def test_the_cause_and_the_second_call_stand_on_the_sheet_of_a_bad_rating(
    story: Story, tmp_path: Path
) -> None:
    story.delivered().station("rate", level="dissatisfied")
    story.station("contact_rater", words="当日一人在岗")
    today = story.office.today.isoformat()
    settled = {"outcome": "mended", "words": "增加一人", "cause": "赶集日人多"}
    story.station("settle_rating", **settled, asked_on=today, contented="yes")

    text = printed(story, "F32", tmp_path)
    assert close("原因赶集日人多") in text
    rating = facts(story).ratings[0]
    assert (rating.asked_on, rating.contented) == (story.office.today, True)


def test_nobody_was_asked_again_tomorrow_or_without_a_day(story: Story) -> None:
    story.delivered().station("rate", level="dissatisfied")
    story.station("contact_rater", words="当日一人在岗")
    settled = {"outcome": "mended", "words": "增加一人"}

    for said in ({"asked_on": "2099-01-01"}, {"contented": "no"}):
        with pytest.raises(BadInput) as fault:
            story.station("settle_rating", **settled, **said)
        assert list(fault.value.fields) == ["asked_on"]


def test_the_file_says_for_how_long_it_is_kept(story: Story, tmp_path: Path) -> None:
    """档案法 13; the shipped classes are typical ones, and the sheet says so."""
    story.delivered()

    kept = facts(story).file.kept
    assert kept.endswith("（以本地规定为准）")
    assert close(f"保管期限{kept}") in printed(story, "F34", tmp_path)


def test_a_sheet_in_the_file_has_the_pages_that_it_was_printed_on(
    story: Story, tmp_path: Path
) -> None:
    story.received()
    made = PrintDesk(story.office).print("F01", story.number, out=tmp_path)
    story.station("hand_over").sync()
    for act in ("accept", "start_review", "grant", "dispatch"):
        story.district(act)
    story.sync().station("deliver")

    (receipt,) = (one for one in facts(story).file.documents if one.number == made.number)
    assert receipt.pages == len(pages_of(made.path.read_bytes()))

"""What the sheets of a mandate know of a real case."""

from pathlib import Path

from forms.catalogue import SHEETS
from station.domain.custody import originals
from station.domain.values import Side
from tests import makers
from tests.desk.story import Story
from tests.desk.story_sheets import facts, printed, ready
from tests.forms.reading import close

MANDATE = {
    "name": "示例代办甲", "id": makers.id_number("19880101", "002"), "phone": "13700001111",
    "matter": "一次性临时救助申请", "powers": ["submit", "collect"],
    "begins": "2026-03-02", "ends": "2026-06-30", "redelegation": "no",
}  # fmt: skip
SIX_MORE = {"begins": "2026-07-01", "ends": "2026-12-31", "powers": ["collect"]}


def test_no_mandate_no_sheet_of_one(story: Story) -> None:
    story.received()

    assert not {"F11", "F12"} & ready(story)


def test_a_mandate_prints_with_everything_that_the_law_wants_on_it(
    story: Story, tmp_path: Path
) -> None:
    """民法典 165."""
    story.received().station("give_mandate", **MANDATE)

    assert "F11" in ready(story)
    assert "F12" not in ready(story)
    text = printed(story, "F11", tmp_path)
    for words in (
        "示例代办甲", MANDATE["id"], "13700001111", "一次性临时救助申请",
        "自2026年3月2日起至2026年6月30日止", SHEETS["F11"].title, "示例𠮷䶮",
    ):  # fmt: skip
        assert close(str(words)) in text


def test_who_works_here_acts_for_the_station_and_a_relative_does_not(story: Story) -> None:
    story.received().station("give_mandate", **MANDATE)
    assert facts(story).mandate.unit == ""

    story.station("give_mandate", **{**MANDATE, "name": story.office.agent})
    assert facts(story).mandate.unit == story.office.name


def test_a_mandate_taken_back_prints_its_end_and_not_itself(story: Story, tmp_path: Path) -> None:
    """民法典 173."""
    story.received().station("give_mandate", **MANDATE)
    story.station("revoke_mandate", reason="本人自己来办")

    assert "F11" not in ready(story)
    assert close("原因本人自己来办") in printed(story, "F12", tmp_path)
    assert facts(story).agency_end.kind == "ended"


def test_a_mandate_that_follows_another_prints_both(story: Story) -> None:
    story.received().station("give_mandate", **MANDATE)
    story.station("give_mandate", **{**MANDATE, **SIX_MORE})

    end = facts(story).agency_end
    assert end.kind == "renewed"
    assert (end.former.powers, end.renewed.powers) == (("submit", "collect"), ("collect",))


def test_when_the_result_is_handed_out_the_mandate_is_carried_out(story: Story) -> None:
    story.received().station("give_mandate", **MANDATE).station("hand_over").sync()
    for act in ("accept", "start_review", "grant", "dispatch"):
        story.district(act)
    story.sync().station("deliver")

    end = facts(story).agency_end
    assert (end.kind, end.outcome) == ("finished", "准予")
    assert len(end.papers) == sum(
        1 for one in originals(story.at(Side.STATION).case).values() if one.lent
    )


def test_what_else_was_agreed_stands_on_the_mandate(story: Story, tmp_path: Path) -> None:
    story.received().station("give_mandate", **MANDATE, notes="不得代收款项")

    assert close("特别说明不得代收款项") in printed(story, "F11", tmp_path)

"""What the sheets of the window know of a real case."""

from pathlib import Path

from station.desk.space import SpaceDesk
from station.domain.values import Presenter
from tests.desk.spaces import card_of, somebody, with_card
from tests.desk.story import Story
from tests.desk.story_sheets import printed, ready
from tests.forms.reading import close


def test_what_was_mended_on_the_spot_prints_before_and_after(story: Story, tmp_path: Path) -> None:
    """行政许可法 32(3)."""
    story.opened()
    assert "F04" not in ready(story)
    story.station("fix_on_spot", field="phone", after="13900001234")
    story.station("fix_on_spot", field="申请表签名处", after="已签名")

    text = printed(story, "F04", tmp_path)
    assert close("1联系电话1380000567813900001234") in text
    assert close("2申请表签名处（空白）已签名") in text


def test_what_came_from_the_space_prints_with_who_confirmed_it(
    story: Story, tmp_path: Path
) -> None:
    """浙江省保障“最多跑一次”改革规定 7."""
    who = somebody("118")
    entry = with_card(story.office, who)
    seq = card_of(story.office)
    story.opened(applicant=who, **{f"p{seq}": None})  # type: ignore[arg-type]
    assert "F35" not in ready(story)
    SpaceDesk(story.office).use(story.number, {seq: entry}, Presenter.SELF)

    text = printed(story, "F35", tmp_path)
    assert close(f"1居民身份证{entry}") in text
    assert close(f"{story.office.agent}本人") in text

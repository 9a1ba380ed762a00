"""The keys of a page: the most needed ones on the bottom line, all of them behind one."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from station.desk.words import use_language
from station.tui.screens.act_form import ActForm
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.keys import KeyLine
from tests.tui.stage import choose, page, settled, shown, typed
from tests.tui.test_papers import at_the_papers, press
from tests.tui.tour import a_station, unlocked


@pytest.mark.parametrize("tongue", ["en", "zh_CN"])
async def test_the_keys_of_the_papers_and_of_receiving_have_room_on_80_columns(
    tmp_path: Path, tongue: str
) -> None:
    use_language(tongue)
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await at_the_papers(pilot)
        keys = [key for key, _name, _words in app.screen.query_one(KeyLine)._shown()]
        assert keys[:3] == ["space", "a", "g"]
        assert keys[-1] == "question_mark"
        assert "w" in keys
        assert cell_len(shown(app)[-1]) == 80


async def test_help_tells_all_keys_of_the_page_it_came_from(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 40)) as (app, pilot):
        await at_the_papers(pilot)
        await press(pilot, "question_mark")
        told = page(app)
        for words in ("not here", "a scan or a photo", "promise", "notice", "empty the form"):
            assert words in told, words


async def test_help_works_over_a_card_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await choose(pilot, "withdraw")
        await typed(pilot, "示例的理由")
        await press(pilot, "f1")
        assert isinstance(app.screen, ReadingCard)
        assert "empty the form" in page(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ActForm)
        assert "示例的理由" in page(app)


async def test_help_is_where_a_click_finds_it(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (44, 40)) as (app, pilot):
        await at_the_papers(pilot)
        at = shown(app)[-1].index("? help")
        await pilot.click(KeyLine, offset=(at, 0))
        await settled(pilot)
        assert "Everywhere" in page(app)


async def test_the_chosen_word_has_a_sign(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await choose(pilot, "write")
        await press(pilot, "escape")
        await choose(pilot, "contact")
        field = app.screen.query(ChoiceField).first()
        field.focus()
        await pilot.pause()
        marked = [one for one in shown(app) if one.strip().startswith("> ")]
        await press(pilot, "down")
        moved = [one for one in shown(app) if one.strip().startswith("> ")]
        assert len(marked) == len(moved) == 1
        assert marked != moved

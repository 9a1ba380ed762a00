"""A form says nothing that nobody said, and the way back from its buttons is a key."""

from pathlib import Path

import pytest

from station.desk.words import use_language, word
from station.domain.acts import ACTS
from station.domain.fact_events import SheetPrinted
from station.domain.values import Taken
from station.domain.window import LEVELS
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.guide import paper_name
from station.tui.widgets.history import Names, history_rows
from station.tui.widgets.long import LongField
from station.tui.widgets.words import Push, Words
from tests.tui.stage import choose, page
from tests.tui.test_forms import form_of
from tests.tui.test_papers import press
from tests.tui.tour import a_station, unlocked


async def test_a_rating_that_nobody_gave_is_not_recorded(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await choose(pilot, "rate")
        form = app.screen
        assert isinstance(form, ActForm)
        label = form.query_one("#level .label", Words)
        assert form.query_one(".fields").region.contains_region(label.region), page(app)
        level, channel = form.query_one("#level", ChoiceField), form.query_one("#channel")
        await press(pilot, "f9")
        assert app.screen is form
        assert level.has_class("-faulty")
        assert not channel.has_class("-faulty")
        await press(pilot, "down")
        assert not level.has_class("-faulty")
        await press(pilot, "f9")
        case = app.screen
        assert isinstance(case, CasePage), page(app)
        names = Names(papers={}, sheet=case.counter.sheet_title)
        newest = history_rows(case.case.history, case.counter.now(), names)[0]
        assert str(newest.cells[-1]).endswith(word(LEVELS[0]))


async def test_up_goes_back_from_the_buttons_of_a_form(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await choose(pilot, "rate")
        await press(pilot, "tab", "tab", "tab")
        last = app.focused
        await press(pilot, "tab")
        assert isinstance(app.focused, Push)
        await press(pilot, "up")
        assert app.focused is last


@pytest.mark.parametrize("tongue", ["en", "zh_CN"])
async def test_the_history_names_papers_and_sheets(tmp_path: Path, tongue: str) -> None:
    use_language(tongue)
    a_station(tmp_path)
    async with unlocked(tmp_path, (132, 43)) as (app, pilot):
        await press(pilot, "enter", "f4", "enter")
        case = app.screen
        assert isinstance(case, CasePage)
        papers = {one.seq: paper_name(one) for one in case.counter.cases.item(case.case).materials}
        names = Names(papers=papers, sheet=case.counter.sheet_title)
        history = history_rows(case.case.history, case.counter.now(), names)
        told = "\n".join(str(row.cells[-1]) for row in history)
        assert f"{papers[1]} {word(Taken.ORIGINAL)}" in told
        assert f"{case.counter.sheet_title('F01')} ×1" in told
        assert "F01" not in told


async def test_a_message_that_is_too_long_is_not_told_to_go_on_where_nothing_is(
    tmp_path: Path,
) -> None:
    use_language("zh_CN")
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter", "m")
        app.screen.query_one("#words", LongField).value = "示" * 4001
        await press(pilot, "f9")
        fault = str(app.screen.query_one("#words .fault", Words).content)
        assert "4000" in fault
        assert "备注" not in fault


async def test_an_impatient_enter_prints_no_second_copy(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        case = app.screen
        assert isinstance(case, CasePage)
        case._offer = "F01"
        await press(pilot, "enter", "enter")
        assert case.case.count(SheetPrinted) == 1


async def test_a_delivery_is_not_taken_where_a_decision_is_refused(tmp_path: Path) -> None:
    use_language("zh_CN")
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        case = app.screen
        assert isinstance(case, CasePage)
        await app.push_screen(form_of(ACTS["record_failure"], case))
        await pilot.pause()
        assert "拒收" in page(app)
        assert "无人在场" in page(app)
        assert "不予" not in page(app)
        app.pop_screen()
        await app.push_screen(form_of(ACTS["plan_delivery"], case))
        await pilot.pause()
        assert "送达日期" in page(app)
        assert "领取日期" not in page(app)

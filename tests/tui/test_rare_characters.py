"""A character that no font has is told before the sheet prints, not after."""

from dataclasses import replace
from pathlib import Path

from station.domain.fact_events import SheetPrinted
from station.tui.screens.case import CasePage
from station.tui.screens.spelled import SpelledCard
from tests.tui.stage import page
from tests.tui.test_papers import press
from tests.tui.tour import a_station, unlocked


async def test_nothing_prints_before_somebody_agreed_to_the_code_of_a_character(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        office = app.counter.office
        office.settings = replace(office.settings, office_phone="示例\U0003106c")
        await press(pilot, "enter", "f4", "enter")
        assert isinstance(app.screen, SpelledCard)
        assert "U+3106C" in page(app)
        await press(pilot, "enter")
        case = app.screen
        assert isinstance(case, CasePage)
        assert case.case.count(SheetPrinted) == 0

        await press(pilot, "f4", "enter", "f9")
        assert "F01-" in page(app)
        await press(pilot, "escape")
        assert app.screen is case
        assert case.case.count(SheetPrinted) == 1

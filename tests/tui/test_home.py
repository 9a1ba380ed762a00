"""The first page: what the law punishes first stands first."""

from pathlib import Path

from station.tui.screens.case import CasePage
from tests.office import PASSPHRASE, HandClock
from tests.tui.stage import app_at, page, settled, shown, typed
from tests.tui.tour import a_station


async def test_a_date_that_passed_stands_before_a_case_that_waits_for_papers(
    tmp_path: Path,
) -> None:
    a_station(tmp_path / "home")
    clock = HandClock()
    clock.wait(days=30)
    app = app_at(tmp_path / "home", clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        rows = [line for line in shown(app) if "示*" in line]
        assert ["LATE" in row for row in rows] == [True, False]
        assert "OPEN" in rows[1]
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        assert "MZ-08" in page(app)


async def test_an_empty_station_says_which_key_begins(tmp_path: Path) -> None:
    a_station(tmp_path / "home", cases=False)
    app = app_at(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert "F2 begins a new case" in page(app)

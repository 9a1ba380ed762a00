"""What both offices hold, on the screen."""

from pathlib import Path

from station.tui.screens.reconcile import ReconcilePage
from station.tui.screens.sync import SyncPage
from tests.district.pair import a_line, a_received_case
from tests.district.test_reconcile import compared
from tests.tui.stage import page, settled
from tests.tui.tour import unlocked


def a_compared_station(folder: Path, *, lost: bool = False) -> None:
    with a_line(folder) as (office, district):
        a_received_case(office)
        compared(office, district)
        if lost:
            with district.vault.transaction():
                district.vault.sql("DELETE FROM case_row")
            compared(office, district)


async def test_the_page_of_the_line_says_whether_both_hold_the_same(tmp_path: Path) -> None:
    a_compared_station(tmp_path)
    async with unlocked(tmp_path / "station", (120, 36)) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert "both offices hold the same: " in page(app)
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, ReconcilePage)
        assert "SAME" in page(app)
        assert "handed over" in page(app)


async def test_what_differs_stands_on_the_page_with_what_to_do(tmp_path: Path) -> None:
    a_compared_station(tmp_path, lost=True)
    async with unlocked(tmp_path / "station", (120, 36)) as (app, pilot):
        await pilot.press("f5", "r")
        await settled(pilot)
        assert "DIFFERS" in page(app)
        assert "cases in the state handed over: 1 here, 0 at the other office" in page(app)
        assert "--rebuild" in page(app)


async def test_the_comparison_is_printed_from_its_page(tmp_path: Path) -> None:
    a_compared_station(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await pilot.press("f5", "r", "f4", "f9")
        await settled(pilot)
        assert "F40-330211105203-" in page(app)


async def test_before_the_first_exchange_the_page_says_which_key_fills_it(tmp_path: Path) -> None:
    with a_line(tmp_path):
        pass
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert "not yet: F5 does it" in page(app)
        await pilot.press("r")
        await settled(pilot)
        assert "Nothing was compared yet" in page(app)
        await pilot.press("escape")
        assert isinstance(app.screen, SyncPage)

"""The item guide, by which catalogue it speaks, and what is printed of it and of blanks."""

from pathlib import Path

from station.desk.catalogue import catalogue
from station.tui.screens.blanks import BlanksPage
from station.tui.screens.guide import GuidePage
from station.tui.widgets.guide import guide
from tests.makers import TODAY
from tests.tui.stage import page, settled
from tests.tui.tour import a_station, unlocked


def test_a_page_of_the_guide_bears_the_mark_of_its_catalogue() -> None:
    known = catalogue()
    page = guide(known.newest["SB-01"], known, TODAY).plain

    assert page.splitlines()[-1] == f"Catalogue: {known.mark}"


async def test_f4_prints_the_guide_under_the_cursor(tmp_path: Path) -> None:
    a_station(tmp_path / "station")
    async with unlocked(tmp_path / "station", (100, 30)) as (app, pilot):
        app.push_screen(GuidePage(app.counter))
        await settled(pilot)
        await pilot.press(*"MZ-01")
        await settled(pilot)
        await pilot.press("f4")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "F25-" in page(app)


async def test_a_blank_is_printed_from_the_page_of_the_station(tmp_path: Path) -> None:
    a_station(tmp_path / "station")
    async with unlocked(tmp_path / "station", (100, 30)) as (app, pilot):
        app.push_screen(BlanksPage(app.counter))
        await settled(pilot)
        assert "Handbook: the guides to all items" in page(app)
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert "F01-" in page(app)

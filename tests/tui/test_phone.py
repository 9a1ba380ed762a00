"""A terminal as narrow as a phone: what is needed stands below what was beside it."""

from pathlib import Path

from station.tui.screens.case import CasePage
from station.tui.widgets.table import VirtualTable
from tests.tui.stage import page, settled, shown, too_wide
from tests.tui.test_papers import at_the_papers
from tests.tui.tour import a_station, unlocked

SIZE = (44, 40)


async def test_the_first_page_shows_whose_case_is_due_over_the_menu(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, _):
        due, menu = (app.screen.query_one(name, VirtualTable) for name in ("#due", "#menu"))
        assert due.region.bottom <= menu.region.y
        assert due.region.width > 40
        assert "示*" in page(app)
        assert "岚山村便民服务站" in shown(app)[0]


async def test_a_case_stands_under_itself_and_its_acts_stay_on_view(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        facts, history = app.screen.query_one(".facts"), app.screen.query_one("#history")
        assert facts.region.bottom <= history.region.y
        assert history.region.width > 40
        assert "1 Hand over" in page(app)
        assert not too_wide(shown(app), 44)


async def test_the_papers_of_a_new_case_have_room_on_a_phone(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        new = await at_the_papers(pilot)
        assert new.papers.region.height >= 4
        assert not too_wide(shown(app), 44)

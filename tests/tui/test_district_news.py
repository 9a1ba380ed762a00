"""News of the district on the screen: told on the first page until each was opened."""

from pathlib import Path

from station.domain.published_events import Published
from station.tui.screens.district_news import DistrictNewsPage
from station.tui.screens.reading import ReadingCard
from station.tui.widgets.table import VirtualTable
from sync.district.publishing import give_notice
from tests.district.pair import a_line, synced
from tests.district.published import BY, FIRST, catalogue, published
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, digit, page, settled, typed


async def test_news_are_told_on_the_first_page_until_each_was_opened(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(3, FIRST))
        give_notice(district, "示例会议通知", "周五下午开会。\n请带印章。", (), BY)
        synced(office, district)
    app = app_at(tmp_path / "station")
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert "not opened: 2" in page(app)
        app.screen.query_one("#menu", VirtualTable).focus()
        await pilot.press("home", *["down"] * (int(digit("news")) - 1), "enter")
        await settled(pilot)
        assert isinstance(app.screen, DistrictNewsPage)
        for words in ("Catalogue, version 3", "请带印章。"):
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, ReadingCard)
            assert words in page(app)
            await pilot.press("escape")
            await settled(pilot)
            await pilot.press("down")
        await pilot.press("escape")
        await settled(pilot)
        assert "not opened" not in page(app)
        assert "F2 begins a new one" in page(app)

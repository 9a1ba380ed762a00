"""Every page fits and says what to do next; see test_hostile for the same in Chinese."""

from pathlib import Path

from station.desk.words import use_language
from tests.tui.tour import a_station, check_page, every_page, unlocked


async def test_in_english_on_an_old_console_every_page_fits_and_masks(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24), plain=True) as (app, pilot):
        async for name in every_page(pilot):
            check_page(app, name)


async def test_the_door_is_chinese_where_the_language_is(tmp_path: Path) -> None:
    use_language("zh_CN")
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24), plain=True) as (app, _):
        check_page(app, "home")

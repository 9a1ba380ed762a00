"""The page of the station itself, and what is looked after from it."""

from pathlib import Path

from station.desk.in_force import WORDS, in_force
from station.settings import KEYS, Settings
from station.tui.screens.checking import CheckCard
from station.tui.screens.in_force import InForcePage
from station.tui.screens.station import StationPage
from tests.office import NEW, STATION
from tests.tui.stage import digit, page, settled
from tests.tui.test_mouse import click
from tests.tui.tour import a_station, unlocked


async def test_the_page_says_who_and_where_the_station_is(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(digit("station"))
        await settled(pilot)
        assert isinstance(app.screen, StationPage)
        for words in (NEW.name, STATION, "not joined", str(tmp_path)[:30], "newest: never"):
            assert words in page(app), words


async def test_everything_is_checked_from_the_page_and_a_fault_is_told(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press(digit("station"))
        await click(app, pilot, "Check that all is whole")
        assert isinstance(app.screen, CheckCard)
        await pilot.press("f9")
        await settled(pilot)
        assert "everything is whole" in page(app)
        assert "signed up to entry" in page(app)
        await pilot.press("escape")
        assert isinstance(app.screen, StationPage)

        vault = app.counter.office.vault
        with vault.transaction():
            vault.sql("UPDATE case_row SET state = ?", "archived")
        await click(app, pilot, "Check that all is whole")
        await pilot.press("f9")
        await settled(pilot)
        assert "not everything is whole" in page(app)
        assert "run.py verify --rebuild" in page(app)


async def test_what_is_set_is_shown_with_the_file_to_change_it_in(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 36)) as (app, pilot):
        await pilot.press(digit("station"))
        await click(app, pilot, "What is set")
        assert isinstance(app.screen, InForcePage)
        assert "0574-00000000" in page(app)
        assert "station.ini" in str(app.screen.query_one(".hint").render())
        await pilot.press("enter")
        await settled(pilot)
        assert "[station] home" in page(app)


def test_a_password_in_an_address_is_not_shown(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, district_store="postgresql://book:geheim@host/districts")
    shown = {one.where: one.value for one in in_force(given)}

    assert shown["[district] store"] == "postgresql://book:***@host/districts"


def test_every_setting_has_words() -> None:
    assert KEYS.keys() == WORDS.keys()

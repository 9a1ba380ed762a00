"""A key file on a stick: made on the page of the agents, asked for at the door."""

from pathlib import Path

from textual.pilot import Pilot

from station.desk.keyfiles import KeyFileDesk
from station.desk.office import Office
from station.tui.app import StationApp
from station.tui.screens.agents import AgentsPage
from station.tui.screens.home import HomePage
from station.tui.screens.key_file_card import KeyFileCard
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.test_agents_page import to_the_agents
from tests.tui.tour import a_station, unlocked


async def filled(app: StationApp, pilot: Pilot[None], **fields: str) -> None:
    """The card is sent off with these fields."""
    for name, text in fields.items():
        app.screen.query_one(f"#{name}", Field).value = text
    await pilot.press("f9")
    await settled(pilot)


async def test_a_key_file_is_made_on_a_stick_and_nowhere_else(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    stick.mkdir()
    a_station(home, cases=False)
    async with unlocked(home, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("k")
        assert isinstance(app.screen, KeyFileCard)
        assert app.screen.query_one("#passphrase", Field).input.has_focus
        for wrong in ("", str(home)):
            await filled(app, pilot, passphrase="not it", folder=wrong)
            assert app.screen.query_one("#folder").has_class("-faulty")
        await filled(app, pilot, folder=str(stick))
        assert app.screen.query_one("#passphrase").has_class("-faulty")
        await filled(app, pilot, passphrase=PASSPHRASE)
        assert "From now on you come in with this stick" in page(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, AgentsPage)
        assert "key file" in page(app)


async def test_with_a_key_file_the_door_asks_for_the_stick(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    stick.mkdir()

    def furnish(office: Office) -> None:
        KeyFileDesk(office).on(PASSPHRASE, stick)

    a_station(home, furnish, cases=False)
    elsewhere = stick.rename(tmp_path / "another")
    app = app_at(home)
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.screen.query_one("#key_file").display
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert "the stick with your key file is not plugged in" in page(app)
        assert "--key-file" in page(app)
        assert app.screen.query_one("#key_file", Field).input.has_focus
        await typed(pilot, str(elsewhere))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
    app.counter.get_up()

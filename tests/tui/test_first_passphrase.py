"""Somebody whose passphrase was made for them gives themselves their own at the door."""

from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.office import Office
from station.tui.screens.home import HomePage
from station.tui.screens.passphrase import FirstPassphrase
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.tour import a_station

NEW_ONE, OWN = "示例新人", "示例 自己 想出来 的一句话 谁也不说"


async def test_who_comes_with_digits_made_for_them_changes_them_and_is_in(tmp_path: Path) -> None:
    made: list[str] = []

    def furnish(office: Office) -> None:
        made.append(AgentDesk(office).add(NEW_ONE).passphrase)

    a_station(tmp_path, furnish, cases=False)
    app = app_at(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, made[0])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FirstPassphrase)
        assert NEW_ONE in page(app)
        assert made[0] not in page(app)

        await typed(pilot, OWN)
        await pilot.press("enter")
        await typed(pilot, "another")
        await pilot.press("f9")
        await settled(pilot)
        assert "the two are not the same" in page(app)

        app.screen.query_one("#again", Field).value = ""
        await typed(pilot, OWN)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert app.counter.office.agent == NEW_ONE
        assert not [one.name for one in AgentDesk(app.counter.office).all() if one.given]
        assert OWN not in page(app)
    app.counter.get_up()


async def test_a_made_passphrase_is_not_kept_by_who_leaves_the_card(tmp_path: Path) -> None:
    made: list[str] = []
    a_station(tmp_path, lambda office: made.append(AgentDesk(office).add(NEW_ONE).passphrase))
    app = app_at(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, made[0])
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, made[0])
        await pilot.press("enter")
        await typed(pilot, made[0])
        await pilot.press("f9")
        await settled(pilot)
        assert "the new passphrase is the old one" in page(app)

        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert not app.counter.is_open
        app.screen.query_one("#agent").focus()
        await pilot.press("up", "enter")
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
    app.counter.get_up()

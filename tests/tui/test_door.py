"""The lock, the way out, and what is still there when one comes back."""

from pathlib import Path

from station.tui.screens.cases import CasesPage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from tests.office import PASSPHRASE
from tests.tui.stage import page, settled, typed
from tests.tui.tour import a_station, unlocked


async def test_behind_the_lock_everything_is_as_it_was(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("f2")
        app.screen.query_one("#address", Field).value = "示例村"
        app._touched -= 3600
        app._look()
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert not app.counter.is_open
        assert "示例村" not in page(app)
        await pilot.press("f3", "f5", "ctrl+p", "escape")
        await typed(pilot, "wrong")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, NewCasePage)
        assert app.screen.query_one("#address", Field).value == "示例村"


async def test_what_was_typed_is_there_after_leaving_the_program(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("f2")
        await typed(pilot, "jbylbxcb")
        await pilot.press("enter", "tab", "tab")
        await typed(pilot, "示例𠮷")
        await pilot.press("ctrl+q")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("f2", "f2")
        await settled(pilot)
        assert "示例𠮷" in page(app)
        assert "SB-01" in page(app)
        await pilot.press("ctrl+n", "escape", "f2")
        assert "示例𠮷" not in page(app)


async def test_commands_are_found_by_typing(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+p")
        await typed(pilot, "find")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasesPage)

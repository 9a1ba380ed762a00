"""When the vault is gone behind a page's back, the page says so, stays, and keeps what is typed."""

from pathlib import Path

import pytest

from station.desk.printing import PrintDesk
from station.tui.screens.new_case import NewCasePage
from station.tui.widgets.field import Field
from tests.makers import id_number
from tests.tui.stage import page, settled, typed
from tests.tui.tour import a_station, unlocked


async def test_every_page_survives_a_vault_that_is_gone(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        app.counter.office.vault.close()
        for key in (
            "enter",
            "f3",
            "s",
            "escape",
            "f2",
            "s",
            "escape",
            "f5",
            "escape",
            "3",
            "ctrl+l",
        ):
            await pilot.press(key)
        await settled(pilot)
        assert app.is_running


async def test_what_cannot_be_saved_is_told_and_stays_as_typed(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("f2")
        for text in ("jbylbxcb", id_number(), "示例", "13800005678"):
            await typed(pilot, text)
            await pilot.press("enter")
        app.counter.office.vault.close()
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, NewCasePage)
        assert app.screen.query_one("#phone", Field).value == "13800005678"
        assert app.screen.query_one(".hint").has_class("-fault")


async def test_a_fault_of_the_program_beside_the_screen_gets_a_number_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("示例𠮷䶮 13800005678")

    monkeypatch.setattr(PrintDesk, "print", broken)
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("enter", "f4", "enter")
        await settled(pilot)
        log = (tmp_path / "home" / "crash.log").read_text(encoding="utf-8")
        assert log.split()[0] in page(app)
        assert "138" not in log
        assert "示例" not in log

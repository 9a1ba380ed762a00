"""A wrong clock is told at every opening, until it is set; nothing else changes."""

from datetime import timedelta
from pathlib import Path

from station.tui.screens.home import HomePage
from tests.office import FRIDAY, PASSPHRASE, HandClock
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.tour import a_station


async def test_a_wrong_clock_is_told_and_work_goes_on_until_it_is_set(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    clock = HandClock(FRIDAY - timedelta(days=40), seed="fallen")
    app = app_at(tmp_path / "home", clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert "check the clock" in page(app)
        assert "behind what is recorded already" in page(app)

        await pilot.press("f3")
        await settled(pilot)
        assert "check the clock" in page(app)
        assert "behind what is recorded" not in page(app)

        clock.wait(days=41)
        await pilot.press("escape")
        await settled(pilot)
        assert "the clock" not in page(app)
        assert "Enter opens the case" in page(app)

"""A station that is open elsewhere says by whom, and opens here once it is closed there."""

from pathlib import Path

from station.tui.screens.home import HomePage
from station.tui.screens.unlock import UnlockPage
from tests.office import PASSPHRASE, an_office
from tests.tui.stage import app_at, page, settled, typed


async def test_the_second_window_names_who_has_the_first(tmp_path: Path) -> None:
    app = app_at(tmp_path)
    with an_office(tmp_path) as elsewhere:
        async with app.run_test(size=(80, 24)) as pilot:
            await typed(pilot, PASSPHRASE)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, UnlockPage)
            told = " ".join(page(app).split())
            assert "示例代办员 has this station open in another window since 2026-11-20" in told
            assert "F3" not in told  # no backup is needed for that

            elsewhere.close()
            await typed(pilot, PASSPHRASE)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, HomePage)
            app.counter.get_up()

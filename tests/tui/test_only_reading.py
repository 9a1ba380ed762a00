"""The screen of a station whose disk failed: it says so, and what is typed stays."""

from pathlib import Path

from station.storage.faults import DiskFull
from station.tui.app import StationApp
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.home import HomePage
from tests.office import PASSPHRASE
from tests.tui.stage import page, settled, typed
from tests.tui.test_drafts import press, reason, type_a_reason
from tests.tui.tour import a_station, unlocked

FULL = "nothing more is recorded"


def fill_the_disk(app: StationApp) -> None:
    app.counter.office.vault.only_read(DiskFull("it is full"))


async def test_the_first_page_says_it_over_everything_else(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        fill_the_disk(app)
        await press(pilot, "f3", "escape")

        assert isinstance(app.screen, HomePage)
        assert FULL in page(app)
        assert "only reading" in page(app)


async def test_a_form_says_it_and_keeps_what_is_typed_over_the_unlocking(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await type_a_reason(pilot, "示")
        fill_the_disk(app)
        await typed(pilot, "例")
        await press(pilot, "escape")
        assert isinstance(app.screen, ActForm)
        assert FULL in page(app)

        await press(pilot, "ctrl+l")
        await typed(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await settled(pilot)
        assert reason(app) == "示例"
        await press(pilot, "escape")
        assert isinstance(app.screen, CasePage)
        [line] = app.counter.drafts.lines()
        assert line.draft.form == {"reason": "示例"}

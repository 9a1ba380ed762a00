"""The backup of the day beside the screen: made unasked, loud when it fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from station.tui.app import StationApp
from station.tui.messages import BackupProgressed
from tests.office import PASSPHRASE, HandClock
from tests.tui.stage import page, place, settled, typed
from tests.tui.tour import a_station


@asynccontextmanager
async def a_counter(folder: Path, backups: Path) -> AsyncIterator[tuple[StationApp, Pilot[None]]]:
    premises = place(folder, HandClock(seed="not as at the set-up"))
    ordered = replace(premises.settings, backup_daily=True, backup_folder=backups)
    app = StationApp(replace(premises, settings=ordered), plain=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        yield app, pilot
    app.counter.get_up()


async def test_who_unlocks_finds_the_backup_of_the_day_made(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with a_counter(tmp_path / "home", tmp_path / "backups") as (app, pilot):
        assert len(list((tmp_path / "backups").glob("*.station"))) == 1
        assert not app.screen.query_one(".backups").display

        app.post_message(BackupProgressed("Copying the vault", " 40%"))
        await settled(pilot)
        assert "Backup: Copying the vault 40%" in page(app)


async def test_a_backup_that_fails_is_loud_until_there_is_one(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    backups = tmp_path / "backups"
    backups.write_bytes(b"somebody's file")
    async with a_counter(tmp_path / "home", backups) as (app, pilot):
        line = app.screen.query_one(".backups")
        assert line.has_class("-worried")
        assert "no backup can be written into" in page(app)

        backups.unlink()
        await pilot.press("f3", "escape")
        await settled(pilot)
        assert line.display
        app._copy()
        await settled(pilot)
        await settled(pilot)
        assert not line.display
        assert len(list(backups.iterdir())) == 1

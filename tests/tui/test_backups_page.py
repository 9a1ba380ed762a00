"""The list of backups: made by hand and by the day, on sticks, read back, deleted."""

from pathlib import Path

from textual.pilot import Pilot

from station.desk.copying import make_backup
from station.domain.office_events import BackupDeleted
from station.tui.app import StationApp
from station.tui.screens.backup_cards import DeleteCard
from station.tui.screens.backups import BackupsPage
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.field import Field
from station.tui.widgets.table import VirtualTable
from tests.tui.stage import digit, page, settled
from tests.tui.test_backups import a_counter
from tests.tui.test_mouse import click
from tests.tui.tour import a_station


async def to_the_backups(app: StationApp, pilot: Pilot[None]) -> None:
    await pilot.press(digit("station"))
    await click(app, pilot, "Backups")
    assert isinstance(app.screen, BackupsPage)


async def test_a_backup_is_made_on_a_stick_and_the_stick_may_go(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    stick = tmp_path / "stick"
    stick.mkdir()
    async with a_counter(tmp_path / "home", tmp_path / "backups") as (app, pilot):
        await to_the_backups(app, pilot)
        assert "of a day" in page(app)
        assert "today's key" in page(app)
        await pilot.press("e")
        app.screen.query_one("#place", Field).value = str(tmp_path / "nowhere")
        await pilot.press("f9")
        await settled(pilot)
        assert "there is no folder" in page(app)
        app.screen.query_one("#place", Field).value = str(stick)
        await pilot.press("f9")
        await settled(pilot)
        assert "the stick may be removed" in page(app)
        assert len(list(stick.glob("*.station"))) == 1


async def test_one_more_is_made_at_once_and_read_back_on_demand(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with a_counter(tmp_path / "home", tmp_path / "backups") as (app, pilot):
        await to_the_backups(app, pilot)
        await click(app, pilot, "Back up now b")
        await pilot.press("f9")
        await settled(pilot)
        assert "The backup is made, and read back." in page(app)
        await pilot.press("escape")
        await settled(pilot)
        assert len(list((tmp_path / "backups").iterdir())) == 1  # the one before it has gone

        await pilot.press("c", "f9")
        await settled(pilot)
        assert "Every byte is as it was written." in page(app)
        await pilot.press("escape")
        app.screen.query_one(VirtualTable).focus()
        await pilot.press("enter")
        await settled(pilot)
        assert "Opens for: 示例代办员" in page(app)


async def test_a_damaged_file_is_named_and_deleted_on_record(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    backups = tmp_path / "backups"
    async with a_counter(tmp_path / "home", backups) as (app, pilot):
        (good,) = backups.iterdir()
        bad = backups / "old.station"
        bad.write_bytes(good.read_bytes()[:-100])
        await to_the_backups(app, pilot)
        assert "BROKEN" in page(app)
        await pilot.press("down", "delete")
        assert isinstance(app.screen, DeleteCard)
        await pilot.press("enter")
        await settled(pilot)
        assert bad.exists()  # Enter alone goes back

        await pilot.press("delete", "f9")
        await settled(pilot)
        assert not bad.exists()
        assert "BROKEN" not in page(app)
        office = app.counter.office
        with office.vault.reading():
            assert len(office.journal.own_of(BackupDeleted)) == 1

        await pilot.press("delete", "f9")
        await settled(pilot)
        assert "the newest backup of this station stays" in page(app)
        assert good.exists()


async def test_there_is_one_backup_at_a_time_and_it_can_be_stopped(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with a_counter(tmp_path / "home", tmp_path / "backups") as (app, pilot):
        await to_the_backups(app, pilot)
        app.counter.copying.acquire()
        await pilot.press("b", "f9")
        await settled(pilot)
        assert "a backup is under way already" in page(app)
        app.counter.copying.release()

        card = app.screen
        assert isinstance(card, WorkForm)
        await pilot.press("f9", "escape")
        await settled(pilot)
        assert "was stopped" in page(app) or "is made" in page(app)


async def test_backups_by_hand_and_of_other_stations_are_told_apart(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    backups = tmp_path / "backups"
    async with a_counter(tmp_path / "home", backups) as (app, pilot):
        make_backup(app.counter.office, backups / "before-the-fair.station")
        await to_the_backups(app, pilot)
        assert "by hand" in page(app)

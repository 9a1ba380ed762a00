"""A station comes back from a backup: on a new computer, over a damaged vault, at a lead's word."""

from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.copying import make_backup
from station.desk.given_roles import give_role
from station.desk.handover import Handover
from station.desk.keyfiles import KeyFileDesk
from station.desk.office import Office
from station.desk.words import use_language
from station.domain.office_events import LifeBegun
from station.domain.roles import AgentRole
from station.tui.screens.home import HomePage
from station.tui.screens.passphrase import FirstPassphrase
from station.tui.screens.restore import RestorePage
from station.tui.screens.restore_card import RestoreCard
from station.tui.screens.setup import SetupPage
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from station.tui.widgets.table import VirtualTable
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, digit, page, settled, typed
from tests.tui.test_mouse import click
from tests.tui.tour import a_station, unlocked


def a_backup(tmp_path: Path) -> Path:
    """A station in `home`, and its backup on a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()

    def furnish(office: Office) -> None:
        make_backup(office, stick / "示例.station")

    a_station(tmp_path / "home", furnish)
    return stick


async def test_a_new_computer_gets_its_station_from_a_stick(tmp_path: Path) -> None:
    stick = a_backup(tmp_path)
    app = app_at(tmp_path / "new")
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, SetupPage)
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(app.screen, RestorePage)
        assert "No backup was found yet" in page(app)
        await typed(pilot, str(tmp_path / "nowhere"))
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.query_one("#place", Field).has_class("-faulty")
        app.screen.query_one("#place", Field).value = str(stick)
        await pilot.press("enter")
        await settled(pilot)
        assert "岚山村便民服务站 330211105203" in page(app)
        assert "Opens for: 示例代办员" in page(app)
        await pilot.press("enter")
        assert isinstance(app.screen, RestoreCard)
        await typed(pilot, "not it")
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#passphrase").has_class("-faulty")
        assert not (tmp_path / "new" / "station.vault").exists()

        app.screen.query_one("#passphrase", Field).value = PASSPHRASE
        await pilot.press("f9")
        await settled(pilot)
        for words in ("The station is as it was on 2026-11-20", "Not in it", "1 Check that all"):
            assert words in page(app), words
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        office = app.counter.office
        with office.vault.reading():
            (begun,) = office.journal.own_of(LifeBegun)
        assert begun.by == "示例代办员"
    app.counter.get_up()


async def test_a_new_computer_takes_the_key_file_from_where_it_is_said_to_be(
    tmp_path: Path,
) -> None:
    stick, before = tmp_path / "stick", tmp_path / "before"
    stick.mkdir()
    before.mkdir()

    def furnish(office: Office) -> None:
        KeyFileDesk(office).on(PASSPHRASE, before)
        make_backup(office, stick / "示例.station")

    a_station(tmp_path / "home", furnish, cases=False)
    elsewhere = before.rename(tmp_path / "elsewhere")
    app = app_at(tmp_path / "new")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await typed(pilot, str(stick))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await typed(pilot, PASSPHRASE)
        app.screen.query_one("#key_file", Field).value = str(elsewhere)
        await pilot.press("f9")
        await settled(pilot)
        assert "The station is as it was on 2026-11-20" in page(app)
        assert not list((tmp_path / "new").glob("station.vault.*"))
    app.counter.get_up()


async def test_a_damaged_vault_says_so_and_is_kept_beside_the_restored_one(tmp_path: Path) -> None:
    stick = a_backup(tmp_path)
    home = tmp_path / "home"
    vault = home / "station.vault"
    torn = bytes(4096) + vault.read_bytes()[4096:]
    vault.write_bytes(torn)
    app = app_at(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        assert isinstance(app.screen, UnlockPage)  # nothing is known to be wrong yet
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert "F3 restores a backup" in page(app)
        await pilot.press("f3")
        await settled(pilot)
        app.screen.query_one("#place", Field).value = str(stick / "示例.station")
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("enter")
        await typed(pilot, PASSPHRASE)
        await pilot.press("f9")
        await settled(pilot)
        assert "The vault from before lies here" in page(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        (aside,) = home.glob("station.vault." + "[0-9]" * 14)
        assert aside.read_bytes() == torn
    app.counter.get_up()


async def test_what_is_wrong_with_a_vault_is_said_in_chinese_alone(tmp_path: Path) -> None:
    a_station(tmp_path / "home", cases=False)
    vault = tmp_path / "home" / "station.vault"
    whole = vault.read_bytes()
    vault.write_bytes(whole[:12289] + bytes((whole[12289] ^ 1,)) + whole[12290:])
    app = app_at(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        use_language("zh_CN")
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert "已损坏: 有一页读不出来" in page(app)


async def test_without_key_slots_the_program_begins_with_the_backups(tmp_path: Path) -> None:
    stick = a_backup(tmp_path)
    home = tmp_path / "home"
    for name in ("keyslots.json", "keyslots.json.1"):
        (home / name).write_bytes(b"{}")
    app = app_at(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, RestorePage)
        assert "the key slots at" in page(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RestorePage)  # there is nothing behind it
        await typed(pilot, str(stick))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await typed(pilot, PASSPHRASE)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
    app.counter.get_up()


async def test_slots_that_vanish_behind_a_lock_lead_to_the_backups(tmp_path: Path) -> None:
    a_backup(tmp_path)
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+l")
        await settled(pilot)
        door = app.screen
        assert isinstance(door, UnlockPage)
        for file in (tmp_path / "home").glob("keyslots.json*"):
            file.unlink()
        door._show_wait()
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert "F3 restores a backup" in page(app)
        app.push_screen(app._door(Handover(agent="")))
        await settled(pilot)
        assert isinstance(app.screen, RestorePage)


async def test_a_lead_restores_from_inside_and_nothing_is_lost_by_a_wrong_passphrase(
    tmp_path: Path,
) -> None:
    stick = a_backup(tmp_path)
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press(digit("station"))
        await click(app, pilot, "Restore from a backup")
        assert isinstance(app.screen, RestorePage)
        await typed(pilot, str(stick))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await typed(pilot, "not it")
        await pilot.press("f9")
        await settled(pilot)
        assert app.counter.is_open
        app.screen.query_one("#passphrase", Field).value = PASSPHRASE
        await pilot.press("f9")
        await settled(pilot)
        assert "The vault from before lies here" in page(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.counter.is_open


async def test_backups_at_the_usual_places_are_found_by_themselves(tmp_path: Path) -> None:
    a_backup(tmp_path)
    (tmp_path / "new").mkdir()
    (tmp_path / "stick").rename(tmp_path / "new" / "backups")
    (tmp_path / "new" / "backups" / "noise.station").write_bytes(b"PK")
    app = app_at(tmp_path / "new")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        assert app.screen.query_one(VirtualTable).count == 1


async def test_who_came_with_a_made_passphrase_restores_and_changes_it_at_the_door(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made: list[str] = []

    def furnish(office: Office) -> None:
        made.append(AgentDesk(office).add("示例新人").passphrase)
        give_role(office, "示例新人", AgentRole.LEAD)
        make_backup(office, stick / "示例.station")

    a_station(tmp_path / "home", furnish)
    app = app_at(tmp_path / "new")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await typed(pilot, str(stick))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter", "down", "enter")
        await typed(pilot, made[0])
        await pilot.press("f9")
        await settled(pilot)
        assert "change the passphrase that was made for you" in page(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, made[0])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FirstPassphrase)

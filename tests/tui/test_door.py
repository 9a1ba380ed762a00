"""The lock, the way out, and what is still there when one comes back."""

from pathlib import Path
from threading import Event

from station.desk.agents import AgentDesk
from station.desk.home import Home
from station.desk.office import Office
from station.domain.office_events import StationLocked
from station.tui.awake import passed
from station.tui.screens.case import CasePage
from station.tui.screens.cases import CasesPage
from station.tui.screens.home import HomePage
from station.tui.screens.locking import LockingPage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from station.tui.widgets.words import Words
from tests.office import NEW, PASSPHRASE, an_office
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


async def test_a_computer_that_slept_wakes_up_locked(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        app._looked = passed() - 30
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert "the computer slept" in page(app)
    with an_office(tmp_path) as office, office.vault.reading():
        (locked,) = office.journal.own_of(StationLocked)
    assert isinstance(locked, StationLocked)
    assert locked.why == "suspend"


async def test_who_was_locked_out_comes_back_to_the_case_and_a_colleague_to_the_first_page(
    tmp_path: Path,
) -> None:
    theirs = "同事的口令 也是十五个字 以上 xyz"

    def furnish(office: Office) -> None:
        AgentDesk(office).add("示例同事", theirs)

    a_station(tmp_path, furnish)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert f"> {NEW.agent}" in page(app)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        await pilot.press("ctrl+l")
        await settled(pilot)
        await pilot.press("shift+tab", "down", "tab")
        await typed(pilot, theirs)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert app.counter.office.agent == "示例同事"


async def test_the_lock_waits_unseen_for_what_must_not_be_cut(tmp_path: Path) -> None:
    a_station(tmp_path)
    begun, ends = Event(), Event()

    def work() -> None:
        begun.set()
        ends.wait(20)

    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        app.run_worker(work, thread=True)
        while not begun.is_set():
            await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, LockingPage)
        assert app.counter.is_open
        ends.set()
        await settled(pilot)
        app._close_now()
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert not app.counter.is_open


async def test_after_wrong_passphrases_the_door_says_how_long_to_wait(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("ctrl+l")
        await settled(pilot)
        for _ in range(3):
            await typed(pilot, "wrong")
            await pilot.press("enter")
            await settled(pilot)
        assert "can try again in 2 s" in page(app)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert not app.counter.is_open
        Home(folder=tmp_path).attempts.unlink()
        app.screen.query_one("#passphrase", Field).value = ""
        assert isinstance(app.screen, UnlockPage)
        app.screen._show_wait()
        assert "Type your passphrase" in page(app)


async def test_who_comes_in_is_told_of_wrong_passphrases(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("ctrl+l")
        await settled(pilot)
        for words in ("wrong", "wrong", PASSPHRASE):
            await typed(pilot, words)
            await pilot.press("enter")
            await settled(pilot)
        told = str(app.screen.query_one(".hint", Words).content)
        assert f"2 wrong passphrases were typed for {NEW.agent}" in told

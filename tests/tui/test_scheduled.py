"""Exchanges that go by themselves, seen from the screen: quiet, and gone at the lock."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from station.desk import scheduling
from station.tui.app import StationApp
from station.tui.messages import EXCHANGE, SCHEDULED
from station.tui.screens.home import HomePage
from station.tui.screens.locking import LockingPage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.unlock import UnlockPage
from tests.district.pair import a_district, a_line, synced
from tests.office import PASSPHRASE, HandClock
from tests.tui.stage import page, place, settled, typed
from tests.tui.test_sync_page import served


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes a call and says nothing; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@asynccontextmanager
async def scheduled(
    folder: Path, url: str, every: int = 30
) -> AsyncIterator[tuple[StationApp, Pilot[None]]]:
    """The application at a station that exchanges with this address by itself."""
    premises = place(folder / "station", HandClock(seed="screen"))
    own = replace(premises.settings, district_url=url, district_every=every)
    app = StationApp(replace(premises, settings=own), plain=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        yield app, pilot
    if app.counter.is_open:
        app.counter.get_up()


def running(app: StationApp, group: str) -> bool:
    return any(one.group == group and one.is_running for one in app.workers)


async def locked(app: StationApp, pilot: Pilot[None]) -> None:
    """The blank page, then the door as soon as the program has looked again."""
    await pilot.press("ctrl+l")
    assert isinstance(app.screen, LockingPage | UnlockPage)
    await settled(pilot)
    app._look()
    await settled(pilot)


def joined(folder: Path) -> None:
    with a_line(folder) as (office, district):
        synced(office, district)


async def test_an_exchange_goes_beside_the_work_and_the_page_of_the_line_tells(
    tmp_path: Path,
) -> None:
    joined(tmp_path)
    with a_district(tmp_path / "district") as district, served(district) as url:
        async with scheduled(tmp_path, url) as (app, pilot):
            before = app.screen.focused
            app.exchange_if_due()
            await settled(pilot)
            assert isinstance(app.screen, HomePage)
            assert app.screen.focused is before
            await pilot.press("f5")
            await settled(pilot)
            assert "By itself: each 30 min; " in page(app)
            assert " done, 0 came; next " in page(app)
            app.exchange_if_due()
            assert not running(app, SCHEDULED)  # not before its time


async def test_why_it_came_to_nothing_stands_on_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    async with scheduled(tmp_path, url) as (app, pilot):
        monkeypatch.setattr(scheduling, "ATTEMPTS", 1)
        app.exchange_if_due()
        await settled(pilot)
        told = " ".join(page(app).split())
        assert "Exchange by itself: each 30 min; today 09:30 not done: the other office" in told


async def test_who_types_meanwhile_is_not_disturbed(tmp_path: Path) -> None:
    joined(tmp_path)
    with a_district(tmp_path / "district") as district, served(district) as url:
        async with scheduled(tmp_path, url) as (app, pilot):
            await pilot.press("f2")
            await settled(pilot)
            await typed(pilot, "yl")
            field, shown = app.screen.focused, page(app)
            app.exchange_if_due()
            await settled(pilot)
            assert isinstance(app.screen, NewCasePage)
            assert app.screen.focused is field
            assert page(app) == shown
            assert app.counter.schedule.state().tried is not None


async def test_the_lock_waits_for_no_network(tmp_path: Path) -> None:
    joined(tmp_path)
    with silent() as url:
        async with scheduled(tmp_path, url) as (app, pilot):
            app.exchange_if_due()
            assert running(app, SCHEDULED)
            await locked(app, pilot)
            assert isinstance(app.screen, UnlockPage)
            assert not app.counter.is_open


async def test_the_lock_gives_up_an_exchange_by_hand_too(tmp_path: Path) -> None:
    joined(tmp_path)
    with silent() as url:
        async with scheduled(tmp_path, url, every=0) as (app, pilot):
            await pilot.press("f5")
            await settled(pilot)
            await pilot.press("f5")
            assert running(app, EXCHANGE)
            await locked(app, pilot)
            assert isinstance(app.screen, UnlockPage)


async def test_leaving_waits_for_no_network(tmp_path: Path) -> None:
    joined(tmp_path)
    with silent() as url:
        async with scheduled(tmp_path, url) as (app, pilot):
            app.exchange_if_due()
            assert running(app, SCHEDULED)
            await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_who_exchanges_by_hand_does_not_wait_for_the_one_beside(tmp_path: Path) -> None:
    joined(tmp_path)
    with a_district(tmp_path / "district") as district, silent() as url:
        async with scheduled(tmp_path, url) as (app, pilot):
            await pilot.press("f5")
            await settled(pilot)
            app.exchange_if_due()
            assert running(app, SCHEDULED)
            with served(district) as there:
                app.counter.office.settings = replace(
                    app.counter.office.settings, district_url=there
                )
                await pilot.press("f5")
                await settled(pilot)
            assert "district holds " in page(app)
            assert not app.screen.query_one(".hint").has_class("-fault")


async def test_an_auditor_has_none(tmp_path: Path) -> None:
    joined(tmp_path)
    async with scheduled(tmp_path, "http://127.0.0.1:1") as (app, _pilot):
        app.counter.office.rights._role = "auditor"
        app.exchange_if_due()
        assert not running(app, SCHEDULED)

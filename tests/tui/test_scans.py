"""Scans at a case by keys: from the scanner's folder, by path, opened, taken off."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot

from station.desk.scans import ScanDesk
from station.domain.scan_events import ScanViewed
from station.tui.app import StationApp
from station.tui.screens.case import CasePage
from station.tui.screens.scans import ScansCard
from tests.tui.stage import page, settled, typed
from tests.tui.tour import a_station, unlocked


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "扫描"
    folder.mkdir()
    for name, colour in (("a.jpg", "grey"), ("b.jpg", "white")):
        Image.new("RGB", (300, 200), colour).save(folder / name)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    home = tmp_path / "home"
    a_station(home)
    return home


async def the_card(pilot: Pilot[None], home: Path) -> ScansCard:
    """The card of the first case, at a station whose settings name the folder."""
    assert isinstance(pilot.app, StationApp)
    office = pilot.app.counter.office
    office.settings = replace(office.settings, scan_folder=home.parent / "扫描")
    await press(pilot, "enter", "f7")
    assert isinstance(pilot.app.screen, ScansCard)
    return pilot.app.screen


async def test_two_sheets_of_the_folder_are_attached_opened_and_taken_off(home: Path) -> None:
    folder = home.parent / "扫描"
    async with unlocked(home, (110, 40)) as (app, pilot):
        card = await the_card(pilot, home)
        assert "a.jpg" in page(app)
        names = [row.key for row in (card._table("files").at(n) for n in range(3)) if row]
        for place, name in enumerate(names):
            if name != "bad.pdf":
                card._table("files").cursor = place
                await press(pilot, "space")
        await press(pilot, "a", "down", "f9")
        number = card._number
        assert sorted(path.name for path in folder.iterdir()) == ["bad.pdf"]
        assert {one.scan.name for one in ScanDesk(app.counter.office).of_case(number)} == {"a", "b"}

        card._table("scans").focus()
        await press(pilot, "enter", "enter")
        assert ".jpg" in page(app)
        assert app.counter.cases.case(number).count(ScanViewed) == 1
        await press(pilot, "delete")
        await typed(pilot, "别人的")
        await press(pilot, "f9")
        assert len(ScanDesk(app.counter.office).of_case(number)) == 1
        await press(pilot, "escape")
        assert isinstance(app.screen, CasePage)
    assert [*(home / "spool").iterdir()] == []


async def test_what_is_no_scan_is_told_and_stays_where_it_is(home: Path) -> None:
    async with unlocked(home, (110, 40)) as (app, pilot):
        card = await the_card(pilot, home)
        names = [row.key for row in (card._table("files").at(n) for n in range(3)) if row]
        card._table("files").cursor = names.index("bad.pdf")
        await press(pilot, "a", "down", "f9")
        assert "bad.pdf" in page(app)
        await press(pilot, "escape", "f")
        await typed(pilot, str(home.parent / "none.jpg"))
        await press(pilot, "tab", "down", "f9")
        assert "none.jpg" in page(app)
        await press(pilot, "escape")
        assert ScanDesk(app.counter.office).of_case(card._number) == []

"""How far each case has come, on its page, in the list and in the queue of the line."""

from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.syncing import SyncDesk
from station.tui.screens.case import CasePage
from station.tui.screens.waiting import WaitingPage
from tests.district.pair import a_line, a_received_case, another_applicant, synced
from tests.tui.stage import page, settled, shown, too_wide
from tests.tui.tour import PENSION, a_station, unlocked


def one_held_one_on_a_stick(folder: Path) -> None:
    usb = folder / "usb"
    usb.mkdir()
    with a_line(folder) as (office, district):
        a_received_case(office)
        synced(office, district)
        CaseDesk(office).open(PENSION, another_applicant(), {}, receive=False)
        SyncDesk(office).stick_out(usb, progress=lambda _: None, cancel=lambda: False)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_list_and_the_page_say_how_far_a_case_has_come(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    one_held_one_on_a_stick(tmp_path)
    async with unlocked(tmp_path / "station", size, plain=True) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        assert "STICK" in page(app)
        assert "RCPT" in page(app)
        assert not too_wide(shown(app), size[0])
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        assert "To the district" in page(app)
        assert "on stick no. 1, " in page(app)


async def test_the_queue_says_which_cases_wait_and_leads_to_them(tmp_path: Path) -> None:
    one_held_one_on_a_stick(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24), plain=True) as (app, pilot):
        await pilot.press("f5", "w")
        await settled(pilot)
        assert isinstance(app.screen, WaitingPage)
        rows = [line for line in shown(app) if "STICK" in line]
        assert len(rows) == 1
        assert "on stick no. 1, " in rows[0]
        assert not too_wide(shown(app), 80)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)


async def test_when_nothing_waits_the_queue_says_that_there_is_a_receipt(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        synced(office, district)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await pilot.press("f5", "w")
        await settled(pilot)
        assert "Nothing waits: the district has all of it (receipt)." in page(app)


async def test_a_station_without_a_district_shows_no_way(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        assert "To the district" not in page(app)

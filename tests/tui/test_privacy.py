"""Personal data on the screen: shown for a purpose, disputed, corrected, handed out."""

import json
from pathlib import Path

from textual.pilot import Pilot

from station.desk.people import PersonDesk, WantedLooks
from station.tui.app import StationApp
from station.tui.screens.case import CasePage
from station.tui.screens.reading import ReadingCard
from station.tui.screens.reveal import RevealCard
from tests.tui.stage import page, settled, typed
from tests.tui.test_resident import press, resident
from tests.tui.test_story import fill
from tests.tui.tour import APPLICANT, a_station, unlocked

NUMBER = APPLICANT["id"]
SIZE = (100, 30)


def purposes(app: StationApp) -> list[str]:
    looks = PersonDesk(app.counter.office).looks(WantedLooks())
    return [look.purpose for look in looks if look.in_clear]


async def case_page(pilot: Pilot[None]) -> None:
    await press(pilot, "f3", "enter")
    assert isinstance(pilot.app.screen, CasePage)


async def test_one_key_and_enter_show_a_case_for_the_usual_purpose(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await case_page(pilot)
        await press(pilot, "v")
        assert isinstance(app.screen, RevealCard)
        assert NUMBER not in page(app)
        await press(pilot, "enter")
        assert NUMBER in page(app)
        assert purposes(app) == ["handling"]
        await press(pilot, "v")
        assert NUMBER not in page(app)
        assert purposes(app) == ["handling"]


async def test_another_purpose_is_written_down_first(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await case_page(pilot)
        await press(pilot, "v", "end", "enter", "enter")
        assert isinstance(app.screen, RevealCard)
        assert purposes(app) == []
        await typed(pilot, "村委会核对")
        await press(pilot, "enter")
        assert NUMBER in page(app)
        assert purposes(app) == ["other: 村委会核对"]


async def test_what_is_in_dispute_is_marked_until_it_is_settled(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await resident(pilot)
        await press(pilot, "d", "down", "down", "enter")
        await typed(pilot, "电话换了")
        await press(pilot, "f9")
        assert "IN DISPUTE since 2026-11-20" in page(app)
        await press(pilot, "escape", "escape")
        await case_page(pilot)
        assert "IN DISPUTE" in page(app)
        await press(pilot, "escape", "escape")
        await resident(pilot)
        await press(pilot, "s", "enter")
        await typed(pilot, "已更正")
        await press(pilot, "f9")
        assert "IN DISPUTE" not in page(app)


async def test_a_corrected_telephone_is_shown_and_the_log_tells_who_looked(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await resident(pilot)
        await press(pilot, "r", "down", "down", "enter")
        await fill(pilot, "13900001234")
        await typed(pilot, "换号")
        await press(pilot, "f9")
        assert "139****1234" in page(app)
        await press(pilot, "v", "enter")
        assert "13900001234" in page(app)
        await press(pilot, "l")
        assert isinstance(app.screen, ReadingCard)
        assert "in clear  handling" in page(app)


async def test_a_copy_for_the_person_lies_where_it_was_asked_for(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", SIZE) as (app, pilot):
        await resident(pilot)
        await press(pilot, "x")
        await fill(pilot, str(tmp_path / "out"))
        await press(pilot, "f9")
        await settled(pilot)
        assert "Two files in clear" in page(app)
    told = json.loads((tmp_path / "out" / "person.json").read_text("utf-8"))

    assert told["person"]["name"] == APPLICANT["name"]


async def test_who_was_not_told_yet_is_reminded_of_and_the_notice_can_be_read(
    tmp_path: Path,
) -> None:
    a_station(tmp_path, cases=False)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await press(pilot, "f2")
        await fill(pilot, "jbylbxcb", NUMBER)
        assert "the notice on personal information" in page(app)
        await press(pilot, "f7")
        assert isinstance(app.screen, ReadingCard)
        assert "岚山村便民服务站" in page(app)


async def test_a_known_resident_is_taken_up_on_record_and_not_told_again(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, SIZE) as (app, pilot):
        await press(pilot, "f2")
        await fill(pilot, "jbylbxcb", NUMBER)
        assert NUMBER in page(app)
        assert "the notice on personal information" not in page(app)
        assert purposes(app) == ["handling"]

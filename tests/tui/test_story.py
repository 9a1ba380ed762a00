"""The round of a case at the window, by keys alone, against a real district."""

from pathlib import Path

from textual.pilot import Pilot

from station.domain.events import SheetPrinted
from station.domain.states import CaseState
from station.tui.app import StationApp
from station.tui.screens.case import CasePage
from station.tui.screens.home import HomePage
from sync.district import stick
from sync.district.casedesk import CaseDesk as DistrictDesk
from sync.district.premises import District
from tests.district.pair import CLERK, a_district, join
from tests.makers import id_number
from tests.office import PASSPHRASE, STATION, HandClock
from tests.tui.stage import app_at, page, settled, typed

NAME = "示例𠮷䶮"
NUMBER = id_number()


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Each text into its field, Enter to the next."""
    for text in texts:
        await typed(pilot, text)
        await pilot.press("enter")


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def case_page(app: StationApp) -> CasePage:
    assert isinstance(app.screen, CasePage)
    return app.screen


async def set_up(pilot: Pilot[None]) -> None:
    await fill(pilot, STATION, "岚山村便民服务站", "示例代办员")
    await pilot.press("ctrl+u")
    await typed(pilot, PASSPHRASE)
    await press(pilot, "f9")


async def lock_and_unlock(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+l")
    assert "岚山村" not in page(pilot.app)
    await typed(pilot, PASSPHRASE)
    await press(pilot, "enter")


async def register_with_a_missing_paper(pilot: Pilot[None]) -> None:
    await press(pilot, "f2")
    await fill(pilot, "jbylbxcb", NUMBER)
    assert "1958-04-12" in page(pilot.app)
    await fill(pilot, NAME, "13800005678", "示例镇示例村1号")
    await press(pilot, "space", "down", "space", "down", "down", "space", "f8")


async def bring_the_paper(pilot: Pilot[None]) -> None:
    await press(pilot, "enter")
    await press(pilot, "a", "f9")
    await press(pilot, "f9")


def decide(district: District, number: str) -> None:
    clerk = DistrictDesk(district, CLERK)
    official = clerk.suggested_number(clerk.open(number))
    clerk.act(number, "accept", {"official_number": official})
    clerk.act(number, "grant", {"decision_number": "示例〔2026〕1号", "words": ""})
    clerk.act(number, "dispatch", {"document": "参保登记表", "copies": "1"})


async def by_stick(pilot: Pilot[None], key: str, folder: Path) -> None:
    await press(pilot, "f5")
    await press(pilot, key)
    await typed(pilot, str(folder))
    await press(pilot, "f9")
    await settled(pilot)


async def hand_out(pilot: Pilot[None], clock: HandClock) -> None:
    """Appoint the pick-up, print slip and proof of service, record that it was handed out."""
    await press(pilot, "1")
    await press(pilot, "tab", *"10:00", "f9")
    await press(pilot, "enter")
    await press(pilot, "f4")
    assert "F22" in page(pilot.app)
    await press(pilot, "end", "enter")
    clock.wait(days=3)
    await press(pilot, "2")
    await press(pilot, "f9")
    await press(pilot, "enter")


async def test_a_case_goes_the_whole_round_by_keys(tmp_path: Path) -> None:
    clock = HandClock()
    app = app_at(tmp_path / "home", clock)
    (tmp_path / "stick").mkdir()
    with a_district(tmp_path / "district", clock) as district:
        async with app.run_test(size=(80, 24)) as pilot:
            await set_up(pilot)
            assert isinstance(app.screen, HomePage)
            await lock_and_unlock(pilot)
            join(app.counter.office, district)

            await register_with_a_missing_paper(pilot)
            assert case_page(app)._case.state is CaseState.DRAFT
            await press(pilot, "enter")
            assert "F03" in page(app)
            await bring_the_paper(pilot)
            number = case_page(app)._case.number
            assert case_page(app)._case.state is CaseState.RECEIVED
            await press(pilot, "enter")
            assert "F01" in page(app)

            await by_stick(pilot, "e", tmp_path / "stick")
            assert "may be removed" in page(app)
            stick.visit(district, tmp_path / "stick")
            decide(district, number)
            stick.visit(district, tmp_path / "stick")
            await press(pilot, "escape")
            await by_stick(pilot, "i", tmp_path / "stick")
            await press(pilot, "escape")
            assert case_page(app)._case.state is CaseState.IN_DELIVERY

            await hand_out(pilot, clock)
            assert case_page(app)._case.state is CaseState.ARCHIVED
            history = case_page(app)._case.history
            sheets = [e.event.sheet for e in history if isinstance(e.event, SheetPrinted)]
            assert sheets == ["F03", "F01", "F21", "F22"]
            assert NAME not in page(app)
            await press(pilot, "escape")
            assert isinstance(app.screen, HomePage)

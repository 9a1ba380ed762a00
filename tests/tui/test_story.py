"""The whole story at the window, by keys alone, against a real district."""

from pathlib import Path

from textual.pilot import Pilot

from station.domain.fact_events import SheetPrinted
from station.domain.states import CaseState
from station.tui.app import StationApp
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.home import HomePage
from sync.district import stick
from sync.district.casedesk import CaseDesk as DistrictDesk
from sync.district.enrolment import make_code
from sync.district.premises import District
from tests.district.pair import CLERK, a_district, assert_same_journals
from tests.makers import id_number
from tests.office import NEW, PASSPHRASE, STATION, HandClock
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.test_sync_page import served, set_up

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
    await press(pilot, "1")
    await press(pilot, "f9")
    await archive(pilot)


async def archive(pilot: Pilot[None]) -> None:
    """At once where the sheets were printed; else it is asked where they are."""
    await press(pilot, "enter")
    if isinstance(pilot.app.screen, ActForm):
        await typed(pilot, "示例纸质卷第1册")
        await press(pilot, "f9")


async def register_complete(pilot: Pilot[None]) -> None:
    """A known resident with all papers in hand."""
    await press(pilot, "f2")
    await fill(pilot, "jbylbxcb", NUMBER)
    assert NAME in page(pilot.app)
    await press(pilot, "a", "f9")


async def by_network(pilot: Pilot[None]) -> None:
    await press(pilot, "f5", "f5")
    await settled(pilot)
    await press(pilot, "escape")


def refuse(district: District, number: str) -> None:
    clerk = DistrictDesk(district, CLERK)
    official = clerk.suggested_number(clerk.open(number))
    clerk.act(number, "accept", {"official_number": official})
    clerk.act(number, "refuse", {"reason": "示例: 已在别处参保", "basis": "示例办法第三条"})
    clerk.act(number, "dispatch", {"document": "不予办理决定书", "copies": "1"})


async def the_first_case_goes_by_network(
    pilot: Pilot[None], clock: HandClock, district: District, port: int
) -> None:
    """Registered with the server down; sent, decided and fetched when it is back."""
    app = pilot.app
    assert isinstance(app, StationApp)
    await register_with_a_missing_paper(pilot)
    assert case_page(app).case.state is CaseState.DRAFT
    await press(pilot, "enter")
    assert "F03" in page(app)
    await bring_the_paper(pilot)
    number = case_page(app).case.number
    assert case_page(app).case.state is CaseState.RECEIVED
    assert "收件回执" in page(app)
    await press(pilot, "enter")
    assert "F01" in page(app)
    await by_network(pilot)
    with served(district, port):
        await by_network(pilot)
        assert case_page(app).case.state is CaseState.HANDED_OVER
        decide(district, number)
        await by_network(pilot)
    assert case_page(app).case.state is CaseState.IN_DELIVERY
    await hand_out(pilot, clock)
    history = case_page(app).case.history
    sheets = [e.event.sheet for e in history if isinstance(e.event, SheetPrinted)]
    assert sheets == ["F03", "F01", "F21", "F22"]


async def the_second_case_goes_by_stick(
    pilot: Pilot[None], clock: HandClock, district: District, folder: Path
) -> None:
    """No network at all."""
    app = pilot.app
    assert isinstance(app, StationApp)
    folder.mkdir()
    await register_complete(pilot)
    number = case_page(app).case.number
    await by_stick(pilot, "e", folder)
    assert "may be removed" in page(app)
    stick.visit(district, folder)
    decide(district, number)
    stick.visit(district, folder)
    await press(pilot, "escape")
    await by_stick(pilot, "i", folder)
    await press(pilot, "escape")
    await hand_out(pilot, clock)


async def the_third_case_is_refused(pilot: Pilot[None], district: District, port: int) -> None:
    """The refusal is served to the resident like any other result."""
    app = pilot.app
    assert isinstance(app, StationApp)
    await register_complete(pilot)
    with served(district, port):
        await by_network(pilot)
        refuse(district, case_page(app).case.number)
        await by_network(pilot)
    await press(pilot, "down")
    assert "已在别处参保" in page(app)
    await press(pilot, "2")
    await press(pilot, "f9")
    await press(pilot, "enter")
    assert "Explained" in page(app)
    await press(pilot, "down", "f9")
    await archive(pilot)


async def test_the_whole_story_by_keys(tmp_path: Path) -> None:
    """From set-up with a one-time code to three archived cases; see README, `demo --tour`."""
    clock = HandClock()
    app = app_at(tmp_path / "home", clock)
    with a_district(tmp_path / "district", clock) as district:
        async with app.run_test(size=(80, 24)) as pilot:
            with served(district) as url:
                await set_up(pilot, url, make_code(district, STATION, NEW.name).code)
            assert isinstance(app.screen, HomePage)
            await lock_and_unlock(pilot)
            port = int(url.rpartition(":")[2].strip("/"))

            await the_first_case_goes_by_network(pilot, clock, district, port)
            assert case_page(app).case.state is CaseState.ARCHIVED
            await press(pilot, "escape")
            await the_second_case_goes_by_stick(pilot, clock, district, tmp_path / "stick")
            assert case_page(app).case.state is CaseState.ARCHIVED
            await press(pilot, "escape")
            await the_third_case_is_refused(pilot, district, port)
            assert case_page(app).case.state is CaseState.ARCHIVED
            assert NAME not in page(app)

            with served(district, port):
                await by_network(pilot)
            assert_same_journals(app.counter.office, district)

"""The line to the district as the agent sees it, with a real server on this machine."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot

from station.desk.cases import CaseDesk, all_papers
from station.domain.states import CaseState
from station.tui.screens.home import HomePage
from station.tui.screens.sync import SyncPage
from station.tui.widgets.field import Field
from station.tui.widgets.keys import keys_here
from sync.district.casedesk import CaseDesk as DistrictDesk
from sync.district.enrolment import make_code, revoke
from sync.district.premises import District
from sync.district.web.server import serving
from tests.district.pair import CLERK, a_district
from tests.office import NEW, PASSPHRASE, STATION
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.tour import APPLICANT, PENSION, a_station, unlocked


@contextmanager
def served(district: District, port: int = 0) -> Iterator[str]:
    """The district's server on loopback; its address."""
    with serving(district, host="127.0.0.1", port=port, https=False) as server:
        loop = threading.Thread(target=server.run)
        loop.start()
        try:
            yield server.url
        finally:
            server.close()
            loop.join()


async def set_up(pilot: Pilot[None], url: str, code: str) -> None:
    for text in (STATION, NEW.name, NEW.agent):
        await typed(pilot, text)
        await pilot.press("enter")
    await pilot.press("ctrl+u")
    for text in (PASSPHRASE, url, code):
        await typed(pilot, text)
        await pilot.press("enter")
    await pilot.press("f9")
    await settled(pilot)


async def test_a_new_station_joins_its_district_and_sends_its_first_case(tmp_path: Path) -> None:
    app = app_at(tmp_path / "home")
    with a_district(tmp_path / "district") as district:
        async with app.run_test(size=(80, 24)) as pilot:
            with served(district) as url:
                await set_up(pilot, url, make_code(district, STATION, NEW.name).code)
                assert isinstance(app.screen, HomePage)
                assert "to send 0" in page(app)

                desk = CaseDesk(app.counter.office)
                papers = all_papers(app.counter.office.item(PENSION))
                number = desk.open(PENSION, APPLICANT, papers, receive=True).case.number
                await pilot.press("f5", "f5")
                await settled(pilot)
                file = DistrictDesk(district, CLERK).open(number)
                assert file.case.state is CaseState.HANDED_OVER
                assert "to send 0" in page(app)
                assert re.search(r"held (\d+) of \1,", page(app))

            await pilot.press("f5")
            await settled(pilot)
            assert isinstance(app.screen, SyncPage)
            assert app.screen.query_one(".hint").has_class("-fault")
            await pilot.press("f5")
            await settled(pilot)
            assert not app.screen.running


async def test_what_waits_is_one_number_on_the_page_and_in_the_top_line(tmp_path: Path) -> None:
    """Also after the cases were handed over and the road failed."""
    app = app_at(tmp_path / "home")
    with a_district(tmp_path / "district") as district:
        async with app.run_test(size=(80, 24)) as pilot:
            with served(district) as url:
                await set_up(pilot, url, make_code(district, STATION, NEW.name).code)
            desk = CaseDesk(app.counter.office)
            papers = all_papers(app.counter.office.item(PENSION))
            desk.open(PENSION, APPLICANT, papers, receive=True)
            await pilot.press("f5")
            await settled(pilot)
            assert not {"cancel", "join"} & {words for _key, words in keys_here(app.screen)}
            assert "to send 1 " in page(app)
            assert "1 cases, " in page(app)
            assert "1 of them to be handed over" in page(app)
            await pilot.press("f5")
            await settled(pilot)
            assert "to send 1 " in page(app)
            assert "1 cases, " in page(app)
            assert "to be handed over" not in page(app)


async def test_a_station_whose_keys_were_withdrawn_joins_again_on_the_page(tmp_path: Path) -> None:
    app = app_at(tmp_path / "home")
    with a_district(tmp_path / "district") as district, served(district) as url:
        async with app.run_test(size=(80, 24)) as pilot:
            await set_up(pilot, url, make_code(district, STATION, NEW.name).code)
            await pilot.press("f5", "j")
            assert isinstance(app.screen, SyncPage)  # joined: there is nothing to join
            revoke(district, STATION)
            await pilot.press("f5")
            await settled(pilot)
            assert "j joins again" in page(app)
            await pilot.press("j")
            assert app.screen.query_one("#url", Field).value == url
            app.screen.query_one("#code", Field).focus()
            await typed(pilot, make_code(district, STATION, NEW.name).code)
            await pilot.press("f9")
            await settled(pilot)
            assert isinstance(app.screen, SyncPage)
            assert not app.screen.query_one("#join").display
            await pilot.press("f5")
            await settled(pilot)
            assert not app.screen.query_one(".hint").has_class("-fault")
            assert "to send 0" in page(app)


async def test_a_wrong_code_makes_the_station_and_says_that_it_did_not_join(
    tmp_path: Path,
) -> None:
    app = app_at(tmp_path / "home")
    with a_district(tmp_path / "district") as district, served(district) as url:
        make_code(district, STATION, NEW.name)
        async with app.run_test(size=(80, 24)) as pilot:
            await set_up(pilot, url, "0000 0000 0000")
            assert isinstance(app.screen, HomePage)
            assert "not joined" in page(app)
            assert app._notifications


async def test_setting_up_goes_to_the_first_field_that_is_wrong(tmp_path: Path) -> None:
    app = app_at(tmp_path / "home")
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#agent", Field).focus()
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#station", Field).input.has_focus
        app.screen.query_one("#code", Field).value = "0000 0000 0000"
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#url", Field).input.has_focus


async def test_a_folder_that_is_not_there_is_told_at_its_field(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await pilot.press("f5", "e")
        await typed(pilot, str(tmp_path / "nowhere"))
        await pilot.press("f9")
        await settled(pilot)
        assert "there is no such folder" in page(app)

"""What a role has no right to is not offered; practice says on every page that it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from station.desk.office import Office
from station.desk.trainees import add
from station.desk.words import use_language
from station.domain.office_events import ActRefused
from station.domain.roles import AgentRole
from station.storage.casebook import Wanted
from station.tui.app import StationApp
from station.tui.messages import CaseChosen
from station.tui.screens.all_acts import AllActs
from station.tui.screens.case import CasePage
from station.tui.screens.home import HomePage
from station.tui.screens.sync import SyncPage
from tests.desk.test_trainees import OWN, TRAINEE
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, digit, page, settled, shown, typed
from tests.tui.tour import a_station

MARK = "PRACTICE"


@asynccontextmanager
async def come(
    folder: Path, role: AgentRole, *, cases: bool = True
) -> AsyncIterator[tuple[StationApp, Pilot[None]]]:
    """Somebody in this role at their first page."""

    def furnish(office: Office) -> None:
        add(office, TRAINEE, OWN, role)

    a_station(folder, furnish, cases=cases)
    app = app_at(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, OWN)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        yield app, pilot
    app.counter.get_up()


def refused(app: StationApp) -> int:
    office = app.counter.office
    with office.vault.reading():
        return len(office.journal.own_of(ActRefused))


async def test_the_door_tells_trainees_from_agents(tmp_path: Path) -> None:
    a_station(tmp_path, lambda office: (add(office, TRAINEE, OWN, AgentRole.TRAINEE), None)[1])
    app = app_at(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        assert f"{TRAINEE} (practice)" in page(app)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        assert MARK not in page(app)
        assert not app.counter.office.practice
    app.counter.get_up()


async def test_every_page_of_practice_bears_its_mark(tmp_path: Path) -> None:
    async with come(tmp_path, AgentRole.TRAINEE) as (app, pilot):
        number = app.counter.cases.lines(Wanted(), 0, 1)[0].number
        for name in ("new_case", "cases", "residents", "sync", "guide", "reminders"):
            app.action_page(name)
            await settled(pilot)
            assert MARK in shown(app)[0], name
            assert "nothing leaves this computer" in shown(app)[0], name
            app.pop_screen()
            await settled(pilot)
        app.post_message(CaseChosen(number))
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        assert MARK in shown(app)[0]


async def test_a_trainee_is_offered_no_way_out(tmp_path: Path) -> None:
    async with come(tmp_path, AgentRole.TRAINEE) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(app.screen, SyncPage)
        before = page(app)
        await pilot.press("f5", "e", "i", "j")
        await settled(pilot)

        assert page(app) == before
        for button in ("sync", "out", "in", "join"):
            assert not app.screen.query_one(f"#{button}").display
        assert refused(app) == 0


async def test_an_auditor_reads_cases_and_is_offered_nothing_to_do(tmp_path: Path) -> None:
    async with come(tmp_path, AgentRole.AUDITOR) as (app, pilot):
        number = app.counter.cases.lines(Wanted(), 0, 1)[0].number
        await pilot.press("f2")
        assert isinstance(app.screen, HomePage)
        await pilot.press(digit("new_case"))
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
        assert "not allowed as auditor: work on cases" in page(app)

        app.post_message(CaseChosen(number))
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        assert app.screen.acts == []
        await pilot.press("enter", "1", "f4", "f9")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        await pilot.press("0")
        await settled(pilot)
        assert isinstance(app.screen, AllActs)
        assert "not allowed as auditor" in page(app)
        assert refused(app) == 0


async def test_an_auditor_is_not_told_to_record_what_was_asked(tmp_path: Path) -> None:
    async with come(tmp_path, AgentRole.AUDITOR, cases=False) as (app, pilot):
        app.action_page("consultations")
        await settled(pilot)

        assert "Enter reads one" in page(app)
        assert "F9" not in page(app)


async def test_an_agent_is_told_in_chinese_that_a_lead_voids(tmp_path: Path) -> None:
    async with come(tmp_path, AgentRole.AGENT) as (app, pilot):
        use_language("zh_CN")
        received = next(
            one for one in app.counter.cases.lines(Wanted(), 0, 9) if one.state.value == "received"
        )
        app.post_message(CaseChosen(received.number))
        await settled(pilot)
        await pilot.press("0")
        await typed(pilot, "作废")
        await settled(pilot)

        assert "代办员无权" in page(app)

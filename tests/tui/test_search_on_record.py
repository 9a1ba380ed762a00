"""What is looked for on the screen is on record once it was meant, and not letter by letter."""

from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from station.domain.trail_events import SearchMade
from station.domain.values import Searched
from station.tui.app import StationApp
from station.tui.screens.cases import CasesPage
from station.tui.screens.search_page import SearchPage
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import PASSPHRASE, HandClock, an_office
from tests.tui.stage import app_at, digit, settled, typed


def searches(app: StationApp) -> list[tuple[Searched, int]]:
    office = app.counter.office
    with office.vault.reading():
        made = office.journal.own_of(SearchMade)
    return [(one.among, one.hits) for one in made if isinstance(one, SearchMade)]


async def test_a_search_counts_when_it_rests_leads_somewhere_or_is_left(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        papers = all_papers(office.item(PENSION))
        CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True)
    app = app_at(tmp_path, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f3")
        await typed(pilot, "示例")
        assert not searches(app)
        assert isinstance(app.screen, SearchPage)
        app.screen.rested()
        app.screen.rested()
        assert searches(app) == [(Searched.CASES, 1)]

        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(app.screen, CasesPage)
        assert len(searches(app)) == 1
        await pilot.press("escape", "escape", digit("residents"))
        await typed(pilot, "sl")
        await pilot.press("escape")
        await settled(pilot)
        assert searches(app)[1:] == [(Searched.RESIDENTS, 1)]

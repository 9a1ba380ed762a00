"""The rows of papers: what is refused stands in its row, and Enter goes down the list."""

from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.errors import BadInput, StationError
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.papers_form import PapersForm
from station.tui.widgets.field import Field
from station.tui.widgets.paper_rows import paper_faults
from tests.makers import id_number
from tests.office import FRIDAY
from tests.tui.stage import page, settled, shown, typed
from tests.tui.tour import APPLICANT, PENSION, a_station, unlocked

OTHER = id_number(sequence="004")
YESTERDAY = (FRIDAY - timedelta(days=1)).date().isoformat()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def at_the_papers(pilot: Pilot[None]) -> NewCasePage:
    """A new case for somebody new, the cursor on the papers."""
    await press(pilot, "f2")
    for text in ("jbylbxcb", OTHER, "示例乙", "13800005678", "示例镇示例村1号"):
        await typed(pilot, text)
        await press(pilot, "enter")
    assert isinstance(pilot.app.screen, NewCasePage)
    return pilot.app.screen


async def promise_for_yesterday(pilot: Pilot[None]) -> None:
    await press(pilot, "down", "down", "down", "g", "ctrl+u")
    await typed(pilot, YESTERDAY)
    await press(pilot, "enter")


def line(pilot: Pilot[None], words: str) -> str:
    return next(one for one in shown(pilot.app) if words in one)


async def test_what_is_refused_about_a_paper_of_a_new_case_stands_in_its_row(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        new = await at_the_papers(pilot)
        await promise_for_yesterday(pilot)
        await press(pilot, "f8")

        assert app.screen is new
        row = line(pilot, "this day has passed")
        assert "WRONG" in row
        assert new.papers.cursor == 3
        assert "materials" not in page(app)
        await press(pilot, "o", "f8")
        assert app.screen is not new


async def test_what_is_refused_about_a_paper_of_a_case_stands_in_its_row(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "down", "enter", "enter")
        await press(pilot, "w", "6", "ctrl+u")
        await typed(pilot, YESTERDAY)
        await press(pilot, "enter")
        await press(pilot, "f9")

        assert isinstance(app.screen, PapersForm)
        assert "cannot be promised" in line(pilot, "WRONG")


async def test_enter_goes_down_the_papers_and_never_back_to_the_item(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (_, pilot):
        new = await at_the_papers(pilot)
        await press(pilot, "enter")
        assert new.papers.cursor == 1
        await press(pilot, *["enter"] * 8)
        assert new.papers.has_focus
        assert new.papers.cursor == new.papers.count - 1


async def test_a_paper_that_is_not_asked_for_does_not_read_as_if_it_lacked(tmp_path: Path) -> None:
    def furnish(office: Office) -> None:
        item = office.item(PENSION)
        CaseDesk(office).open(PENSION, APPLICANT, all_papers(item), receive=True)

    a_station(tmp_path, furnish, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert "N/A" in page(app)
        assert "LACK" not in page(app)


def test_faults_of_papers_are_found_however_the_desk_names_them() -> None:
    one, two, three = (StationError(str(place), "") for place in range(3))
    listed = BadInput({"papers": BadInput({"2": two}), "reason": three})

    assert paper_faults(BadInput({"materials.1": one, "name": three})) == {1: one}
    assert paper_faults(listed) == {2: two}
    assert paper_faults(BadInput({"4": three})) == {4: three}
    assert paper_faults(one) == {}


async def test_once_nothing_is_marked_any_more_the_page_says_what_comes_next(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        new = await at_the_papers(pilot)
        new.applicant.query_one("#phone", Field).value = "12"
        await press(pilot, "f9")
        assert "Correct what is marked" in page(app)
        await press(pilot, "ctrl+u")
        assert "Correct what is marked" not in page(app)
        assert "missing" in page(app)

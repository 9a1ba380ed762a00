"""What the district sent back: said on the page of the case, and brought anew at the window."""

from pathlib import Path

from textual.pilot import Pilot

from station.domain.states import CaseState
from station.tui.screens.case import CasePage
from station.tui.screens.paper_ways import WayChooser
from station.tui.screens.papers_form import PapersForm
from station.tui.screens.reading import ReadingCard
from tests.desk.story import Story
from tests.district.pair import a_line
from tests.tui.stage import page, settled
from tests.tui.test_papers import line, press
from tests.tui.tour import unlocked

CARD = "居民身份证"


def sent_back(folder: Path) -> None:
    with a_line(folder) as both:
        Story(*both, "national").handed_over().district(
            "ask_correction", defects=f"{CARD};已过期;指南第2条;换发新证后提交"
        ).sync()


async def open_papers(pilot: Pilot[None]) -> PapersForm:
    await press(pilot, "f3", "enter", "enter")
    assert isinstance(pilot.app.screen, PapersForm)
    return pilot.app.screen


async def test_a_case_that_was_sent_back_stands_on_the_first_page(tmp_path: Path) -> None:
    """Also where no day was set for the correction."""
    sent_back(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, CasePage)
        assert app.screen.case.state is CaseState.CORRECTION


async def test_the_page_says_what_the_district_wants_put_right(tmp_path: Path) -> None:
    sent_back(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await press(pilot, "f3", "enter")
        assert isinstance(app.screen, CasePage)
        told = page(app).replace("\n", "")
        assert "已过期" in told
        assert "asked again" in line(pilot, "asked again")


async def test_a_paper_that_was_sent_back_is_brought_again_in_the_same_way(tmp_path: Path) -> None:
    sent_back(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await open_papers(pilot)
        assert "换发新证后提交" in page(app)
        assert "LACK" in line(pilot, "asked again")
        await press(pilot, "space", "f9")
        assert isinstance(app.screen, CasePage)
        assert app.screen.case.state is CaseState.CORRECTION
        assert app.screen.lead is not None
        assert app.screen.lead.act.name == "hand_over"
        assert "asked again" not in page(app)


async def test_the_letters_of_the_ways_are_keys_there_and_help_tells_them(tmp_path: Path) -> None:
    sent_back(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        form = await open_papers(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, WayChooser)
        await press(pilot, "question_mark")
        assert isinstance(app.screen, ReadingCard)
        assert "a scan or a photo" in page(app)
        await press(pilot, "escape", "i")
        await settled(pilot)
        assert app.screen_stack[-1] is form
        assert "SCAN" in page(app)

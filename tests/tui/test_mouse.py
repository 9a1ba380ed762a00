"""Everything works by mouse alone, once the letters are typed."""

from pathlib import Path

from textual.pilot import Pilot

from station.domain.values import Taken
from station.tui.app import StationApp
from station.tui.screens.case import CasePage
from station.tui.screens.help import HelpPage
from station.tui.screens.new_case import NewCasePage
from station.tui.widgets.papers import PapersList
from tests.tui.stage import settled, shown, typed
from tests.tui.tour import APPLICANT, a_station, unlocked


async def click(app: StationApp, pilot: Pilot[None], words: str, times: int = 1) -> None:
    """Click where these words stand on the screen, lowest first: there the keys are."""
    for y, line in reversed(list(enumerate(shown(app)))):
        if words in line:
            await pilot.click(offset=(line.index(words), y), times=times)
            await settled(pilot)
            return
    raise AssertionError(f"{words} is not on the screen")


async def test_a_case_is_registered_by_mouse(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await click(app, pilot, "1 New case")
        assert isinstance(app.screen, NewCasePage)
        await typed(pilot, "jbylbxcb")
        await click(app, pilot, "SB-01", times=2)
        await typed(pilot, APPLICANT["id"][-6:])
        await click(app, pilot, "330211****", times=2)
        papers = app.screen.query_one(PapersList)
        for words in ("Application form", "Resident identity", "Household", "Social security"):
            await click(app, pilot, words, times=2)
        assert list(papers.taken.values()) == [Taken.ORIGINAL, *3 * [Taken.SEEN]]
        await click(app, pilot, "receive")
        assert isinstance(app.screen, CasePage)
        await click(app, pilot, "Hand over for decision")
        assert "handed over" in "\n".join(shown(app))


async def test_the_keys_at_the_bottom_can_be_clicked(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await click(app, pilot, "help")
        assert isinstance(app.screen, HelpPage)
        await click(app, pilot, "back")
        assert not isinstance(app.screen, HelpPage)

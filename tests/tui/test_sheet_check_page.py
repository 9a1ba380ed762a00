"""A sheet that somebody brings, checked on the screen."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.printing import PrintDesk
from station.desk.sheet_check import SheetDesk
from station.domain.states import CaseState
from station.storage.casebook import Wanted
from station.tui.messages import PagePicked
from station.tui.screens.sheet_check import SheetCheckPage
from station.tui.widgets.field import Field
from tests.cli.test_check_sheet import changed
from tests.desk.test_cases import PENSION
from tests.tui.stage import page, settled, typed
from tests.tui.tour import a_station, unlocked


class Sheet:
    """A print of the first case: its file, and the text in its square."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file, self.text = Path(), ""

    def furnish(self, office: Office) -> None:
        made = PrintDesk(office).print("F01", _received(office), out=self.folder)
        self.file = made.path
        [self.text] = SheetDesk(office).texts(str(made.path))


def _received(office: Office) -> str:
    wanted = Wanted(states=frozenset({CaseState.RECEIVED}))
    return CaseDesk(office).lines(wanted, 0, 1)[0].number


async def opened(pilot: Pilot[Any]) -> None:
    pilot.app.screen.post_message(PagePicked("check_sheet"))
    await settled(pilot)


async def checked(pilot: Pilot[Any], text: str) -> None:
    await typed(pilot, text)
    await pilot.press("enter")
    await settled(pilot)


async def test_a_scanned_square_is_genuine_and_the_next_may_be_scanned(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "out")
    sheet.folder.mkdir()
    a_station(tmp_path / "home", sheet.furnish)
    async with unlocked(tmp_path / "home", (120, 36)) as (app, pilot):
        await opened(pilot)
        assert isinstance(app.screen, SheetCheckPage)
        await checked(pilot, sheet.text)
        assert "GENUINE" in page(app)
        assert "print no. 1" in page(app)
        assert "F01-330211105203-" in page(app)
        await checked(pilot, changed(sheet.text))
        assert "UNPROVED" in page(app)
        assert "the signature does not match" in page(app)


async def test_a_guide_that_anybody_can_draw_is_never_called_genuine(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await opened(pilot)
        version = app.counter.office.items[PENSION].version
        await checked(pilot, f"办事指南 {PENSION} 版本{version}")
        assert "GUIDE" in page(app)
        assert "anybody can draw" in page(app)
        assert "genuine" not in page(app).lower()
        assert "with the paper" not in page(app)


async def test_a_file_of_a_sheet_is_read_and_a_wrong_name_told(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "out")
    sheet.folder.mkdir()
    a_station(tmp_path / "home", sheet.furnish)
    async with unlocked(tmp_path / "home", (80, 24)) as (app, pilot):
        await opened(pilot)
        await checked(pilot, str(sheet.file))
        assert "GENUINE" in page(app)
        await checked(pilot, "nowhere.png")
        assert "there is no file nowhere.png" in page(app)


async def test_a_certificate_that_is_none_is_told_at_its_place(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await opened(pilot)
        app.screen.query_one("#certificate", Field).value = "nowhere.json"
        await checked(pilot, "S1:F01-330211105299-KQ-20261120-0001::")
        assert "is no certificate by the district of this station" in page(app)

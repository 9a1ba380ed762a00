"""A walk through every page of a station that has something to show."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual.pilot import Pilot

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.errors import StationError
from station.tui.app import StationApp
from station.tui.screens.page import Page
from station.tui.widgets.words import Words
from tests.makers import id_number
from tests.office import PASSPHRASE, an_office
from tests.tui.stage import ambiguous, app_at, digit, settled, shown, too_wide, typed

PENSION = "SB-01"
APPLICANT = {
    "name": "示例𠮷䶮", "id": id_number(), "phone": "13800005678",
    "address": "示例镇示例村1号",
}  # fmt: skip


def a_station(
    folder: Path, furnish: Callable[[Office], None] | None = None, *, cases: bool = True
) -> None:
    """A station with a received case and one that lacks papers."""
    with an_office(folder) as office:
        if cases:
            desk = CaseDesk(office)
            papers = all_papers(office.item(PENSION))
            desk.open(PENSION, APPLICANT, papers, receive=True)
            desk.open("MZ-08", APPLICANT, {}, receive=False)
        if furnish is not None:
            furnish(office)


@asynccontextmanager
async def unlocked(
    folder: Path, size: tuple[int, int], *, plain: bool = False
) -> AsyncIterator[tuple[StationApp, Pilot[None]]]:
    """The application on its first page."""
    app = app_at(folder, plain=plain)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        yield app, pilot
    with suppress(StationError):  # of a vault that the test closed
        app.counter.get_up()


async def every_page(pilot: Pilot[None]) -> AsyncIterator[str]:
    """Goes to one page after the other, by keys; gives the name of each."""
    yield "home"
    for name, keys in WALK:
        await pilot.press(*keys)
        await settled(pilot)
        yield name


def check_page(app: StationApp, name: str) -> None:
    """It fills the terminal, says what to do next at its place, and masks people's data."""
    lines = shown(app)
    assert not too_wide(lines, app.size.width), name
    assert not (app.plain and ambiguous(lines)), name
    assert lines[-1].strip() or name == "palette", name
    if isinstance(app.screen, Page):
        hint = app.screen.query_one(".hint", Words)
        assert str(hint.content).strip(), name
        assert hint.region.bottom == app.size.height - 1, name
    whole = [text for text in APPLICANT.values() if text in "\n".join(lines)]
    assert whole == (list(APPLICANT.values()) if name == "revealed" else []), name


WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("case", ("enter",)),
    ("sheets", ("f4",)),
    ("scans", ("escape", "f7")),
    ("act form", ("escape", "2")),
    ("faults", ("f9",)),
    ("what for", ("escape", "v")),
    ("revealed", ("enter",)),
    ("cases", ("escape", "f3")),
    ("draft", ("enter",)),
    ("papers form", ("1",)),
    ("new case", ("escape", "escape", "escape", "f2")),
    ("item picker", ("y", "l", "b", "x")),
    ("papers", ("enter", "tab", "tab", "tab", "tab", "tab")),
    ("palette", ("ctrl+p",)),
    ("guide", ("escape", "escape", digit("guide"))),
    ("sync", ("escape", "f5")),
    ("waiting", ("w",)),
    ("comparison", ("escape", "r")),
    ("join", ("escape", "j")),
    ("residents", ("escape", "escape", "5")),
    ("resident", ("0", "0", "2", "4", "enter")),
    ("station", ("escape", "escape", digit("station"))),
    ("agents", ("1",)),
    ("a colleague", ("a",)),
    ("backups", ("escape", "escape", "2")),
    ("restore", ("escape", "5")),
    ("check a sheet", ("escape", "escape", "tab", "end", "up", "enter")),
    ("help", ("escape", "question_mark")),
    ("locked", ("ctrl+l",)),
)

"""The queue on the screen, printing many sheets, and the journal of prints."""

import os
from pathlib import Path

import pytest

from station.desk.print_queue import QueueDesk
from station.desk.printing import PrintDesk
from station.domain.fact_events import SheetPrinted
from station.tui.messages import CaseChosen
from station.tui.screens.batch import BatchCard
from station.tui.screens.case import CasePage
from station.tui.screens.print_journal import PrintJournalPage
from station.tui.screens.printers import PrintersCard
from station.tui.screens.prints import PrintsPage
from tests.desk.printers import Cups, a_printing_system
from tests.desk.test_print_queue import a_case
from tests.office import an_office
from tests.tui.stage import digit, page, settled, typed
from tests.tui.test_mouse import click
from tests.tui.tour import a_station, unlocked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts print")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return a_printing_system(tmp_path / "cups", monkeypatch)


def a_place(folder: Path) -> tuple[Path, str]:
    """A station with a case, and its number."""
    a_station(folder / "home")
    with an_office(folder / "home") as office:
        return folder / "home", a_case(office)


async def test_a_sheet_that_waits_is_told_at_the_head_and_printed_from_its_page(
    tmp_path: Path, system: Cups
) -> None:
    system.does("lpstat", "stopped")
    home, number = a_place(tmp_path)
    async with unlocked(home, (80, 24)) as (app, pilot):
        made = PrintDesk(app.counter.office).print("F01", number)
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(app.screen, PrintsPage)
        assert "to print 1 (F6)" in page(app)
        assert "the printer is stopped" in page(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "waits still" in page(app)
        system.does("lpstat", "")
        await pilot.press("enter")
        await settled(pilot)
        assert f"Sheet {made.number}" in page(app)
        assert "at the printer: HP-1" in page(app)
        system.ends("HP-1")
        app.settle_jobs()
        await settled(pilot)
        assert "No sheet waits for a printer." in page(app)
        assert "(F6)" not in page(app)
        assert len(system.printed) == 1


async def test_a_sheet_is_taken_off_by_two_presses_and_read_in_the_journal(
    tmp_path: Path, system: Cups
) -> None:
    system.does("lpstat", "rejects")
    home, number = a_place(tmp_path)
    async with unlocked(home, (80, 24)) as (app, pilot):
        PrintDesk(app.counter.office).print("F01", number)
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("space")
        await settled(pilot)
        assert number in page(app)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert "nothing here shows a PDF" in page(app)
        await pilot.press("delete")
        await settled(pilot)
        assert "Delete again" in page(app)
        assert len(QueueDesk(app.counter.office).lines()) == 1
        await pilot.press("delete")
        await settled(pilot)
        assert "Taken off" in page(app)
        await click(app, pilot, "Journal j")
        assert isinstance(app.screen, PrintJournalPage)
        assert "taken off" in page(app)
        await typed(pilot, number[-4:])
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)


async def test_a_failed_print_of_a_case_says_where_the_sheet_waits(
    tmp_path: Path, system: Cups
) -> None:
    system.does("lp", "refuses")
    home, number = a_place(tmp_path)
    async with unlocked(home, (80, 24)) as (app, pilot):
        app.on_case_chosen(CaseChosen(number))
        await settled(pilot)
        await pilot.press("f4", "1")
        await settled(pilot)
        assert "waits (F6)" in page(app)
        assert "to print 1 (F6)" in page(app)
        assert "Unsupported document-format" in str(app.screen.query_one(".hint").render())


async def test_many_sheets_are_printed_from_a_card_with_what_came_of_it(
    tmp_path: Path, system: Cups
) -> None:
    home, _number = a_place(tmp_path)
    async with unlocked(home, (80, 24)) as (app, pilot):
        await pilot.press("f6", "b")
        await settled(pilot)
        assert isinstance(app.screen, BatchCard)
        assert "pick-up slips" in page(app)
        await pilot.press("f9")
        await settled(pilot)
        assert (
            f"On {app.counter.office.today} there is nothing to print: the pick-up slips"
            in page(app)
        )
        assert system.calls == []


async def test_a_test_page_is_printed_and_the_printers_are_told(
    tmp_path: Path, system: Cups
) -> None:
    home, _number = a_place(tmp_path)
    async with unlocked(home, (80, 24)) as (app, pilot):
        await pilot.press(digit("station"))
        await click(app, pilot, "Printers and a test page")
        assert isinstance(app.screen, PrintersCard)
        await pilot.press("f9")
        await settled(pilot)
        assert "HP  ready  the system's default" in page(app)
        assert len(system.printed) == 1
        assert QueueDesk(app.counter.office).lines() == []


async def test_a_sheet_is_saved_to_a_folder_from_its_case_and_that_is_on_record(
    tmp_path: Path, system: Cups
) -> None:
    home, number = a_place(tmp_path)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    async with unlocked(home, (100, 30)) as (app, pilot):
        app.post_message(CaseChosen(number))
        await settled(pilot)
        await pilot.press("f4", "s")
        await settled(pilot)
        assert "personal data" in page(app)
        await typed(pilot, str(folder))
        await pilot.press("f9")
        await settled(pilot)
        assert "was saved" in page(app)

    [file] = folder.iterdir()
    assert file.read_bytes().startswith(b"%PDF")
    with an_office(home) as office, office.vault.reading():
        events = [entry.event for entry in office.case(number).history]
    assert [one.saved for one in events if isinstance(one, SheetPrinted)] == [True]

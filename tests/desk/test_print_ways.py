"""What prints where: neither printer nor viewer, a spool in the way, a program of one's own."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk import programs
from station.desk.office import Office
from station.desk.print_queue import QueueDesk
from station.desk.printing import PrintDesk
from station.desk.showing import Way
from station.domain.printing import Hindrance
from station.domain.roles import AgentRole, NotAllowed
from station.storage.printqueue import PrintQueue, Queued
from tests.desk.printers import Cups, a_printing_system
from tests.desk.test_print_queue import a_case, lines, queued
from tests.desk.test_roles import visit
from tests.office import an_office

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts print")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return a_printing_system(tmp_path / "cups", monkeypatch)


@pytest.fixture
def office(tmp_path: Path, system: Cups) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        yield office


@pytest.fixture
def number(office: Office) -> str:
    return a_case(office)


def test_where_neither_a_printer_nor_a_viewer_is_the_sheet_waits(
    office: Office, number: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.QUEUED
    assert queued(office) == [(Hindrance.NOWHERE, "", 1)]


def test_a_spool_that_cannot_be_written_costs_no_sheet(
    office: Office, number: str, system: Cups
) -> None:
    office.home.spool.write_text("a file is in the way", "utf-8")
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.QUEUED
    assert [why for why, *_ in queued(office)] == [Hindrance.NO_ROOM]


def test_a_program_of_ones_own_is_told_the_copies_or_runs_once_for_each(
    office: Office, number: str, tmp_path: Path
) -> None:
    program = tmp_path / "own.py"
    program.write_text("import sys; open(__file__ + '.calls', 'a').write(sys.argv[1] + ' ')")
    calls = program.with_name("own.py.calls")
    own = f"{sys.executable} {program}"
    office.settings = replace(office.settings, print_command=f"{own} {{copies}} {{file}}")
    PrintDesk(office).print("F01", number)
    office.settings = replace(office.settings, print_command=f"{own} once {{file}}")
    made = PrintDesk(office).print("F01", number)

    assert calls.read_text() == "2 once once "
    assert made.path.exists()  # nobody knows when it has read the file
    assert queued(office) == []


def test_a_copy_that_is_on_paper_is_not_printed_again_with_one_that_failed(
    office: Office, number: str, tmp_path: Path
) -> None:
    program = tmp_path / "own.py"
    program.write_text(
        "import sys\n"
        "calls = open(__file__ + '.calls', 'a+')\n"
        "calls.write('x')\n"
        "sys.exit(calls.tell() == 2)\n"
    )
    office.settings = replace(office.settings, print_command=f"{sys.executable} {program} {{file}}")
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.QUEUED
    assert [one.queued.copies for one in lines(office)] == [1]
    assert QueueDesk(office).print(made.number).way is Way.PRINTED
    assert program.with_name("own.py.calls").read_text() == "xxx"


def test_an_auditor_does_nothing_with_a_sheet_of_a_case(tmp_path: Path, system: Cups) -> None:
    system.does("lpstat", "stopped")
    with an_office(tmp_path / "other") as office:
        row, data = a_row(office)
    with visit(tmp_path / "home", AgentRole.AUDITOR) as (office, number):
        with office.vault.transaction():
            PrintQueue(office.vault).add(replace(row, case=number), data)
        for act in (QueueDesk(office).print, QueueDesk(office).open, QueueDesk(office).drop):
            with pytest.raises(NotAllowed):
                act(row.number)
        assert len(queued(office)) == 1
        assert system.calls == []


def a_row(office: Office) -> tuple[Queued, bytes]:
    PrintDesk(office).print("F01", a_case(office))
    with office.vault.reading():
        [row] = PrintQueue(office.vault).all()
        return row, PrintQueue(office.vault).data(row.number)


def test_a_program_that_hangs_is_ended_with_all_that_it_started() -> None:
    told = programs.ask(["sh", "-c", "sleep 600 & sleep 600"], 0.2)

    assert (told.done, told.late) == (False, True)


def test_a_slip_goes_to_its_own_printer_once_and_counts_as_a_print_of_its_sheet(
    office: Office, number: str, system: Cups
) -> None:
    office.settings = replace(office.settings, slip_printer="ROLL", print_copies=(("", 2),))
    desk = PrintDesk(office)
    with office.vault.reading():
        ready = desk.ready(office.case(number))
    paper, slip = desk.print("F01", number), desk.print("F01:slip", number)

    assert ready[:2] == ("F01", "F01:slip")
    assert (paper.nth, slip.nth) == (1, 2)
    assert slip.number.startswith("F01-")
    calls = (system.folder / "lp.calls").read_text("utf-8").splitlines()
    assert "ROLL" not in calls[0]
    assert "-d ROLL" in calls[1]
    assert "-n 1" in calls[1] or "-n" not in calls[1]


def test_a_slip_never_goes_to_the_program_that_prints_sheets(
    office: Office, number: str, system: Cups, tmp_path: Path
) -> None:
    command = f"touch {tmp_path / 'asked'} {{file}}"
    office.settings = replace(office.settings, slip_printer="ROLL", print_command=command)
    PrintDesk(office).print("F01:slip", number)

    assert not (tmp_path / "asked").exists()
    assert "-d ROLL" in system.calls[0]


def test_no_slip_is_offered_where_no_printer_is_named_for_it(office: Office, number: str) -> None:
    with office.vault.reading():
        ready = PrintDesk(office).ready(office.case(number))

    assert not [code for code in ready if "slip" in code]

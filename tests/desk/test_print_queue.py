"""A printer that is off: the sheet waits, sealed, and nothing is lost."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk import cups
from station.desk.cases import CaseDesk, all_papers
from station.desk.leaving import Bookmark, lock
from station.desk.office import Office
from station.desk.print_queue import NotQueued, NoViewer, QueueDesk, QueueLine
from station.desk.printing import PrintDesk
from station.desk.showing import Way
from station.domain.event import Event
from station.domain.fact_events import SheetPrinted
from station.domain.printing import Became, Hindrance
from station.domain.trail_events import SheetSettled
from tests.desk.printers import Cups, a_printing_system
from tests.desk.test_cases import APPLICANT, PENSION
from tests.faults import Killed
from tests.office import HandClock, an_office

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


def a_case(office: Office) -> str:
    papers = all_papers(office.item(PENSION))
    return CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number


def queued(office: Office) -> list[tuple[Hindrance, str, int]]:
    return [(one.queued.hindrance, one.queued.job, one.queued.tries) for one in lines(office)]


def lines(office: Office) -> list[QueueLine]:
    return [*QueueDesk(office).lines()]


def settled(office: Office) -> list[Became]:
    with office.vault.reading():
        found: list[Event] = office.journal.own_of(SheetSettled)
    return [one.became for one in found if isinstance(one, SheetSettled)]


def in_clear(folder: Path) -> list[str]:
    """Files of the home in which a PDF lies open."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return [one.name for one in files if b"%PDF" in one.read_bytes()]


def test_a_receipt_is_printed_twice_and_leaves_the_queue_when_the_job_is_over(
    office: Office, number: str, system: Cups
) -> None:
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.PRINTED
    assert system.calls == [f"-n 2 {made.path}"]
    assert not made.path.exists()
    assert queued(office) == [(Hindrance.BEGUN, "HP-1", 1)]
    assert QueueDesk(office).waiting() == 0
    QueueDesk(office).settle()
    assert len(queued(office)) == 1
    system.ends("HP-1")
    QueueDesk(office).settle()
    assert queued(office) == []
    assert settled(office) == []


def test_a_named_printer_and_other_copies_are_taken_from_station_ini(
    office: Office, number: str, system: Cups
) -> None:
    office.settings = replace(office.settings, printer="HP", print_copies=(("", 3), ("F03", 1)))
    made = PrintDesk(office).print("F01", number)

    assert system.calls == [f"-d HP -n 3 {made.path}"]


@pytest.mark.parametrize(
    "fault",
    [
        ("lpstat", "stopped", Hindrance.OFF),
        ("lpstat", "rejects", Hindrance.REJECTING),
        ("lpstat", "unknown", Hindrance.UNKNOWN),
        ("lpstat", "none", Hindrance.NO_DEFAULT),
        ("lp", "fails", Hindrance.UNKNOWN),
        ("lp", "refuses", Hindrance.REFUSED),
        ("lp", "hangs", Hindrance.NO_ANSWER),
        ("lpstat", "hangs", Hindrance.NO_ANSWER),
    ],
    ids=str,
)
def test_what_is_not_printed_waits_with_its_reason_and_is_printed_later(
    office: Office, number: str, system: Cups, monkeypatch: pytest.MonkeyPatch,
    fault: tuple[str, str, Hindrance],
) -> None:  # fmt: skip
    program, does, why = fault
    monkeypatch.setattr(cups, "TAKING_SECONDS", 0.3)
    monkeypatch.setattr(cups, "TELLING_SECONDS", 0.3 if does == "hangs" else 6)
    office.settings = replace(office.settings, printer="" if does == "none" else "HP")
    system.does(program, does)
    made = PrintDesk(office).print("F01", number)

    assert made.way is Way.QUEUED
    assert made.why
    assert queued(office) == [(why, "", 1)]
    assert QueueDesk(office).waiting() == 1
    assert in_clear(office.home.folder) == []
    system.does(program, "")
    monkeypatch.setattr(cups, "TAKING_SECONDS", 20)
    monkeypatch.setattr(cups, "TELLING_SECONDS", 6)
    outcome = QueueDesk(office).print(made.number)
    [job] = system.jobs
    system.ends(job)
    QueueDesk(office).settle()

    assert (outcome.way, queued(office), settled(office)) == (Way.PRINTED, [], [Became.PRINTED])
    assert CaseDesk(office).case(number).count(SheetPrinted) == 1
    assert b"%PDF" in system.printed[-1]


def test_a_system_that_cannot_be_asked_is_still_given_the_sheet(
    office: Office, number: str, system: Cups
) -> None:
    office.settings = replace(office.settings, printer="HP")
    system.does("lpstat", "dead")

    assert PrintDesk(office).print("F01", number).way is Way.PRINTED
    QueueDesk(office).settle()


def test_a_job_that_is_given_up_at_the_printer_waits_again(
    office: Office, number: str, system: Cups
) -> None:
    made = PrintDesk(office).print("F01", number)
    system.ends("HP-1", "aborted-by-system")
    QueueDesk(office).settle()

    assert queued(office) == [(Hindrance.GIVEN_UP, "", 1)]
    QueueDesk(office).print(made.number)
    system.ends("HP-2")
    QueueDesk(office).settle()
    assert settled(office) == [Became.PRINTED]
    assert system.printed[0] == system.printed[1]


def test_a_job_of_which_nothing_is_heard_for_a_minute_counts_as_waiting(
    tmp_path: Path, system: Cups
) -> None:
    clock = HandClock()
    with an_office(tmp_path / "home", clock) as office:
        PrintDesk(office).print("F01", a_case(office))
        assert QueueDesk(office).waiting() == 0
        clock.wait(minutes=2)
        assert QueueDesk(office).waiting() == 1


def test_a_job_at_the_printer_is_taken_back_before_it_is_printed_again_or_taken_off(
    office: Office, number: str, system: Cups
) -> None:
    made = PrintDesk(office).print("F01", number)
    QueueDesk(office).print(made.number)

    assert system.jobs == ["HP-2"]
    QueueDesk(office).drop(made.number)
    assert system.jobs == []
    assert settled(office) == [Became.DROPPED]


def test_all_that_waits_is_printed_in_order_until_one_is_hindered(
    office: Office, number: str, system: Cups
) -> None:
    system.does("lpstat", "stopped")
    made = [PrintDesk(office).print("F01", number).number for _ in "123"]
    desk = QueueDesk(office)

    assert desk.print_all().printed == 0
    assert [one.queued.tries for one in desk.lines()] == [2, 1, 1]
    system.does("lpstat", "")
    tried = desk.print_all()
    assert (tried.printed, tried.waiting) == (3, ())
    assert [call.rpartition("/")[2] for call in system.calls] == [f"{one}.pdf" for one in made]


def test_the_queue_survives_the_lock_and_lies_in_no_file_in_clear(
    tmp_path: Path, system: Cups
) -> None:
    system.does("lpstat", "stopped")
    with an_office(tmp_path / "home") as office:
        made = PrintDesk(office).print("F01", a_case(office))
        lock(office, "asked", Bookmark())
    assert in_clear(tmp_path / "home") == []
    with an_office(tmp_path / "home") as office:
        system.does("lpstat", "")
        [one] = QueueDesk(office).lines()

        assert one.queued.number == made.number
        assert QueueDesk(office).print(made.number).way is Way.PRINTED
        assert system.printed[0].startswith(b"%PDF")


@pytest.mark.parametrize("step", ["put", "hand", "noted"])
def test_a_power_cut_between_two_steps_loses_no_sheet(
    tmp_path: Path, system: Cups, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise Killed

    places = {
        "put": "station.desk.spool.Spool.put", "hand": "station.desk.cups.submit",
        "noted": "station.storage.printqueue.PrintQueue.taken",
    }  # fmt: skip
    with an_office(tmp_path / "home") as office:
        number = a_case(office)
        with monkeypatch.context() as patch:
            patch.setattr(places[step], cut)
            with pytest.raises(Killed):
                PrintDesk(office).print("F01", number)
    with an_office(tmp_path / "home") as office:
        [one] = QueueDesk(office).lines()

        assert (one.queued.hindrance, one.queued.case) == (Hindrance.BEGUN, number)
        assert in_clear(tmp_path / "home") == []
        assert QueueDesk(office).print(one.queued.number).way is Way.PRINTED
        assert CaseDesk(office).case(number).count(SheetPrinted) == 1


def test_a_sheet_that_is_taken_off_is_on_record_and_gone(
    office: Office, number: str, system: Cups
) -> None:
    system.does("lpstat", "stopped")
    made = PrintDesk(office).print("F01", number)
    QueueDesk(office).drop(made.number)

    assert (queued(office), settled(office)) == ([], [Became.DROPPED])
    for again in (QueueDesk(office).drop, QueueDesk(office).print, QueueDesk(office).open):
        with pytest.raises(NotQueued):
            again(made.number)


def test_a_sheet_is_opened_instead_and_stays_until_it_is_taken_off(
    office: Office, number: str, system: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    system.does("lpstat", "stopped")
    made = PrintDesk(office).print("F01", number)
    with pytest.raises(NoViewer):
        QueueDesk(office).open(made.number)
    assert in_clear(office.home.folder) == []
    viewer = system.folder / "xdg-open"
    viewer.write_text('#!/bin/sh\ncp "$1" "$0.pdf"\n', "utf-8")
    viewer.chmod(0o700)
    monkeypatch.setenv("DISPLAY", ":0")
    path = QueueDesk(office).open(made.number)

    assert viewer.with_name("xdg-open.pdf").read_bytes() == path.read_bytes()
    assert settled(office) == [Became.OPENED]
    assert len(queued(office)) == 1

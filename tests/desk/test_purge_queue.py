"""Sheets that wait, or are at the printer, leave with the records that they were printed from."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.guides import GuideDesk
from station.desk.office import Office
from station.desk.person_sheets import print_notice
from station.desk.print_queue import QueueDesk
from station.desk.records import RecordDesk
from station.desk.showing import Way
from station.domain.acts import IllegalStep
from station.domain.printing import Became, Hindrance
from station.domain.trail_events import SheetSettled
from station.storage.printqueue import PrintQueue, Queued
from sync.district.premises import District
from tests.desk.ended import a_place, a_void_case, frozen, texts
from tests.desk.printers import a_printing_system
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import backed_up
from tests.office import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def line(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Office, District]]:
    with a_place(tmp_path, clock) as both:
        yield both


@pytest.fixture
def no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor a viewer: every sheet waits."""
    monkeypatch.setattr("station.desk.printer.cups.there", lambda: False)
    monkeypatch.setattr("station.desk.printer.show_file", lambda _path: False)


def test_a_sheet_that_waits_leaves_with_the_records_of_its_case_and_that_is_on_record(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    case, now = frozen(office, clock), clock.now()
    waits = Queued(
        number="F01-1", sheet="F01", case=case.number, nth=1, copies=1, by=office.agent, at=now,
        hindrance=Hindrance.OFF, tried_at=now,
    )  # fmt: skip
    with office.vault.transaction():
        for one in (waits, replace(waits, number="F36-1", case="")):
            PrintQueue(office.vault).add(one, "示例𠮷䶮".encode())
    for way in (QueueDesk(office).print, QueueDesk(office).open):
        with pytest.raises(IllegalStep):
            way(waits.number)
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert [why for _line, why in RecordDesk(office).purge()] == [None]

    assert [one.queued.number for one in QueueDesk(office).lines()] == ["F36-1"]
    with office.vault.reading():
        settled = office.journal.own_of(SheetSettled)
    assert [one.became for one in settled if isinstance(one, SheetSettled)] == [Became.DROPPED]


@pytest.mark.skipif(os.name == "nt", reason="shell scripts print")
def test_a_job_that_the_printing_system_has_is_called_back_when_the_records_leave(
    line: tuple[Office, District], clock: HandClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    office, district = line
    system = a_printing_system(tmp_path / "cups", monkeypatch)
    case, now = a_void_case(office), clock.now()
    waits = Queued(
        number="F01-1", sheet="F01", case=case.number, nth=1, copies=1, by=office.agent, at=now,
        hindrance=Hindrance.OFF, tried_at=now,
    )  # fmt: skip
    with office.vault.transaction():
        PrintQueue(office.vault).add(waits, b"%PDF")
    assert QueueDesk(office).print(waits.number).job == "HP-1"
    for made in (print_notice(office, APPLICANT["id"]), GuideDesk(office).print(PENSION)):
        assert made.way is Way.PRINTED
    clock.wait(days=731)
    assert list(RecordDesk(office).freeze())
    clock.wait(days=8 * 366)
    assert [bool(why) for _line, why in RecordDesk(office).purge()] == [True]
    assert system.jobs == ["HP-1", "HP-2", "HP-3"]
    backed_up(office, district)
    assert [why for _line, why in RecordDesk(office).purge()] == [None]

    assert system.jobs == ["HP-3"]
    assert [one.queued.sheet for one in QueueDesk(office).lines()] == ["F25"]


def test_a_sheet_of_frozen_records_keeps_no_other_from_its_paper(
    line: tuple[Office, District], clock: HandClock, no_printer: None
) -> None:
    office, _district = line
    case, now = frozen(office, clock), clock.now()
    first = Queued(
        number="F01-1", sheet="F01", case=case.number, nth=1, copies=1, by=office.agent, at=now,
        hindrance=Hindrance.OFF, tried_at=now,
    )  # fmt: skip
    with office.vault.transaction():
        for one in (first, replace(first, number="F36-1", case="")):
            PrintQueue(office.vault).add(one, b"%PDF")
    tried = QueueDesk(office).print_all()

    told = [(one.queued.number, one.queued.hindrance) for one in tried.waiting]
    assert told == [("F01-1", Hindrance.OFF), ("F36-1", Hindrance.NOWHERE)]


def test_the_notice_to_a_person_leaves_the_queue_with_all_else_that_was_kept_of_them(
    line: tuple[Office, District], clock: HandClock, no_printer: None
) -> None:
    office, district = line
    a_void_case(office)
    waits = print_notice(office, APPLICANT["id"])
    assert waits.way is Way.QUEUED
    clock.wait(days=731)
    assert list(RecordDesk(office).freeze())
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert [why for _line, why in RecordDesk(office).purge()] == [None]

    assert QueueDesk(office).lines() == []
    assert APPLICANT["id"] not in texts(office)

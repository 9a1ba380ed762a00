"""Pains at the window: finding, printing, the clock, dates, what a receipt means, the stick."""

import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.drafts import DraftDesk
from station.desk.office import Office
from station.desk.print_queue import QueueDesk
from station.desk.printing import PrintDesk
from station.desk.showing import Way
from station.desk.syncing import SyncDesk
from station.domain.clockcheck import ClockDoubt
from station.domain.decider_events import CaseAccepted
from station.domain.fact_events import SheetPrinted
from station.domain.office_events import ClockDoubted
from station.domain.states import CaseState
from station.domain.values import Side
from station.domain.window_events import CaseReceived
from station.storage.casebook import Wanted
from sync.district import stick
from sync.district.casebook import Wanted as DistrictWanted
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from tests.bench.crowd import fill
from tests.desk.test_checking import quiet
from tests.district.pair import (
    CLERK,
    a_district,
    a_line,
    a_received_case,
    another_applicant,
    assert_same_journals,
    state_at,
    synced,
)
from tests.district.test_versions import Catalogues
from tests.makers import at, item_row
from tests.office import FRIDAY, HandClock, an_office

DELIVERED = {"way": "direct", "place": "本站", "receiver": "示例𠮷䶮", "relation": "self"}


def found(office: Office, text: str) -> list[str]:
    return [line.number for line in CaseDesk(office).lines(Wanted(text=text), 0, 50)]


def set_to(moment: str, *places: Office | District) -> None:
    """It is this moment now at these offices."""
    for place in places:
        assert isinstance(place.clock, HandClock)
        place.clock.time = at(moment)


def text_of(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def carried(office: Office, usb: Path, *, out: bool) -> None:
    desk = SyncDesk(office)
    visit = desk.stick_out if out else desk.stick_in
    assert visit(usb, progress=lambda _: None, cancel=lambda: False).road is None


def files_on(usb: Path) -> list[Path]:
    return sorted(file for file in usb.rglob("*") if file.is_file())


def test_every_case_is_found_without_a_network_in_whatever_state_it_waits(
    line: tuple[Office, District],
) -> None:
    """Pain 18, opencrvs-core 11991: records in the outbox cannot be searched, nor those that were
    not downloaded.

    Holds for everything that has a receipt number; forms that are still being typed have a list
    of their own.
    """
    office, district = line
    assert isinstance(office.clock, HandClock)
    fill(office, office.clock, 300)
    unfinished = CaseDesk(office).open("SB-01", another_applicant(), {}, receive=False).case.number
    CaseDesk(office).act(unfinished, "withdraw", {"reason": "示例"})
    queued = a_received_case(office).number
    SyncDesk(office).hand_over()
    DraftDesk(office).keep("", {"name": "示例丙"})

    for text in ("示例𠮷", "𠮷䶮", "sly", "13800005678", "5678", queued, queued[-4:], "0024"):
        assert queued in found(office, text), text
    for text in ("示例甲", "slj", unfinished):
        assert unfinished in found(office, text), text
    synced(office, district)
    assert queued in found(office, "sly")
    assert [one.draft.form["name"] for one in DraftDesk(office).lines()] == ["示例丙"]


def test_a_long_list_is_read_by_the_window_and_loses_no_line(tmp_path: Path) -> None:
    """Pain 17, getodk 734: long lists are unusable. How fast it is, tests/bench measures."""
    with an_office(tmp_path) as office:
        assert isinstance(office.clock, HandClock)
        fill(office, office.clock, 600)
        desk, wanted = CaseDesk(office), Wanted(urgent_first=True)
        seen = [
            line.number
            for first in range(0, desk.count(wanted), 250)
            for line in desk.lines(wanted, first, 250)
        ]

        assert len(seen) == len(set(seen)) == 600
        assert len(desk.lines(wanted, 590, 40)) == 10


def test_a_printer_that_fails_costs_neither_the_case_nor_its_number_nor_a_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 19, opencrvs-core 6143: the record leaves the queue and there is no PDF; OpenSID 8913
    (a missing font stops printing), 8010 (the number of the letter is blank)."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    printer = tmp_path / "printer.py"
    with an_office(tmp_path / "home") as office:
        command = f"{sys.executable} {printer} {{file}}"
        office.settings = replace(office.settings, print_command=command)
        number = a_received_case(office).number
        failed = PrintDesk(office).print("F01", number)
        printer.write_text("import shutil, sys; shutil.copy(sys.argv[1], __file__ + '.pdf')")
        printed = QueueDesk(office).print(failed.number)
        case = CaseDesk(office).case(number)
        paper = text_of(printer.with_name("printer.py.pdf"))

        assert (failed.way, printed.way) == (Way.QUEUED, Way.PRINTED)
        assert number in paper
        assert failed.number in "".join(paper.split())
        assert "示例𠮷䶮" in paper
        assert "次打印" not in paper
        assert case.state is CaseState.RECEIVED
        assert [one.sheet_number for one in case.all(SheetPrinted)] == [failed.number]
        assert QueueDesk(office).lines() == []


def test_a_computer_whose_clock_fell_back_works_on_and_its_entries_are_marked(
    tmp_path: Path,
) -> None:
    """Pain 21, cht-core 6284: "time-travelling" devices; akvo-flow-mobile 768: a wrong time is
    shown as something else."""
    with a_line(tmp_path) as (office, district):
        before = a_received_case(office).number
        synced(office, district)
    fallen = HandClock(at("2019-01-01 08:00"), seed="fallen")
    with (
        a_district(tmp_path / "district", HandClock(seed="later")) as district,
        an_office(tmp_path / "station", fallen) as office,
    ):
        assert office.clock_doubt() is ClockDoubt.BEHIND
        number = a_received_case(office).number
        synced(office, district)
        with office.vault.reading():
            life = office.journal.chained(Side.STATION, office.line.incarnation())
            marked = [one.event for one in life if isinstance(one.event, ClockDoubted)]
        clerk = ClerkDesk(district, CLERK)
        for one in (before, number):
            clerk.act(one, "accept", {"official_number": f"A-{one[-13:]}"})
        accepted = clerk.open(number).case.last(CaseAccepted)
        synced(office, district)

        assert before != number
        assert [one.doubt for one in marked] == ["behind"]
        assert accepted is not None
        assert accepted.at.date() == FRIDAY.date()
        assert CaseDesk(office).case(number).state is CaseState.ACCEPTED
    with an_office(tmp_path / "station", HandClock(FRIDAY + timedelta(hours=2))) as office:
        assert office.clock_doubt() is ClockDoubt.NONE
        assert check(office, progress=quiet).faults == ()


def test_a_receipt_of_the_station_is_no_acceptance_and_says_so(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    """Pain 23, opencrvs-core 9922: issued offline, and what the law takes it for.

    The station gives its own number at once; the official one comes with the acceptance, which
    only the district can write.
    """
    office, district = line
    number = a_received_case(office).number
    receipt = text_of(PrintDesk(office).print("F01", number, out=tmp_path).path)
    assert "本回执不代表受理" in receipt
    assert number in receipt
    received = CaseDesk(office).case(number)
    assert received.last(CaseAccepted) is None
    assert "accept" not in {act.name for act in CaseDesk(office).acts(received)}

    synced(office, district)
    clerk = ClerkDesk(district, CLERK)
    official = clerk.suggested_number(clerk.open(number))
    clerk.act(number, "accept", {"official_number": official})
    synced(office, district)

    case = CaseDesk(office).case(number)
    accepted = case.last(CaseAccepted)
    assert accepted is not None
    assert accepted.official_number == official != number
    assert [entry.side for entry in case.history if entry.event == accepted] == [Side.DISTRICT]
    assert official not in receipt


def test_a_limit_over_a_holiday_counts_working_days_with_the_weekends_that_are_worked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 25, osTicket 1107: deadlines count weekends and holidays.

    Five working days from Tuesday 29 September 2026: 30 September, 8, 9, 10 (a Saturday that is
    worked for National Day) and 12 October.
    """
    Catalogues(tmp_path, monkeypatch).at_both(item_row())
    with a_line(tmp_path) as (office, district):
        set_to("2026-09-29 09:00", office, district)
        number = a_received_case(office, "XX-01").number
        synced(office, district)
        clerk = ClerkDesk(district, CLERK)
        clerk.act(number, "accept", {"official_number": "A1"})
        synced(office, district)
        here = CaseDesk(office).clock(CaseDesk(office).case(number))
        with district.vault.reading():
            [there] = district.casebook.lines(DistrictWanted(), 0, 9)

        assert here is not None
        assert here.due.at == there.due_at
        assert here.due.at.date() == date(2026, 10, 12)


def test_a_stick_carries_cases_out_and_results_home_and_may_be_lost_torn_or_carried_twice(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    """Pain 22, cht-android PR 300: no dependable transport without a network; its objections are
    clear text on the stick and one way only."""
    office, district = line
    lost, usb, torn = (tmp_path / name for name in ("lost", "usb", "torn"))
    lost.mkdir()
    usb.mkdir()
    number = a_received_case(office).number
    clerk = ClerkDesk(district, CLERK)
    carried(office, lost, out=True)
    carried(office, usb, out=True)
    shutil.copytree(usb, torn)
    for parcel in files_on(torn):
        parcel.write_bytes(parcel.read_bytes()[:-200])
    assert not [one for one in files_on(usb) if "示例".encode() in one.read_bytes()]
    [visited] = stick.visit(district, torn)
    assert {fault.reason for fault in visited.report.set_aside} == {"cut"}
    for _ in range(2):
        stick.visit(district, usb)
    assert state_at(district, number) is CaseState.HANDED_OVER

    clerk.act(number, "accept", {"official_number": "A1"})
    clerk.act(number, "grant", {"decision_number": "示例〔2026〕1号", "words": ""})
    clerk.act(number, "dispatch", {"document": "示例决定书", "copies": "1"})
    stick.visit(district, usb)
    for _ in range(2):
        carried(office, usb, out=False)
    assert CaseDesk(office).case(number).state is CaseState.IN_DELIVERY
    CaseDesk(office).act(number, "deliver", DELIVERED)
    carried(office, usb, out=True)
    stick.visit(district, usb)
    carried(office, usb, out=False)
    stick.visit(district, usb)  # that the stick came home is an entry too

    assert state_at(district, number) is CaseState.DELIVERED
    assert SyncDesk(office).state().waiting_cases == 0
    assert clerk.open(number).case.count(CaseReceived) == 1
    assert_same_journals(office, district)

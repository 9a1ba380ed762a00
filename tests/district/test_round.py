"""A case travels between a real station and a real district, whatever happens to the machines."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.decider_events import CaseAccepted
from station.domain.errors import BadInput
from station.domain.fact_events import CaseViewed
from station.domain.states import CaseState
from station.domain.table import IllegalStep
from sync.carriers.usb import UsbCarrier
from sync.district import stick
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk, UnknownCase
from sync.district.intake import book, receive
from sync.district.premises import District
from sync.district.verify import examine
from sync.errors import Refused
from sync.turns import next_parcel
from tests.district.pair import (
    CLERK,
    OTHER,
    PENSION,
    a_line,
    a_received_case,
    another_applicant,
    assert_same_journals,
    frame_of,
    state_at,
    synced,
)
from tests.office import STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE


def test_a_case_makes_the_whole_round(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    clerk = CaseDesk(district, CLERK)
    assert state_at(district, number) is CaseState.HANDED_OVER
    official = clerk.suggested_number(clerk.open(number))
    clerk.act(number, "accept", {"official_number": official})
    clerk.act(number, "grant", {"decision_number": "示例〔2026〕1号", "words": ""})
    clerk.act(number, "dispatch", {"document": "参保登记表", "copies": "1"})
    synced(office, district)
    at_the_window = StationDesk(office)
    case = at_the_window.case(number)
    assert case.state is CaseState.IN_DELIVERY
    accepted = case.last(CaseAccepted)
    assert accepted is not None
    assert (accepted.official_number, accepted.by) == (official, CLERK)
    assert accepted.legal_due is not None or accepted.promised_due is not None
    assert_same_journals(office, district)
    assert [entry.event for entry in case.history] == [
        entry.event for entry in clerk.open(number).case.history
    ]


def test_by_stick_it_goes_the_same_way(line: tuple[Office, District], tmp_path: Path) -> None:
    office, district = line
    usb = tmp_path / "stick"
    usb.mkdir()
    number = a_received_case(office).number
    sync = SyncDesk(office)
    sync.stick_out(usb, progress=lambda _: None, cancel=lambda: False)
    (visited,) = stick.visit(district, usb)
    assert visited.report.received > 0
    CaseDesk(district, CLERK).act(number, "accept", {"official_number": "A1"})
    stick.visit(district, usb)
    report = sync.stick_in(usb, progress=lambda _: None, cancel=lambda: False)
    assert StationDesk(office).case(number).state is CaseState.ACCEPTED
    assert report.confirmed > 0
    stick.visit(district, usb)
    assert_same_journals(office, district)


def test_a_stranger_on_a_stick_gets_no_answer(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, district = line
    UsbCarrier(tmp_path, me=OTHER, peer=district.id).deliver(frame_of(office))
    (visited,) = stick.visit(district, tmp_path)
    assert isinstance(visited.refused, Refused)
    assert visited.refused.reason == "unknown-key"


def test_two_cases_never_bear_one_official_number(line: tuple[Office, District]) -> None:
    office, district = line
    one, two = a_received_case(office).number, a_received_case(office).number
    synced(office, district)
    clerk = CaseDesk(district, CLERK)
    first = clerk.suggested_number(clerk.open(one))
    clerk.act(one, "accept", {"official_number": first})
    assert clerk.suggested_number(clerk.open(two)) == first[:-1] + "2"
    with pytest.raises(BadInput) as wrong:
        clerk.act(two, "accept", {"official_number": first})
    assert set(wrong.value.fields) == {"official_number"}
    assert state_at(district, two) is CaseState.HANDED_OVER


def test_the_district_cannot_move_what_the_window_holds(line: tuple[Office, District]) -> None:
    office, district = line
    number = StationDesk(office).open(PENSION, another_applicant(), {}, receive=False).case.number
    synced(office, district)
    with pytest.raises(IllegalStep):
        CaseDesk(district, CLERK).act(number, "accept", {"official_number": "A1"})
    with pytest.raises(UnknownCase):
        CaseDesk(district, CLERK).open("330211105203-AA-20261120-9999")


def test_the_same_parcel_many_times_at_once_takes_effect_once(
    line: tuple[Office, District],
) -> None:
    office, district = line
    numbers = [a_received_case(office).number for _ in range(3)]
    SyncDesk(office).hand_over()
    frame = frame_of(office)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: receive(district, frame), range(12)))
    assert len(answers) == 12
    with district.vault.reading():
        assert district.casebook.count(Wanted()) == 3
        assert book(district, STATION).held(next_parcel(office.line).incarnation) > 0
    assert {state_at(district, number) for number in numbers} == {CaseState.HANDED_OVER}
    synced(office, district)
    assert_same_journals(office, district)


def test_a_clerk_who_looks_is_on_record_once_in_a_while(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    clerk = CaseDesk(district, CLERK)

    def looks() -> int:
        return clerk.open(number).case.count(CaseViewed)

    clerk.view(number, revealed=False)
    clerk.view(number, revealed=False)
    assert looks() == 1
    CaseDesk(district, "示例另一人").view(number, revealed=False)
    clerk.view(number, revealed=True, purpose="handling")
    assert looks() == 3
    district.clock.wait(minutes=11)  # type: ignore[attr-defined]
    clerk.view(number, revealed=False)
    assert looks() == 4


def test_the_list_finds_cases_by_what_people_know(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    draft = StationDesk(office).open(PENSION, another_applicant(), {}, receive=False).case.number
    synced(office, district)
    CaseDesk(district, CLERK).act(number, "accept", {"official_number": "甲-1"})

    def found(text: str, **more: object) -> list[str]:
        with district.vault.reading():
            lines = district.casebook.lines(Wanted(text=text, **more), 0, 9)  # type: ignore[arg-type]
        return [line.number for line in lines]

    assert found("") == [number, draft]
    for text in ("𠮷", "示例𠮷䶮", number, number[-4:], "13800005678", "甲-1", "养老 𠮷", "002"):
        assert number in found(text), text
    assert found("示例甲") == [draft]
    assert found("%") == found("_") == found("' OR 1=1") == []
    assert found("", ours=True) == [number]
    assert found("", states=frozenset({CaseState.DRAFT})) == [draft]


def test_a_restored_station_and_its_district_agree_again(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        first = a_received_case(office).number
        synced(office, district)
    shutil.copytree(tmp_path / "station", tmp_path / "copy")
    with a_line(tmp_path) as (office, district):
        lost = a_received_case(office).number
        synced(office, district)
    shutil.rmtree(tmp_path / "station")
    shutil.copytree(tmp_path / "copy", tmp_path / "station")
    with a_line(tmp_path) as (office, district):
        with office.vault.reading():
            life = office.journal.head().incarnation
        report = synced(office, district)
        assert report.reborn
        with office.vault.reading():
            assert office.journal.head().incarnation != life
        again = a_received_case(office).number
        synced(office, district)
        for number in (first, lost, again):
            assert state_at(district, number) is CaseState.HANDED_OVER
        assert len({first, lost, again}) == 3
        assert_same_journals(office, district)
        examined = examine(district, STATION)
        assert examined.faults == ()
        assert {one.incarnation: one.forked for one in examined.lives}[life]

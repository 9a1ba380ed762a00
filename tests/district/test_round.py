"""A case travels between a real station and a real district."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.chain import genesis, link
from station.domain.codec import encode, read
from station.domain.errors import BadInput
from station.domain.events import (
    CaseAccepted,
    CaseGranted,
    CaseOpened,
    CaseReceived,
    CaseViewed,
    EventRefused,
    Unrecognised,
)
from station.domain.people import Person
from station.domain.states import CaseState, IllegalStep
from station.domain.values import Side
from sync.carriers.usb import UsbCarrier
from sync.district import stick
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk, UnknownCase
from sync.district.enrolment import make_code, revoke
from sync.district.intake import book, receive
from sync.district.premises import District
from sync.district.tables import AsideRow
from sync.district.verify import examine
from sync.errors import NotOurs, Refused
from sync.exchange import next_parcel
from tests import makers
from tests.district.pair import CLERK, PENSION, a_line, a_received_case, synced
from tests.office import STATION

OTHER = "330211105299"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Office, District]]:
    with a_line(tmp_path) as both:
        yield both


@pytest.fixture(scope="module")
def shared_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, District]]:
    """For tests that bring everything that they look at."""
    with a_line(tmp_path_factory.mktemp("shared")) as both:
        yield both


def state_at(district: District, number: str) -> CaseState:
    return CaseDesk(district, CLERK).open(number).case.state


def assert_same_journals(office: Office, district: District) -> None:
    memory = book(district, STATION)
    with office.vault.reading(), district.vault.reading():
        ours = office.journal.head()
        assert ours.number == memory.held(ours.incarnation)
        assert ours.hash == memory.theirs(ours.incarnation, ours.number)
        theirs = office.line.district_head()
        assert (theirs.number, theirs.hash) == (memory.written(), memory.mine(memory.written()))


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
    assert visited.refused is not None
    assert visited.refused.reason == "unknown-key"
    assert len(list((tmp_path / "station-parcels").iterdir())) == 1


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
    number = StationDesk(office).open(PENSION, makers_applicant(), {}, receive=False).case.number
    synced(office, district)
    with pytest.raises(IllegalStep):
        CaseDesk(district, CLERK).act(number, "accept", {"official_number": "A1"})
    with pytest.raises(UnknownCase):
        CaseDesk(district, CLERK).open("330211105203-AA-20261120-9999")


def makers_applicant() -> dict[str, str]:
    return {"name": "示例甲", "id": makers.id_number(), "phone": "13800005678", "address": "示例"}


def test_an_unlawful_event_is_kept_refused_and_stops_nothing(
    line: tuple[Office, District],
) -> None:
    office, district = line
    case = a_received_case(office)
    stamp = office.stamp()
    granted = CaseGranted(at=stamp.at, by=stamp.by, case=case.number, decision_number="", words="")
    elsewhere = CaseReceived(at=stamp.at, by=stamp.by, case=f"{OTHER}-AA-20261120-0001")
    unopened = CaseReceived(at=stamp.at, by=stamp.by, case=f"{STATION}-ZZ-20261120-0001")
    with office.vault.transaction():
        for event in (granted, elsewhere, unopened):
            office.journal.append(event)
    after = a_received_case(office)
    synced(office, district)
    synced(office, district)
    assert state_at(district, case.number) is CaseState.HANDED_OVER
    assert state_at(district, after.number) is CaseState.HANDED_OVER
    with office.vault.reading():
        refused = {
            one.entry.event.case: one.entry.event.reason
            for one in office.journal.all()
            if isinstance(one.entry.event, EventRefused) and one.entry.side is Side.DISTRICT
        }
    assert set(refused) == {case.number, elsewhere.case, unopened.case}
    assert_same_journals(office, district)


def test_two_offices_do_not_refuse_each_others_refusals_for_ever(
    line: tuple[Office, District],
) -> None:
    office, district = line
    stamp = office.stamp()
    with office.vault.transaction():
        office.journal.append(CaseReceived(at=stamp.at, by=stamp.by, case=f"{STATION}-ZZ-1"))
    for _ in range(3):
        synced(office, district)
    before = book(district, STATION)
    with district.vault.reading():
        written = before.written()
    synced(office, district)
    with district.vault.reading():
        assert before.written() == written


HOSTILE = [
    {"kind": "case_opened", "case": 7},
    {"kind": "case_opened", "case": f"{STATION}-AA-20261120-0001", "item": None},
    {"kind": "case_received", "case": "x" * 60000},
    {"kind": "case_received", "case": "\x1b[31m"},
    {"kind": "unheard_of", "case": f"{STATION}-AA-20261120-0001"},
    {"kind": "case_received", "case": f"{STATION}-A", "at": "9999-12-31T23:59:59+00:00"},
    {"kind": "head_signed", "signature": "zz"},
    {"by": ""},
    {},
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: str(body)[:50])
def test_whatever_a_station_signs_the_line_goes_on(
    shared_line: tuple[Office, District], body: dict[str, object]
) -> None:
    """What a station with good keys and a bad program could write into its journal."""
    office, district = shared_line
    plain = {"at": "2026-11-20T10:00:00+08:00", "by": "示例", "no": 99}
    raw = {**plain, **body} if body else {}
    data = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    append_raw(office, data)
    number = a_received_case(office).number
    report = synced(office, district)
    assert report.road is None
    assert state_at(district, number) is CaseState.HANDED_OVER
    synced(office, district)
    assert_same_journals(office, district)


def append_raw(office: Office, data: bytes) -> None:
    known = read(data)
    raw = Unrecognised(at=known.at, by=known.by, raw=data, case="")
    with office.vault.transaction():
        office.journal.append(raw)


def test_times_that_no_calendar_holds_do_not_stop_the_intake(
    line: tuple[Office, District],
) -> None:
    office, district = line
    case = a_received_case(office)
    with office.vault.transaction():
        late = makers.at("9999-12-30")
        opened = replace(case.opened, case=f"{STATION}-ZZ-99991230-0001", at=late)
        office.journal.append(opened)
        office.journal.append(CaseReceived(at=late, by="示例", case=opened.case))
    synced(office, district)
    assert state_at(district, opened.case) is CaseState.RECEIVED
    assert CaseDesk(district, CLERK).open(opened.case).running is None


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
    clerk.view(number, revealed=True)
    assert looks() == 3
    district.clock.wait(minutes=11)  # type: ignore[attr-defined]
    clerk.view(number, revealed=False)
    assert looks() == 4


def test_the_list_finds_cases_by_what_people_know(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    draft = StationDesk(office).open(PENSION, makers_applicant(), {}, receive=False).case.number
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


def test_another_station_cannot_speak_about_this_ones_cases(
    line: tuple[Office, District],
) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    make_code(district, OTHER, "示例他站")
    stranger = CaseOpened(
        at=office.stamp().at, by="示例", case=number, item=PENSION, item_version=1,
        item_name="示例", decider=Side.DISTRICT,
        applicant=Person.of(makers_applicant(), makers.TODAY),
    )  # fmt: skip
    data = encode(stranger, 1)
    memory = book(district, OTHER)
    with memory.transaction():
        memory.take("life", [(1, link(genesis(OTHER, "life"), data), data)])
    assert CaseDesk(district, CLERK).open(number).case.opened.applicant.name == "示例𠮷䶮"
    with district.vault.reading():
        refusals = [one.event for one in district.casebook.journal(OTHER).chained(
            Side.DISTRICT, memory.incarnation())]  # fmt: skip
        assert district.casebook.differences(OTHER) == []
    assert [type(event) for event in refusals] == [EventRefused]


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


def test_a_rolled_back_district_and_its_station_agree_again(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        synced(office, district)
    shutil.copytree(tmp_path / "district", tmp_path / "copy")
    with a_line(tmp_path) as (office, district):
        CaseDesk(district, CLERK).act(number, "accept", {"official_number": "甲-1"})
        synced(office, district)
    shutil.rmtree(tmp_path / "district")
    shutil.copytree(tmp_path / "copy", tmp_path / "district")
    with a_line(tmp_path) as (office, district):
        synced(office, district)
        synced(office, district)
        assert_same_journals(office, district)
        assert StationDesk(office).case(number).state is CaseState.ACCEPTED
        assert state_at(district, number) is CaseState.HANDED_OVER


def test_a_withdrawn_station_is_refused_and_its_parcel_set_aside(
    line: tuple[Office, District],
) -> None:
    office, district = line
    frame = frame_of(office)
    revoke(district, STATION)
    for _ in range(2):
        assert refusal(district, frame) == "revoked"
    assert asides(district) == [("revoked", True)]


def test_a_forged_parcel_is_set_aside_without_its_bytes_and_noise_not_at_all(
    line: tuple[Office, District],
) -> None:
    office, district = line
    frame = frame_of(office)
    assert refusal(district, frame[:-1] + bytes([frame[-1] ^ 1])) == "signature"
    assert refusal(district, frame.replace(STATION.encode(), OTHER.encode())) == "unknown-key"
    assert refusal(district, b"<html>") == "magic"
    assert asides(district) == [("signature", False)]
    number = a_received_case(office).number
    synced(office, district)
    assert state_at(district, number) is CaseState.HANDED_OVER


def frame_of(office: Office) -> bytes:
    return SyncDesk(office)._post().pack(next_parcel(office.line))


def refusal(district: District, frame: bytes) -> str:
    with pytest.raises((NotOurs, Refused)) as refused:
        receive(district, frame)
    return refused.value.reason


def asides(district: District) -> list[tuple[str, bool]]:
    with district.vault.reading():
        rows = AsideRow.select().order_by(AsideRow.id).execute(district.vault.db)
        return [(row.reason, row.data is not None) for row in rows]

"""A station with good keys and a bad program, and parcels that nobody should believe."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.domain.chain import genesis, link
from station.domain.codec import encode, read
from station.domain.decider_events import CaseAccepted, CaseGranted
from station.domain.event import Unrecognised
from station.domain.fact_events import EventRefused
from station.domain.people import Person
from station.domain.states import CaseState
from station.domain.values import Deadline, Presenter, Side
from station.domain.window_events import CaseOpened, CaseReceived
from station.storage.casebook import Wanted
from sync.district.casedesk import CaseDesk
from sync.district.clerks import Clerks
from sync.district.enrolment import make_code, revoke
from sync.district.intake import book, receive
from sync.district.premises import District
from sync.district.tables import AsideRow
from sync.district.web.app import create_app
from sync.errors import NotOurs, Refused
from tests import makers
from tests.district.browser import Browser
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
from tests.district.test_clerks import PASSWORD
from tests.office import STATION, WEAK
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE


def received(moment: datetime, case: str) -> CaseReceived:
    return CaseReceived(
        at=moment, by="示例", case=case, presenter=Presenter.SELF, for_authority=True
    )


@pytest.fixture(scope="module")
def shared_line(
    store: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, District]]:
    """For tests that bring everything that they look at."""
    with a_line(tmp_path_factory.mktemp("shared")) as both:
        yield both


def append_raw(office: Office, data: bytes) -> None:
    known = read(data)
    raw = Unrecognised(at=known.at, by=known.by, raw=data, case="")
    with office.vault.transaction():
        office.journal.append(raw)


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


def test_an_unlawful_event_is_kept_refused_and_stops_nothing(
    line: tuple[Office, District],
) -> None:
    office, district = line
    case = a_received_case(office)
    stamp = office.stamp()
    granted = CaseGranted(at=stamp.at, by=stamp.by, case=case.number, decision_number="", words="")
    elsewhere = received(stamp.at, f"{OTHER}-AA-20261120-0001")
    unopened = received(stamp.at, f"{STATION}-ZZ-20261120-0001")
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
            one.event.case
            for one in office.journal.chained(Side.DISTRICT, office.line.heard_last())
            if isinstance(one.event, EventRefused)
        }
    assert refused == {case.number, elsewhere.case, unopened.case}
    assert_same_journals(office, district)


def test_two_offices_do_not_refuse_each_others_refusals_for_ever(
    line: tuple[Office, District],
) -> None:
    office, district = line
    stamp = office.stamp()
    with office.vault.transaction():
        office.journal.append(received(stamp.at, f"{STATION}-ZZ-1"))
    for _ in range(3):
        synced(office, district)
    before = book(district, STATION)
    with district.vault.reading():
        written = before.written()
    synced(office, district)
    with district.vault.reading():
        assert before.written() == written


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


def test_times_that_no_calendar_holds_do_not_stop_the_intake(
    line: tuple[Office, District],
) -> None:
    office, district = line
    case = a_received_case(office)
    with office.vault.transaction():
        late = makers.at("9999-12-30")
        opened = replace(case.opened, case=f"{STATION}-ZZ-99991230-0001", at=late)
        office.journal.append(opened)
        office.journal.append(received(late, opened.case))
    synced(office, district)
    assert state_at(district, opened.case) is CaseState.RECEIVED
    assert CaseDesk(district, CLERK).open(opened.case).clocks == ()


IMPOSSIBLE = [
    Deadline(at=datetime.fromisoformat(text), provisional=False, basis="示例")
    for text in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00", "2026-11-20T10:00:00")
]


@pytest.mark.parametrize("told", IMPOSSIBLE, ids=lambda told: told.at.isoformat())
def test_dates_of_no_calendar_are_shown_as_they_were_written(
    shared_line: tuple[Office, District], told: Deadline
) -> None:
    office, district = shared_line
    case = a_received_case(office, "SB-05")  # decided in the village
    stamp = office.stamp()
    with office.vault.transaction():
        number = f"{case.number}-{IMPOSSIBLE.index(told)}"
        opened = replace(case.opened, case=number, decider=Side.STATION)
        head: dict[str, Any] = {"at": stamp.at, "by": stamp.by, "case": number}
        for event in (
            opened,
            received(stamp.at, opened.case),
            _accepted(head, told),
        ):
            office.journal.append(event)
    synced(office, district)
    clerks = Clerks(district, WEAK)
    clerks.add(CLERK, PASSWORD)
    browser = Browser(create_app(district, clerks, https=False).test_client())
    browser.log_in()
    assert number in browser.get(f"/cases/{number}")
    assert browser.status == 200


@pytest.mark.parametrize("told", IMPOSSIBLE, ids=lambda told: told.at.isoformat())
def test_dates_of_no_calendar_from_the_district_do_not_stop_the_station(
    shared_line: tuple[Office, District], told: Deadline
) -> None:
    office, district = shared_line
    number = a_received_case(office).number
    synced(office, district)
    stamp = office.stamp()
    with district.vault.transaction():
        head = {"at": stamp.at, "by": "示例", "case": number}
        district.record(STATION, _accepted(head, told))
    report = synced(office, district)
    assert report.received > 0
    desk = StationDesk(office)
    assert desk.case(number).state is CaseState.ACCEPTED
    assert number in [line.number for line in desk.lines(Wanted(), 0, 50)]


def _accepted(head: dict[str, Any], told: Deadline) -> CaseAccepted:
    return CaseAccepted(**head, official_number=head["case"], legal_due=told, promised_due=None)


def test_another_station_cannot_speak_about_this_ones_cases(
    line: tuple[Office, District],
) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    make_code(district, OTHER, "示例他站")
    stranger = CaseOpened(
        at=office.stamp().at, by="示例", case=number, item=PENSION, item_version=1,
        item_name="示例", decider=Side.DISTRICT, decided_by=makers.approver(),
        applicant=Person.of(another_applicant(), makers.TODAY),
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


def refusal(district: District, frame: bytes) -> str:
    with pytest.raises((NotOurs, Refused)) as refused:
        receive(district, frame)
    return refused.value.reason


def asides(district: District) -> list[tuple[str, bool]]:
    with district.vault.reading():
        rows = AsideRow.select().order_by(AsideRow.id).execute(district.vault.db)
        return [(row.reason, row.data is not None) for row in rows]


def test_a_station_that_names_itself_the_decider_decides_nothing(
    shared_line: tuple[Office, District],
) -> None:
    office, district = shared_line
    number = f"{STATION}-ZZ-20261120-0001"
    now = office.clock.now()
    office.record(
        CaseOpened(
            at=now, by="示例", case=number, item=PENSION, item_version=1, item_name="示例",
            decider=Side.STATION, decided_by=makers.approver(), applicant=makers.person(),
        ),
        received(now, number),
    )  # fmt: skip
    synced(office, district)

    with district.vault.reading():
        assert district.casebook.case(number) is None
    with office.vault.reading():
        answered = [one.entry.event for one in office.journal.of_case(number)]
    reasons = [event.reason for event in answered if isinstance(event, EventRefused)]
    assert reasons == ["this item is not for the station to decide", "there is no such case"]

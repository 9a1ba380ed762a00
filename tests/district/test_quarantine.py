"""A station's keys were withdrawn: what comes in its name lies sealed, until somebody who knows
takes in what the station itself had written."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.joining import keep_district
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.errors import BadInput
from station.domain.office_events import ParcelReleased
from station.domain.states import CaseState
from sync import enrol
from sync.district import roster, stick
from sync.district.commands import main
from sync.district.enrolment import admit, make_code, revoke
from sync.district.intake import book, receive
from sync.district.premises import District
from sync.district.quarantine import NotReleased, contents, release
from sync.district.verify import examine
from sync.errors import Refused
from sync.exchange import SyncReport
from sync.line import Parcel
from sync.turns import next_parcel
from tests.district.browser import Browser
from tests.district.pair import (
    CLERK,
    SECRET,
    a_received_case,
    assert_same_journals,
    frame_of,
    request_of,
    state_at,
    synced,
)
from tests.office import STATION

Line = tuple[Office, District]
WHY = "示例代办员在丢失前一日交来的优盘"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def written(office: Office, usb: Path) -> SyncReport:
    return SyncDesk(office).stick_out(usb, progress=lambda _: None, cancel=lambda: False)


def brought(office: Office, usb: Path) -> SyncReport:
    return SyncDesk(office).stick_in(usb, progress=lambda _: None, cancel=lambda: False)


def parcels(district: District) -> list[int]:
    """The numbers of those that are set aside, in the order in which they came."""
    return [one.number for one in reversed(roster.asides(district))]


def come_back(office: Office, district: District) -> None:
    """Join again with new keys, as a station does whose keys were withdrawn."""
    code = make_code(district, office.code, office.name).code
    key, keys = enrol.code_key(code, office.code), SyncDesk(office)._keys_to_join()
    asked = enrol.ask(replace(request_of(office), keys=keys.public()), key)
    answer = enrol.read_answer(admit(district, asked), asked, key)
    keep_district(office, answer, keys, "")


def a_late_stick(line: Line, usb: Path) -> str:
    """A case that travels on a stick while the keys of its station are withdrawn."""
    office, district = line
    synced(*line)
    number = a_received_case(office).number
    written(office, usb)
    revoke(district, STATION)
    return number


def sent(office: Office, parcel: Parcel) -> bytes:
    return SyncDesk(office)._post().pack(parcel)


def held(district: District, life: str) -> int:
    with district.vault.reading():
        return book(district, STATION).held(life)


def stands(district: District) -> tuple[object, ...]:
    memory = book(district, STATION)
    with district.vault.reading():
        return memory.peer_holds(), memory.heard_last(), memory.forked()


def refused(district: District, frame: bytes) -> None:
    with pytest.raises(Refused, match="withdrawn"):
        receive(district, frame)


# ---- set aside


def test_a_stick_of_a_withdrawn_station_is_set_aside_and_it_is_told_so(
    line: Line, usb: Path
) -> None:
    office, district = line
    number = a_late_stick(line, usb)
    (visited,) = stick.visit(district, usb)

    assert visited.refused
    assert {fault.reason for fault in visited.report.set_aside} == {"revoked"}
    assert {(one.why.reason, one.kept) for one in roster.asides(district)} == {("revoked", True)}
    with district.vault.reading():
        assert district.casebook.case(number) is None

    told = brought(office, usb)
    assert [str(fault) for fault in told.set_aside] == [str(Refused("revoked"))]
    assert told.received == 0


def test_the_same_stick_twice_is_set_aside_once(line: Line, usb: Path) -> None:
    a_late_stick(line, usb)
    stick.visit(line[1], usb)
    before = parcels(line[1])
    stick.visit(line[1], usb)
    assert parcels(line[1]) == before


def test_what_it_holds_is_told_without_doing_anything(line: Line, usb: Path) -> None:
    a_late_stick(line, usb)
    stick.visit(line[1], usb)
    holds = contents(line[1], parcels(line[1])[0])
    assert holds is not None
    assert holds.begins is not None
    assert holds.first <= holds.last
    assert held(line[1], holds.life) == holds.first - 1


# ---- taken in


def test_what_the_station_wrote_before_is_taken_in_by_a_decision_on_record(
    line: Line, usb: Path
) -> None:
    office, district = line
    number = a_late_stick(line, usb)
    stick.visit(district, usb)
    before = stands(district)

    assert release(district, parcels(district)[0], CLERK, WHY) > 0
    assert state_at(district, number) is CaseState.HANDED_OVER
    assert stands(district) == before
    assert roster.asides(district)[-1].released
    assert not examine(district, STATION).faults

    come_back(office, district)
    synced(*line)
    assert_same_journals(*line)
    with office.vault.reading():
        rows = office.vault.sql("SELECT data FROM entry WHERE kind = ?", ParcelReleased.kind)
        (data,) = rows.fetchone()
    assert WHY in bytes(data).decode()
    assert CLERK in bytes(data).decode()


def test_a_station_that_came_back_gets_its_late_stick_taken(line: Line, usb: Path) -> None:
    office, district = line
    number = a_late_stick(line, usb)
    come_back(office, district)
    (visited,) = stick.visit(district, usb)
    assert {fault.reason for fault in visited.report.set_aside} == {"revoked"}
    release(district, parcels(district)[0], CLERK, WHY)
    assert state_at(district, number) is CaseState.HANDED_OVER
    synced(*line)
    assert_same_journals(*line)


def test_parcels_are_taken_in_the_order_in_which_they_were_written(line: Line) -> None:
    office, district = line
    synced(*line)
    a_received_case(office)
    whole = next_parcel(office.line)
    middle = len(whole.events) // 2
    first = replace(whole, events=whole.events[:middle])
    with office.vault.reading():
        after = office.line.mine(whole.first - 1 + middle)
    assert after
    second = replace(whole, first=whole.first + middle, after=after, events=whole.events[middle:])
    revoke(district, STATION)
    for one in (second, first):
        refused(district, sent(office, one))
    late, early = parcels(district)

    with pytest.raises(NotReleased, match="before"):
        release(district, late, CLERK, WHY)
    assert release(district, early, CLERK, WHY) == middle
    assert release(district, late, CLERK, WHY) == len(second.events)


# ---- what is not taken


def test_nobody_takes_it_without_a_name_and_a_reason(line: Line, usb: Path) -> None:
    a_late_stick(line, usb)
    stick.visit(line[1], usb)
    with pytest.raises(BadInput) as wrong:
        release(line[1], parcels(line[1])[0], "", " ")
    assert set(wrong.value.fields) == {"by", "reason"}


def test_what_was_taken_is_not_taken_again(line: Line, usb: Path) -> None:
    a_late_stick(line, usb)
    stick.visit(line[1], usb)
    number = parcels(line[1])[0]
    release(line[1], number, CLERK, WHY)
    with pytest.raises(NotReleased, match="already"):
        release(line[1], number, CLERK, WHY)


def test_what_was_forged_is_never_taken(line: Line) -> None:
    office, district = line
    frame = frame_of(office)
    with pytest.raises(Refused):
        receive(district, frame[:-1] + bytes([frame[-1] ^ 1]))
    (number,) = parcels(district)
    revoke(district, STATION)
    with pytest.raises(NotReleased, match="withdrawn key"):
        release(district, number, CLERK, WHY)
    assert contents(district, number) is None
    with pytest.raises(NotReleased, match="no parcel"):
        release(district, number + 1, CLERK, WHY)


def test_a_thief_who_writes_another_history_is_not_taken(line: Line) -> None:
    office, district = line
    a_received_case(office)
    whole = next_parcel(office.line)
    synced(*line)
    forged = replace(whole, events=(whole.events[0].replace(b"}", b',"x":1}'), *whole.events[1:]))
    revoke(district, STATION)
    refused(district, sent(office, forged))
    before = held(district, whole.incarnation)

    with pytest.raises(NotReleased, match="two histories"):
        release(district, parcels(district)[0], CLERK, WHY)
    assert held(district, whole.incarnation) == before
    assert not roster.asides(district)[0].released


def test_a_copy_of_what_is_held_brings_nothing_new(line: Line) -> None:
    office, district = line
    a_received_case(office)
    frame = frame_of(office)
    synced(*line)
    revoke(district, STATION)
    refused(district, frame)
    assert release(district, parcels(district)[0], CLERK, WHY) == 0


# ---- the command and the page


@pytest.fixture
def quarantine(line: Line, usb: Path) -> Line:
    a_late_stick(line, usb)
    stick.visit(line[1], usb)
    return line


def run(district: District, *given: str) -> int:
    secret = district.home.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    home = ("--home", str(district.home), "--passphrase-file", str(secret))
    return main(["district", "aside", *given, *home])


def test_the_command_tells_what_lies_there_and_takes_one(
    quarantine: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    district = quarantine[1]
    number = parcels(district)[0]
    assert run(district) == 0
    assert STATION in capsys.readouterr().out
    assert run(district, "--take", str(number)) == 2
    assert "--reason" in capsys.readouterr().err
    assert run(district, "--take", str(number), "--by", CLERK, "--reason", WHY) == 0
    assert run(district, "--json") == 0
    assert '"released": "2026' in capsys.readouterr().out


def test_the_page_of_stations_shows_it(browser: Browser, web_line: Line, usb: Path) -> None:
    a_late_stick(web_line, usb)
    stick.visit(web_line[1], usb)
    page = browser.get("/stations")
    assert "run.py district aside" in page
    assert "密封" in page

"""Pains of what waits in a queue: one bad entry, disorder, two hands at once, a withdrawn key."""

import shutil
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.drafts import DraftDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain import canon
from station.domain.decider_events import CaseWithdrawn
from station.domain.event import Unrecognised
from station.domain.fact_events import MessageWritten
from station.domain.stamp import Stamp
from station.domain.states import CaseState
from sync.district import stick
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.enrolment import make_code, revoke
from sync.district.intake import receive
from sync.district.premises import District
from sync.turns import next_parcel
from tests.desk.test_checking import quiet
from tests.desk.test_versions import use
from tests.district.pair import (
    CLERK,
    a_line,
    a_received_case,
    assert_same_journals,
    state_at,
    synced,
)
from tests.district.test_commands import a_server
from tests.district.test_versions import BOOK, CARD, FIRST, SECOND, Catalogues, names
from tests.makers import item_row
from tests.office import NEW, STATION
from tests.pains.bad_line import exchanged


def from_the_future(number: str, stamp: Stamp, no: int) -> Unrecognised:
    """What a newer program wrote of this case."""
    at = stamp.at.isoformat()
    body = {"at": at, "by": stamp.by, "case": number, "kind": "case_blessed", "no": no, "on": [1]}
    return Unrecognised(at=stamp.at, by=stamp.by, case=number, raw=canon.write(body))


def test_an_entry_that_nobody_understands_holds_back_nothing_in_either_direction(
    line: tuple[Office, District],
) -> None:
    """Pain 2, commcare-android PR 1807: nothing can be sent until that one form is out of the
    way; avni-client 2067, the same for what comes."""
    office, district = line
    first = a_received_case(office).number
    with office.vault.transaction():  # as a newer program of the same station did
        own = office.line.written() + 1
        office.journal.append(from_the_future(first, office.stamp(), own))
        office.casebook.show(first)
    behind = a_received_case(office).number
    synced(office, district)
    strange = from_the_future(first, Stamp(at=district.clock.now(), by=CLERK), 1)
    with district.vault.transaction():
        district.record(STATION, strange)
    for number in (first, behind):
        ClerkDesk(district, CLERK).act(number, "accept", {"official_number": f"A-{number[-4:]}"})
    synced(office, district)

    for number in (first, behind):
        assert CaseDesk(office).case(number).state is CaseState.ACCEPTED
        assert state_at(district, number) is CaseState.ACCEPTED
    assert SyncDesk(office).state().waiting_cases == 0
    assert_same_journals(office, district)


def test_a_case_that_cannot_be_handed_over_keeps_back_no_other(tmp_path: Path) -> None:
    """Pain 2, opencrvs-core 2576: after one fault "all goes to outbox".

    The version of its item is lost at the station: a catalogue without it, a vault that lost it.
    """
    with a_line(tmp_path):
        pass
    folder = tmp_path / "station"
    use(folder, item_row(), item_row(id="XX-09"))
    with a_line(tmp_path) as (office, _):
        stuck = a_received_case(office, "XX-01").number
    use(folder, item_row(id="XX-09"))
    with a_line(tmp_path) as (office, district):
        with office.vault.transaction():
            office.vault.sql("DROP TRIGGER item_version_stays")
            office.vault.sql("DELETE FROM item_version WHERE item = 'XX-01'")
        going = a_received_case(office, "XX-09").number
        synced(office, district)

        assert state_at(district, going) is CaseState.HANDED_OVER
        assert state_at(district, stuck) is CaseState.RECEIVED
        assert SyncDesk(office).state().to_hand_over == 1
        [lost] = check(office, progress=quiet).faults
        assert lost.values["number"] == stuck


def test_parcels_in_any_order_tell_the_same_story(line: tuple[Office, District]) -> None:
    """Pain 10, getodk/central 669: updates that come out of order corrupt the state."""
    office, district = line
    number = a_received_case(office).number
    desk = SyncDesk(office)
    desk.hand_over()
    post = desk._post()
    with office.vault.reading():
        written = office.line.written()
    frames = [
        post.pack(next_parcel(office.line, start=start, most_bytes=1)) for start in range(written)
    ]
    for shift in range(len(frames)):
        for frame in reversed(frames[shift:] + frames[:shift]):
            receive(district, frame)

    history = ClerkDesk(district, CLERK).open(number).case.history
    assert [entry.event for entry in history] == [
        entry.event for entry in CaseDesk(office).case(number).history
    ]
    assert not [entry for entry in history if entry.refused]
    synced(office, district)
    assert_same_journals(office, district)


def test_the_stick_of_monday_after_the_stick_of_friday_takes_nothing_back(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    """Pain 10, getodk/collect 6392: what was overtaken comes last and wins."""
    office, district = line
    monday, friday = tmp_path / "monday", tmp_path / "friday"
    monday.mkdir()
    number = a_received_case(office).number
    SyncDesk(office).stick_out(monday, progress=lambda _: None, cancel=lambda: False)
    shutil.copytree(monday, friday)
    CaseDesk(office).act(number, "write", {"words": "示例: 申请人已补电话"})
    SyncDesk(office).stick_out(friday, progress=lambda _: None, cancel=lambda: False)
    stick.visit(district, friday)
    ClerkDesk(district, CLERK).act(number, "accept", {"official_number": "A1"})
    stick.visit(district, monday)

    assert state_at(district, number) is CaseState.ACCEPTED
    for road in (friday, monday):
        SyncDesk(office).stick_in(road, progress=lambda _: None, cancel=lambda: False)
    case = CaseDesk(office).case(number)
    assert case.state is CaseState.ACCEPTED
    assert case.count(MessageWritten) == 1
    synced(office, district)
    assert_same_journals(office, district)


def test_what_two_offices_write_at_the_same_time_is_kept_and_neither_wins_in_silence(
    line: tuple[Office, District],
) -> None:
    """Pain 9, primero 508: concurrent offline edits are silently overwritten.

    Only the holder moves a case: what the other office's program does all the same stays on
    record with the reason, at both ends, and moves nothing.
    """
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    clerk, desk = ClerkDesk(district, CLERK), CaseDesk(office)
    desk.act(number, "write", {"words": "示例: 申请人改了电话"})
    now = office.stamp()
    office.record(CaseWithdrawn(at=now.at, by=now.by, case=number, reason="示例"))
    clerk.act(number, "write", {"words": "示例: 请补一份复印件"})
    clerk.act(number, "accept", {"official_number": "A1"})
    synced(office, district)
    synced(office, district)

    for case in (desk.case(number), clerk.open(number).case):
        assert case.state is CaseState.ACCEPTED
        assert {one.words for one in case.all(MessageWritten)} == {
            "示例: 申请人改了电话", "示例: 请补一份复印件",
        }  # fmt: skip
        [refused] = [one for one in case.history if one.refused]
        assert isinstance(refused.event, CaseWithdrawn)
    assert_same_journals(office, district)


def test_a_station_whose_keys_were_withdrawn_loses_nothing_and_comes_back(
    line: tuple[Office, District],
) -> None:
    """Pain 11, opencrvs-core 10604: a change of permissions discards unsynchronised work."""
    office, district = line
    synced(office, district)
    revoke(district, STATION)
    number = a_received_case(office).number
    kept = DraftDesk(office).keep("", {"name": "示例甲"})
    with a_server(district) as url:
        declined = exchanged(office, url)
        assert declined.road is not None
        assert declined.road.reason == "declined"
        assert SyncDesk(office).state().waiting_cases == 1
        assert CaseDesk(office).case(number).state is CaseState.HANDED_OVER

        SyncDesk(office).join(url, make_code(district, STATION, NEW.name).code)
        exchanged(office, url)

    assert state_at(district, number) is CaseState.HANDED_OVER
    assert SyncDesk(office).state().waiting_cases == 0
    assert DraftDesk(office).lines()[0].draft == kept
    assert_same_journals(office, district)


def test_a_case_in_the_queue_outlives_the_catalogue_that_it_was_begun_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 16, dhis2-android-capture-app 1225: sync fails after option codes were changed."""
    catalogues = Catalogues(tmp_path, monkeypatch)
    catalogues.at_both(FIRST)
    with a_line(tmp_path) as (office, _):
        number = a_received_case(office, "XX-01").number
        SyncDesk(office).hand_over()
    catalogues.at_both(FIRST, SECOND)
    with a_line(tmp_path) as (office, district):
        assert SyncDesk(office).state().waiting_cases == 1
        synced(office, district)
        clerk = ClerkDesk(district, CLERK)
        accepted = clerk.act(number, "accept", {"official_number": "A1"})
        synced(office, district)

        assert CaseDesk(office).case(number).state is CaseState.ACCEPTED
        assert names(accepted.item) == names(office.item_of(accepted.case)) == [CARD, BOOK]
        assert check(office, progress=quiet).faults == ()

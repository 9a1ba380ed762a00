"""Pains of the line, which did hurt elsewhere: what the network does to cases on their way.

Each is provoked between a real station and a real district over HTTP.
"""

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from station.domain.window_events import CaseHandedOver
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from tests.bench.crowd import fill
from tests.district.pair import CLERK, a_received_case, assert_same_journals, state_at
from tests.office import HandClock
from tests.pains.bad_line import bad_line, exchanged


def cases_at(district: District) -> int:
    with district.vault.reading():
        return district.casebook.count(Wanted())


def test_a_case_whose_sending_broke_off_waits_and_goes_with_the_next_exchange(
    line: tuple[Office, District],
) -> None:
    """Pain 1, opencrvs-core 12292: the outbox says "sending" for ever."""
    office, district = line
    number = a_received_case(office).number
    desk = SyncDesk(office)
    with bad_line(district, "drop page drop") as road:
        for _ in range(3):
            assert exchanged(office, road).road is not None
            assert (desk.state().to_hand_over, desk.state().waiting_cases) == (0, 1)
            assert desk.state().held_until is None
        assert cases_at(district) == 0

        assert exchanged(office, road).road is None

    assert desk.state().waiting_cases == 0
    assert state_at(district, number) is CaseState.HANDED_OVER


def test_an_acknowledgement_that_was_lost_makes_no_second_case(
    line: tuple[Office, District],
) -> None:
    """Pain 3, opencrvs-core 7477: duplicates on the server at low connection speeds."""
    office, district = line
    number = a_received_case(office).number
    with bad_line(district, "lost lost lost lost") as road:
        for _ in range(4):
            assert exchanged(office, road).confirmed == 0
        after = exchanged(office, road)

    case = ClerkDesk(district, CLERK).open(number).case
    assert after.waiting == 0
    assert cases_at(district) == 1
    assert case.count(CaseHandedOver) == 1
    assert not [one for one in case.history if one.refused]
    assert_same_journals(office, district)


@pytest.mark.parametrize("fault", ["page", "drop", "hang", "lost"])
def test_nothing_is_told_as_sent_that_the_district_has_not_signed_for(
    line: tuple[Office, District], fault: str
) -> None:
    """Pain 4, cht-core 8303: "Sync Now" reports success even if the replication fails."""
    office, district = line
    a_received_case(office)
    with bad_line(district, fault) as road:
        report = exchanged(office, road, patience=1)
    state = SyncDesk(office).state()

    assert report.road is not None
    assert report.road.hint.startswith("Nothing is lost.")
    assert report.confirmed == 0
    assert report.waiting == state.waiting_events > 0
    assert (state.waiting_cases, state.held_until, state.last_contact) == (1, None, None)


def test_an_old_answer_of_the_district_does_not_vouch_for_a_new_case(
    line: tuple[Office, District],
) -> None:
    """Pain 4, cht-core 6299: "all reports synced" when there are changes yet to sync.

    What was kept on the way and comes again bears the district's own signature.
    """
    office, district = line
    with bad_line(district, "ok") as road:
        exchanged(office, road)
        number = a_received_case(office).number
        road.faults = ["old"] * 50
        report = exchanged(office, road)

        assert (report.confirmed, SyncDesk(office).state().waiting_cases) == (0, 1)
        assert report.parcels_out < 5
        assert cases_at(district) == 0
        road.faults = []
        exchanged(office, road)

    assert SyncDesk(office).state().waiting_cases == 0
    assert state_at(district, number) is CaseState.HANDED_OVER


def test_a_backlog_that_something_on_the_way_finds_too_large_goes_in_shorter_parcels(
    line: tuple[Office, District],
) -> None:
    """Pain 8, cht-core 6143: who has a lot to send continuously fails."""
    office, district = line
    for _ in range(15):
        a_received_case(office)
    room = 900
    with bad_line(district, room=room) as road:
        report = exchanged(office, road)

    assert (report.road, report.waiting) == (None, 0)
    assert len(road.arrived) > 3
    assert max(road.arrived) <= room
    assert cases_at(district) == 15
    assert_same_journals(office, district)


def test_a_line_that_carries_little_and_breaks_brings_a_big_backlog_bit_by_bit(
    line: tuple[Office, District],
) -> None:
    """Pain 7, collect 7356: no resume, all or nothing; pain 17, CHT forum 5413: some wait days.

    Nobody says that a parcel is too long: the call breaks off, and a shorter one is tried. What has
    arrived is not sent again. So it is with entries; pieces of scans: tests/sync/test_pieces.
    """
    office, district = line
    clock = office.clock
    assert isinstance(clock, HandClock)
    fill(office, clock, 900)
    room = 3_000
    with bad_line(district, "ok ok drop", room=room, beyond="drop") as road:
        first = exchanged(office, road)
        before = len(road.arrived)
        second = exchanged(office, road)

    assert first.road is not None
    assert 0 < second.waiting + second.sent < first.waiting + first.sent
    assert (before, second.road, second.waiting) == (2, None, 0)
    assert max(road.arrived) <= room
    assert cases_at(district) == 900
    assert_same_journals(office, district)


def test_what_the_district_decided_reaches_the_window_over_the_same_bad_line(
    line: tuple[Office, District],
) -> None:
    """Pain 1, opencrvs-core 2936: of several records some stay on sending status."""
    office, district = line
    numbers = [a_received_case(office).number for _ in range(3)]
    clerk = ClerkDesk(district, CLERK)
    with bad_line(district, "lost") as road:
        exchanged(office, road)
        exchanged(office, road)
        for number in numbers:
            clerk.act(number, "accept", {"official_number": f"A-{number[-4:]}"})
        road.faults = ["drop", "page", "lost"]
        for _ in range(3):
            exchanged(office, road)
            states = {CaseDesk(office).case(number).state for number in numbers}
            assert states == {CaseState.HANDED_OVER}
        exchanged(office, road)

    assert {CaseDesk(office).case(number).state for number in numbers} == {CaseState.ACCEPTED}
    assert_same_journals(office, district)

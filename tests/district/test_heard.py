"""What the district knows of a station, when the line is not as usual."""

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from sync.district.casedesk import CaseDesk
from sync.district.intake import receive
from sync.district.passing import TimeDesk
from sync.district.premises import District
from sync.turns import next_parcel
from tests.district.pair import CLERK, a_received_case, synced
from tests.district.three import Three, a_draft


def test_a_case_that_was_brought_to_a_station_that_never_spoke_is_looked_at(
    parties: Three,
) -> None:
    number = a_draft(parties.old).number
    parties.go(number)
    synced(parties.old, parties.district)
    file = CaseDesk(parties.district, CLERK).view(number, revealed=False)

    assert file.station == parties.new.code
    assert not file.stuck
    assert not TimeDesk(parties.district).note().faults


def test_a_new_life_of_which_nothing_has_come_yet_keeps_no_clerk_waiting(
    line: tuple[Office, District],
) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)
    late = SyncDesk(office)._post().pack(next_parcel(office.line, start=2))
    receive(district, late)

    assert CaseDesk(district, CLERK).view(number, revealed=False).offers
    assert not TimeDesk(district).note().faults
    synced(office, district)
    assert CaseDesk(district, CLERK).view(number, revealed=False).offers

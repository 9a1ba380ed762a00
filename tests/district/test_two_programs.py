"""Several programs have one district open. What one of them reads once for a parcel, another may
have changed before the next."""

from collections.abc import Iterator

import pytest

from station.desk.office import Office
from station.domain.office_events import AgentCame
from sync.district import keyring
from sync.district.enrolment import revoke
from sync.district.intake import book, post, receive, taken
from sync.district.premises import District
from sync.errors import Refused
from tests.district.pair import a_district, a_received_case, assert_same_journals, frame_of, synced
from tests.office import FRIDAY, STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
Line = tuple[Office, District]


@pytest.fixture
def other(line: Line) -> Iterator[District]:
    """The same district in another program, after the first has taken in a parcel."""
    a_received_case(line[0])
    synced(*line)
    with a_district(line[1].home) as other:
        yield other


def test_keys_that_another_program_withdrew_are_refused_from_the_next_parcel_on(
    line: Line, other: District
) -> None:
    office, district = line
    revoke(other, STATION)
    with pytest.raises(Refused, match="withdrawn"):
        receive(district, frame_of(office))


def test_keys_that_are_withdrawn_while_a_parcel_is_being_opened_take_nothing_in(
    line: Line, other: District
) -> None:
    office, district = line
    a_received_case(office)
    keys = post(district, STATION)
    letter = keys.open(frame_of(office))
    memory = book(district, STATION)
    with memory.transaction():
        before = memory.held(memory.heard_last())
    revoke(other, STATION)
    assert taken(district, keys, letter) is None
    with memory.transaction():
        assert memory.held(memory.heard_last()) == before


def test_parcels_to_a_key_that_another_program_made_are_opened_at_once(
    line: Line, other: District
) -> None:
    office, district = line
    before = district.keys
    keyring.renew(other)
    keys = post(district, STATION)
    assert keys.keys == other.keys != before
    assert keys.former_receiving == (before.receiving,)
    synced(office, district)
    a_received_case(office)
    synced(office, district)
    assert_same_journals(office, district)


def test_dates_are_counted_by_the_hours_that_another_program_has_set(
    line: Line, other: District
) -> None:
    office, district = line
    other.close_at("16:10")
    number = a_received_case(office).number
    synced(office, district)
    with other.vault.reading():
        assert number not in other.casebook.differences(STATION)
        assert other.casebook.differences(STATION)  # the one before has the old hours


def test_what_another_program_wrote_on_the_line_is_gone_on_from(
    line: Line, other: District
) -> None:
    office, district = line
    for program in (other, district, other):
        with program.vault.transaction():
            program.record(STATION, AgentCame(at=FRIDAY, by="示例"))
        a_received_case(office)
        synced(office, district)
        assert_same_journals(office, district)
        assert_same_journals(office, other)


def test_what_a_transaction_wrote_that_failed_is_not_gone_on_from(line: Line) -> None:
    office, district = line
    memory = book(district, STATION)
    with memory.transaction():
        before = memory.written(), memory.peer_holds(), memory.held(memory.heard_last())

    def fail() -> None:
        with memory.transaction():
            district.record(STATION, AgentCame(at=FRIDAY, by="示例"))
            memory.move(peer_holds=99, heard_last="x", forked=())
            assert (memory.written(), memory.peer_holds()) == (before[0] + 1, 99)
            raise ValueError("示例")

    with pytest.raises(ValueError, match="示例"):
        fail()
    with memory.transaction():
        after = memory.written(), memory.peer_holds(), memory.held(memory.heard_last())
    assert after == before
    synced(office, district)
    assert_same_journals(office, district)


def test_a_case_goes_on_from_the_rows_that_another_program_wrote(
    line: Line, other: District
) -> None:
    office, district = line
    a_received_case(office)
    synced(office, other)
    a_received_case(office)
    synced(office, district)
    with district.vault.reading():
        assert not district.casebook.differences(STATION)

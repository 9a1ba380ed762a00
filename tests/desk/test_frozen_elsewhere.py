"""A frozen case that came from another station is still its applicant's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.gathering import gathered
from station.desk.people import PersonDesk
from station.desk.records import RecordDesk
from station.domain.retention import RecordState
from station.storage.lookbook import LookBook, WantedLooks
from station.storage.recordbook import RecordBook
from tests.desk.ended import states, whole
from tests.district.pair import APPLICANT, backed_up
from tests.district.three import Three, a_draft, three
from tests.office import HandClock

ID = APPLICANT["id"]


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Three]:
    with three(tmp_path) as both:
        yield both


def frozen_there(parties: Three) -> str:
    """A case that ended at the other station, and whose records are frozen there."""
    number = a_draft(parties.old).number
    parties.go(number)
    parties.sync()
    desk, clock = CaseDesk(parties.new), parties.new.clock
    desk.act(number, "void", {"reason": "录入错误"})
    assert isinstance(clock, HandClock)
    clock.wait(days=6 * 366)
    assert [one.number for one in RecordDesk(parties.new).freeze()] == [number]
    return number


def test_a_frozen_case_from_elsewhere_is_found_by_its_applicant(parties: Three) -> None:
    number, office = frozen_there(parties), parties.new
    CaseDesk(office).view(number, revealed=True, purpose="own_request")
    with office.vault.reading():
        assert LookBook(office.vault).cases_of(ID) == [number]
        assert [one.case.number for one in gathered(office, ID).cases] == [number]

    looks = PersonDesk(office).looks(WantedLooks(person=ID))
    assert [look.case for look in looks] == [number]


def test_what_is_on_record_of_its_applicant_stays_as_long_as_the_case(parties: Three) -> None:
    frozen_there(parties)
    office = parties.new
    PersonDesk(office).dispute(ID, {"field": "address", "says": "已搬家"})
    with office.vault.reading():
        assert RecordBook(office.vault, office.journal).without_a_case() == []
    parties.sync()
    assert not list(RecordDesk(office).purge())

    assert [one.says for one in PersonDesk(office).disputes(ID)] == ["已搬家"]


def test_a_purged_case_from_elsewhere_is_nobodys_any_more(parties: Three) -> None:
    frozen_there(parties)
    office = parties.new
    assert isinstance(office.clock, HandClock)
    parties.sync()
    backed_up(office, parties.district)
    office.clock.wait(days=60 * 366)
    assert states(office) == [RecordState.OVER]
    assert [why for _, why in RecordDesk(office).purge()] == [None]

    with office.vault.reading():
        assert LookBook(office.vault).cases_of(ID) == []
    assert whole(office)


def test_the_tables_say_whose_a_frozen_case_is_and_verify_notices_a_loss(parties: Three) -> None:
    number, office = frozen_there(parties), parties.new
    with office.vault.transaction():
        office.vault.sql("DELETE FROM frozen_case")
    assert not whole(office)
    with office.vault.transaction():
        office.casebook.rebuild()
        assert LookBook(office.vault).cases_of(ID) == [number]

    assert whole(office)

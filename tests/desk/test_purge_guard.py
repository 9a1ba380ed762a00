"""Nothing of ours leaves the vault that the district has not said, signed, it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.records import RecordDesk
from station.desk.scans import ScanDesk
from station.domain.retention import NotNow, RecordState
from station.storage.recordbook import RecordBook
from sync.district.premises import District
from tests.desk.ended import a_place, a_void_case, states, texts
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import backed_up, synced
from tests.district.scanned import picture
from tests.office import HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def line(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Office, District]]:
    with a_place(tmp_path, clock) as both:
        yield both


def test_whoever_asks_what_the_district_does_not_hold_stays(
    line: tuple[Office, District],
) -> None:
    office, district = line
    case = a_void_case(office)
    book, before = RecordBook(office.vault, office.journal), texts(office)
    with pytest.raises(NotNow), office.transaction():
        book.purge(book.said(case.number), held=office.line.peer_holds())
    assert texts(office) == before
    synced(office, district)
    with office.transaction():
        book.purge(book.said(case.number), held=office.line.peer_holds())
        assert not book.said(case.number)


def test_what_was_held_in_a_former_life_only_stays(line: tuple[Office, District]) -> None:
    """After a restore the district says anew what it has."""
    office, district = line
    case = a_void_case(office)
    synced(office, district)
    with office.transaction():
        office.line.begin_life("ab" * 16)
    book = RecordBook(office.vault, office.journal)
    with pytest.raises(NotNow), office.transaction():
        book.purge(book.said(case.number), held=office.line.peer_holds())


def test_records_wait_for_the_scans_that_the_district_lacks(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    number = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case.number
    ScanDesk(office).attach(number, 1, (picture("a"),))
    CaseDesk(office).act(number, "void", {"reason": "录入错误"})
    clock.wait(days=731)
    assert [one.number for one in RecordDesk(office).freeze()] == [number]
    synced(office, district)
    clock.wait(days=8 * 366)
    assert states(office) == [RecordState.OVER]
    with office.transaction():
        office.scans.peer_lacks(_names(office), more=False, seen=None)

    [(_, why)] = RecordDesk(office).purge()

    assert why is not None
    assert "all scans" in str(why)
    assert states(office) == [RecordState.OVER]
    backed_up(office, district)
    assert [why for _, why in RecordDesk(office).purge()] == [None]


def _names(office: Office) -> list[str]:
    return [name for (name,) in office.vault.sql("SELECT piece FROM scan_piece").fetchall()]

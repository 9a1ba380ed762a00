"""The district's copies of ended cases: frozen by its own plan, and purged in the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.records import RecordDesk as StationRecords
from station.domain.errors import BadInput
from station.domain.fact_events import CaseViewed, EventRefused, RecordsFrozen
from station.domain.retention import RecordState
from station.domain.table import IllegalStep
from station.domain.values import Side
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk, UnknownCase
from sync.district.intake import book
from sync.district.records import RecordDesk
from sync.district.verify import examine, rebuild
from tests.desk.ended import CLEAR, frozen, states, whole
from tests.desk.test_cases import APPLICANT
from tests.district.keeping import (
    Line,
    a_keeping_place,
    ended,
    frozen_there,
    purged_there,
    said_there,
    states_there,
    wait,
)
from tests.district.pair import CLERK, a_received_case, assert_same_journals, backed_up, synced
from tests.district.three import Three, a_draft, sound
from tests.office import STATION, HandClock

OF_THE_CASE = tuple(text for text in CLEAR if text != APPLICANT["id"])
"""What the case alone says: the number stands also on what is kept of the person, which goes when
the station says so."""


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_keeping_place(tmp_path) as both:
        yield both


def refusals(line: Line) -> int:
    """How often either end refused what the other one wrote."""
    with line[0].vault.reading():
        rows = line[0].vault.sql("SELECT count(*) FROM entry WHERE kind = ?", EventRefused.kind)
        return int(rows.fetchone()[0])


def all_is_whole(line: Line) -> bool:
    synced(*line)
    assert_same_journals(*line)
    return whole(line[0]) and not examine(line[1], STATION).faults


# ---- frozen


def test_what_is_due_is_frozen_and_in_no_list(line: Line) -> None:
    case, (_, district) = ended(line), line
    assert states_there(district) == [RecordState.DUE]
    assert [one.number for one in RecordDesk(district, CLERK).freeze()] == [case.number]
    with district.vault.reading():
        book = district.casebook
        assert book.count(Wanted()) == 0
        assert not book.lines(Wanted(text=case.number), 0, 9)
        assert not book.by_state()

    assert states_there(district) == [RecordState.FROZEN]
    assert all_is_whole(line)


def test_nothing_is_done_with_a_frozen_case(line: Line) -> None:
    case, (_, district) = frozen_there(line), line
    desk = CaseDesk(district, CLERK)
    assert not desk.open(case.number).offers
    with pytest.raises(IllegalStep, match="are frozen"):
        desk.act(case.number, "write", {"words": "示例"})


@pytest.mark.parametrize("purpose", ["", "handling", "checking", "delivery"])
def test_daily_work_does_not_open_a_frozen_case(line: Line, purpose: str) -> None:
    case, (_, district) = frozen_there(line), line
    with pytest.raises(BadInput):
        CaseDesk(district, CLERK).view(case.number, revealed=False, purpose=purpose)
    assert not CaseDesk(district, CLERK).open(case.number).case.all(CaseViewed)


def test_a_reason_in_words_opens_it_and_stands_on_record(line: Line) -> None:
    case, (_, district) = frozen_there(line), line
    file = CaseDesk(district, CLERK).view(
        case.number, revealed=False, purpose="checking: 行政复议机关调阅"
    )
    assert [one.purpose for one in file.case.all(CaseViewed)] == ["checking: 行政复议机关调阅"]
    assert all_is_whole(line)


def test_the_official_number_of_a_frozen_case_is_not_given_again(line: Line) -> None:
    office, district = line
    number, desk = a_received_case(office).number, CaseDesk(district, CLERK)
    synced(*line)
    official = desk.suggested_number(desk.open(number))
    desk.act(number, "accept", {"official_number": official})
    StationDesk(office).act(number, "request", {"what": "void", "reason": "录入错误"})
    synced(*line)
    desk.act(number, "void", {"reason": "录入错误"})
    wait(line, 731)
    assert [one.number for one in RecordDesk(district, CLERK).freeze()] == [number]

    with district.vault.reading():
        assert district.casebook.bearer(official) == number
        assert official in district.casebook.official_numbers(official[:-4])


def test_freezing_here_says_nothing_about_the_copy_of_the_station(line: Line) -> None:
    case, (office, _) = frozen_there(line), line
    assert states(office) == [RecordState.DUE]
    assert StationDesk(office).view(case.number, revealed=False).number == case.number


def test_freezing_at_the_station_says_nothing_about_the_copy_here(line: Line) -> None:
    office, district = line
    assert isinstance(office.clock, HandClock)
    case = frozen(office, office.clock)
    synced(*line)
    file = CaseDesk(district, CLERK).open(case.number)
    assert file.case.frozen_at(Side.STATION)
    assert not file.case.frozen_at(Side.DISTRICT)
    assert file.offers


def test_a_case_is_frozen_once(line: Line) -> None:
    case, (_, district) = frozen_there(line), line
    assert not list(RecordDesk(district, CLERK).freeze())
    assert CaseDesk(district, CLERK).open(case.number).case.count(RecordsFrozen) == 1


def test_without_a_plan_of_its_own_the_district_keeps_by_the_delivered_one(line: Line) -> None:
    ended(line)
    (line[1].home / "retention.json").unlink()
    (kept,) = RecordDesk(line[1], CLERK).lines()
    assert kept.is_typical
    assert kept.kept.name != "示例"


# ---- purged


def test_records_that_are_over_leave_the_district_and_both_chains_stay_whole(line: Line) -> None:
    case, (_, district) = frozen_there(line), line
    assert CLEAR[0] in said_there(district)
    wait(line, 8 * 366)
    assert [why for _, why in RecordDesk(district, CLERK).purge()] == [None]

    assert not [text for text in OF_THE_CASE if text in said_there(district)]
    with pytest.raises(UnknownCase):
        CaseDesk(district, CLERK).open(case.number)
    assert all_is_whole(line)


def test_the_station_keeps_its_copy_when_the_district_has_purged(line: Line) -> None:
    case, (office, _) = purged_there(line), line
    assert all_is_whole(line)
    assert StationDesk(office).case(case.number).applicant.name == APPLICANT["name"]
    assert refusals(line) == 0


def test_the_station_freezes_and_purges_after_the_district_and_nobody_refuses(line: Line) -> None:
    _, (office, district) = purged_there(line), line
    synced(*line)
    assert list(StationRecords(office).freeze())
    backed_up(*line)
    assert [why for _, why in StationRecords(office).purge()] == [None]
    assert all_is_whole(line)

    assert refusals(line) == 0
    assert not [text for text in CLEAR if text in said_there(district)]


def test_what_the_station_still_writes_of_a_purged_case_is_answered_with_the_reason(
    line: Line,
) -> None:
    case, (office, district) = purged_there(line), line
    desk = StationDesk(office)
    desk.view(case.number, revealed=False)
    desk.act(case.number, "write", {"words": "请查阅"})
    assert all_is_whole(line)

    (told,) = desk.case(case.number).all(EventRefused)
    assert "purged at the other office" in told.reason
    assert not states_there(district)


def test_a_look_of_the_district_at_what_the_station_has_purged_is_no_fault(line: Line) -> None:
    office, district = line
    assert isinstance(office.clock, HandClock)
    case = frozen(office, office.clock)
    backed_up(*line)
    office.clock.wait(days=8 * 366)
    assert [why for _, why in StationRecords(office).purge()] == [None]
    CaseDesk(district, CLERK).view(case.number, revealed=False)
    assert all_is_whole(line)

    assert refusals(line) == 0


def test_what_the_station_does_not_hold_yet_stays(line: Line) -> None:
    case, (_, district) = ended(line), line
    CaseDesk(district, CLERK).act(case.number, "write", {"words": "示例"})
    assert list(RecordDesk(district, CLERK).freeze())
    wait(line, 8 * 366)
    ((_, why),) = RecordDesk(district, CLERK).purge()

    assert why is not None
    assert "does not hold all" in str(why)
    synced(*line)
    assert [why for _, why in RecordDesk(district, CLERK).purge()] == [None]
    assert all_is_whole(line)


def test_a_station_in_a_new_life_brings_nothing_back(line: Line) -> None:
    _, (office, district) = purged_there(line), line
    office.sign_head()
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)
    assert all_is_whole(line)

    assert not [text for text in OF_THE_CASE if text in said_there(district)]


def test_a_new_life_of_the_district_after_a_purge_is_whole_at_both_ends(line: Line) -> None:
    case, (_, district) = ended(line), line
    CaseDesk(district, CLERK).act(case.number, "write", {"words": "示例"})
    assert list(RecordDesk(district, CLERK).freeze())
    synced(*line)
    wait(line, 8 * 366)
    assert [why for _, why in RecordDesk(district, CLERK).purge()] == [None]
    memory = book(district, STATION)
    with memory.transaction():
        memory.begin_life("cd" * 16)
    assert all_is_whole(line)


def test_the_lists_made_anew_hold_nothing_of_what_was_purged(line: Line) -> None:
    _, (_, district) = purged_there(line), line
    rebuild(district, STATION)
    assert not states_there(district)
    assert all_is_whole(line)


def test_a_case_that_moved_leaves_the_lines_of_both_stations(parties: Three) -> None:
    number, district = a_draft(parties.old).number, parties.district
    parties.go(number)
    parties.sync()
    StationDesk(parties.new).act(number, "void", {"reason": "录入错误"})
    parties.sync()
    for one in (parties.old, parties.new, district):
        assert isinstance(one.clock, HandClock)
        one.clock.wait(days=60 * 366)
    desk = RecordDesk(district, CLERK)
    assert [one.number for one in desk.freeze()] == [number]
    parties.sync()
    assert [why for _, why in desk.purge()] == [None]
    parties.sync()

    assert not [text for text in OF_THE_CASE if text in said_there(district)]
    StationDesk(parties.new).view(number, revealed=False)
    parties.sync()
    assert not StationDesk(parties.new).case(number).all(EventRefused)
    sound(parties)

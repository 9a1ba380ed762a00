"""The district's backups, and the stations that let go only of what is in one (ADR 0047)."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from station.desk.news import news
from station.desk.office import Office
from station.desk.records import RecordDesk
from station.desk.scans import ScanDesk
from station.domain.fact_events import RecordsPurged
from station.domain.retention import NotNow
from sync.district import backups
from sync.district.backups import BackupRefused
from sync.district.intake import book
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.ended import a_place, frozen, whole
from tests.district.keeping import wait
from tests.district.pair import (
    a_received_case,
    assert_same_journals,
    backed_up,
    synced,
)
from tests.district.scanned import picture
from tests.office import STATION, HandClock
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
Line = tuple[Office, District]
LONG = 8 * 366


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_place(tmp_path, HandClock()) as both:
        yield both


def an_old_case(line: Line) -> str:
    """Records that are over and frozen, and held by the district."""
    office, district = line
    assert isinstance(office.clock, HandClock)
    number = frozen(office, office.clock).number
    wait(line, LONG)
    synced(office, district)
    return number


def purged(office: Office, *, unbacked: str = "") -> list[NotNow | None]:
    return [why for _, why in RecordDesk(office).purge(unbacked=unbacked)]


def test_what_the_district_holds_waits_until_a_backup_of_it_holds_it(line: Line) -> None:
    office, district = line
    an_old_case(line)
    [why] = purged(office)
    assert why is not None
    assert "no backup of the district does" in str(why)
    assert why.hint
    backed_up(office, district)
    assert purged(office) == [None]
    assert whole(office)
    synced(office, district)
    assert_same_journals(office, district)
    assert not examine(district, STATION).faults


def test_a_backup_that_was_begun_before_an_entry_came_does_not_cover_it(line: Line) -> None:
    office, district = line
    mark = backups.begin(district)
    an_old_case(line)
    backups.done(district, mark)
    synced(office, district)
    assert purged(office) != [None]


def test_only_the_backup_that_was_begun_last_can_be_told_as_done(line: Line) -> None:
    _, district = line
    first = backups.begin(district)
    wait(line, 1)
    second = backups.begin(district)
    with pytest.raises(BackupRefused):
        backups.done(district, first)
    backups.done(district, second)
    with pytest.raises(BackupRefused):
        backups.done(district, second)


def test_the_district_says_through_which_entry_and_of_which_moment(line: Line) -> None:
    office, district = line
    an_old_case(line)
    moment = district.clock.now()
    backed_up(office, district)
    with office.vault.reading():
        said = office.line.safety().said
        holds = office.line.peer_holds()
    assert said is not None
    assert said.at - moment.astimezone(UTC) < timedelta(seconds=30)
    assert 0 < said.through == holds
    [at] = backups.state(district).lines
    assert (at.through, at.held) == (said.through, holds)


def test_the_word_counts_for_the_present_life_alone(line: Line) -> None:
    office, district = line
    an_old_case(line)
    backed_up(office, district)
    office.sign_head()
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)
    synced(office, district)
    with office.vault.reading():
        assert office.line.safety().said is None
    assert purged(office) != [None]
    backed_up(office, district)
    assert purged(office) == [None]


def test_entries_whose_scans_are_lacking_are_in_no_backup(line: Line) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    with district.vault.reading():
        memory = book(district, STATION)
        before = memory.held(memory.heard_last())
    ScanDesk(office).attach(number, 1, (picture("a"),))
    synced(office, district)
    with district.vault.transaction():
        district.vault.sql("UPDATE scan_piece SET here = 0")
        district.vault.sql("DELETE FROM piece")
    backups.done(district, backups.begin(district))
    [at] = backups.state(district).lines
    assert before <= at.through < at.held
    backed_up(office, district)
    [after] = backups.state(district).lines
    assert after.through == after.held


def test_a_district_that_makes_no_backup_keeps_nobody_from_deleting_for_ever(line: Line) -> None:
    office, district = line
    number = an_old_case(line)
    assert purged(office, unbacked="区里没有备份") != [None]  # not yet
    wait(line, 31)
    assert not list(news(office)), "who was not heard since says nothing"
    synced(office, district)
    assert any("no backup of the district" in str(one) for one in news(office))
    [why] = purged(office)
    assert why is not None
    assert "--unbacked" in why.hint
    assert purged(office, unbacked="区里没有备份") == [None]
    with office.vault.reading():
        told = [one.entry.event for one in office.journal.of_case(number)]
    assert [one.unbacked for one in told if isinstance(one, RecordsPurged)] == ["区里没有备份"]
    assert whole(office)


def test_a_reason_is_not_on_record_where_it_was_not_needed(line: Line) -> None:
    office, district = line
    number = an_old_case(line)
    backed_up(office, district)
    assert purged(office, unbacked="区里没有备份") == [None]
    with office.vault.reading():
        told = [one.entry.event for one in office.journal.of_case(number)]
    assert [one.unbacked for one in told if isinstance(one, RecordsPurged)] == [""]


def test_the_district_is_told_that_it_has_no_backup(line: Line) -> None:
    office, district = line
    assert not backups.state(district).late  # there is nothing yet
    an_old_case(line)
    never = backups.late_words(backups.state(district))
    assert never is not None
    assert "no backup of this district:" in str(never)
    backed_up(office, district)
    assert backups.late_words(backups.state(district)) is None
    a_received_case(office)
    synced(office, district)
    wait(line, 8)
    since = backups.late_words(backups.state(district))
    assert since is not None
    assert "since" in str(since)

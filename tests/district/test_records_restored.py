"""What becomes of the line when an old copy of a station comes back after the district purged."""

import shutil
from pathlib import Path

from station.desk.checking import check
from sync.district.casedesk import CaseDesk
from sync.district.enrolment import revoke
from sync.district.records import RecordDesk
from sync.district.verify import examine
from tests.desk.ended import a_void_case
from tests.desk.test_checking import quiet
from tests.district.keeping import said_there
from tests.district.pair import CLERK, a_district, assert_same_journals, join, synced
from tests.office import STATION, HandClock, an_office

LONG = 60 * 366
WORDS = "只在区端写过的话"


def test_an_older_copy_of_the_station_and_the_district_agree_again(tmp_path: Path) -> None:
    clock, theirs = HandClock(), HandClock(seed="district")
    with a_district(tmp_path / "district", theirs) as district:
        with an_office(tmp_path / "station", clock) as office:
            join(office, district)
            number = a_void_case(office).number
            synced(office, district)
        shutil.copytree(tmp_path / "station", tmp_path / "copy")
        with an_office(tmp_path / "station", clock) as office:
            CaseDesk(district, CLERK).act(number, "write", {"words": WORDS})
            synced(office, district)
        theirs.wait(days=LONG)
        desk = RecordDesk(district, CLERK)
        assert list(desk.freeze())
        assert [why for _, why in desk.purge()] == [None]
        shutil.rmtree(tmp_path / "station")
        shutil.copytree(tmp_path / "copy", tmp_path / "station")
        with an_office(tmp_path / "station", clock) as office:
            for _ in range(3):
                report = synced(office, district)
            assert not report.set_aside
            assert_same_journals(office, district)
            assert not check(office, progress=quiet).faults
        assert not examine(district, STATION).faults
        assert WORDS not in said_there(district)


def test_a_station_that_left_the_line_holds_nothing_up_and_may_come_back(tmp_path: Path) -> None:
    clock, theirs = HandClock(), HandClock(seed="district")
    with (
        a_district(tmp_path / "district", theirs) as district,
        an_office(tmp_path / "station", clock) as office,
    ):
        join(office, district)
        number = a_void_case(office).number
        synced(office, district)
        CaseDesk(district, CLERK).act(number, "write", {"words": WORDS})
        revoke(district, STATION)
        theirs.wait(days=LONG)
        desk = RecordDesk(district, CLERK)
        assert list(desk.freeze())
        assert [why for _, why in desk.purge()] == [None]
        with office.vault.transaction():
            office.memory.set(signing_key="01" * 32, receiving_key="02" * 32)
        join(office, district)
        for _ in range(3):
            report = synced(office, district)
        assert not report.set_aside
        assert_same_journals(office, district)
        assert not check(office, progress=quiet).faults
        assert not examine(district, STATION).faults

"""The term of keeping of a case is over: its scans go with it, at both offices."""

from pathlib import Path

import pytest

from station.desk.records import RecordDesk as StationRecords
from station.desk.scans import ScanDesk
from sync.district.records import RecordDesk
from sync.district.verify import examine
from tests.desk.ended import a_void_case
from tests.district.keeping import a_keeping_place, wait
from tests.district.pair import CLERK, backed_up
from tests.district.scanned import LARGE, LIMIT, picture
from tests.district.test_scans import faults, files_in, kept, kept_there
from tests.office import STATION


def test_with_the_records_of_a_case_its_scans_go_at_both_offices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.storage.scanbook.IN_VAULT", LIMIT)
    with a_keeping_place(tmp_path) as line:
        office, district = line
        number = a_void_case(office).number
        ScanDesk(office).attach(number, 1, [picture("small"), picture("large", LARGE)])
        backed_up(office, district)
        assert (files_in(office.home.folder), files_in(district.home)) == (7, 7)
        wait(line, 731)
        for records in (StationRecords(office), RecordDesk(district, CLERK)):
            assert number in [one.number for one in records.freeze()]
        backed_up(office, district)
        wait(line, 8 * 366)
        for records in (StationRecords(office), RecordDesk(district, CLERK)):
            assert {one.number: why for one, why in records.purge()}[number] is None
            backed_up(office, district)

        assert (files_in(office.home.folder), files_in(district.home)) == (0, 0)
        assert (kept(office), kept_there(district)) == ((0, 0), 0)
        assert faults(office) == ()
        assert examine(district, STATION).faults == ()

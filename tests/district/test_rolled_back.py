"""A district whose files were put back to an older copy."""

import shutil
from pathlib import Path

from station.desk.cases import CaseDesk as StationDesk
from station.domain.states import CaseState
from sync.district.casedesk import CaseDesk
from tests.district.pair import (
    CLERK,
    a_line,
    a_received_case,
    assert_same_journals,
    state_at,
    synced,
)


def test_a_rolled_back_district_and_its_station_agree_again(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        number = a_received_case(office).number
        synced(office, district)
    shutil.copytree(tmp_path / "district", tmp_path / "copy")
    with a_line(tmp_path) as (office, district):
        CaseDesk(district, CLERK).act(number, "accept", {"official_number": "甲-1"})
        synced(office, district)
    shutil.rmtree(tmp_path / "district")
    shutil.copytree(tmp_path / "copy", tmp_path / "district")
    with a_line(tmp_path) as (office, district):
        synced(office, district)
        synced(office, district)
        assert_same_journals(office, district)
        assert StationDesk(office).case(number).state is CaseState.ACCEPTED
        assert state_at(district, number) is CaseState.HANDED_OVER

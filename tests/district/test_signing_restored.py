"""A district is put back to before it had another signing key: what its stations need then."""

import shutil
from pathlib import Path

from station.domain.states import CaseState
from sync.district import keyring, signing
from tests.district.pair import a_district, a_received_case, join, state_at, synced
from tests.district.test_line_keys import wait
from tests.district.test_quarantine import come_back
from tests.district.test_signing_key import believed, newest
from tests.office import HandClock, an_office


def test_with_a_new_code_a_station_believes_the_key_that_the_district_has(tmp_path: Path) -> None:
    home, copy, clock = tmp_path / "district", tmp_path / "copy", HandClock(seed="district")
    with an_office(tmp_path / "station") as office:
        with a_district(home, clock) as district:
            join(office, district)
            synced(office, district)
        shutil.copytree(home, copy)
        with a_district(home, clock) as district:
            signing.renew(district)
            synced(office, district)
            assert believed(office) == newest(district)
        shutil.rmtree(home)
        shutil.copytree(copy, home)

        with a_district(home, clock) as district:
            come_back(office, district)
            for _ in range(2):
                synced(office, district)
            assert believed(office) == newest(district)
            wait((office, district), days=100)
            number = a_received_case(office).number
            synced(office, district)
            assert state_at(district, number) is CaseState.HANDED_OVER

            signing.renew(district)
            for _ in range(2):
                synced(office, district)
            assert believed(office) == newest(district)


def test_and_seals_to_the_key_that_it_reads(tmp_path: Path) -> None:
    home, copy, clock = tmp_path / "district", tmp_path / "copy", HandClock(seed="district")
    with an_office(tmp_path / "station") as office:
        with a_district(home, clock) as district:
            join(office, district)
            synced(office, district)
        shutil.copytree(home, copy)
        with a_district(home, clock) as district:
            keyring.renew(district)
            synced(office, district)
        shutil.rmtree(home)
        shutil.copytree(copy, home)

        with a_district(home, clock) as district:
            come_back(office, district)
            for _ in range(2):
                synced(office, district)
            keyring.renew(district)
            for _ in range(2):
                synced(office, district)
            wait((office, district), days=100)
            with district.vault.transaction():
                assert keyring.forget_former(district) == 1
            number = a_received_case(office).number
            synced(office, district)
            assert state_at(district, number) is CaseState.HANDED_OVER

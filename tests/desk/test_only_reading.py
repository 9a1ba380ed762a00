"""A station whose disk failed: what is kept is read, and can be carried away."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.office import Office
from station.storage.casebook import Wanted
from station.storage.faults import DiskFailing, ReadingOnly
from tests.district.pair import a_received_case
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


@contextmanager
def with_a_failed_disk(folder: Path) -> Iterator[tuple[Office, str]]:
    """A station with one case, and its disk has failed since."""
    with an_office(folder) as office:
        number = a_received_case(office).number
        office.vault.only_read(DiskFailing("it failed"))
        yield office, number


def test_nothing_is_acknowledged_any_more_and_lists_go_on(tmp_path: Path) -> None:
    with with_a_failed_disk(tmp_path / "home") as (office, number):
        with pytest.raises(ReadingOnly):
            a_received_case(office)

        assert [line.number for line in CaseDesk(office).lines(Wanted(), 0, 9)] == [number]


def test_a_case_is_shown_masked_and_never_in_clear_for_the_look_cannot_be_recorded(
    tmp_path: Path,
) -> None:
    with with_a_failed_disk(tmp_path / "home") as (office, number):
        desk = CaseDesk(office)

        assert desk.view(number, revealed=False).number == number
        with pytest.raises(ReadingOnly):
            desk.view(number, revealed=True, purpose="handling")


def test_everything_can_be_carried_away_onto_another_disk(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with with_a_failed_disk(tmp_path / "home") as (office, number):
        before = sorted(file.name for file in (tmp_path / "home").iterdir())
        make_backup(office, stick / "backup.station")
        after = sorted(file.name for file in (tmp_path / "home").iterdir())

    assert after == before
    assert [file.name for file in stick.iterdir()] == ["backup.station"]
    new = tmp_path / "new"
    there = restore_station(
        Home(folder=new), stick / "backup.station", NEW.agent, PASSPHRASE,
        settings=settings(new), clock=HandClock(seed="there"),
    )  # fmt: skip
    with closing(there.vault):
        assert CaseDesk(there).case(number).number == number


def test_the_station_is_left_and_opened_anew(tmp_path: Path) -> None:
    with with_a_failed_disk(tmp_path / "home"):
        pass
    with an_office(tmp_path / "home", HandClock(seed="later")) as office:
        assert office.trouble is None
        a_received_case(office)

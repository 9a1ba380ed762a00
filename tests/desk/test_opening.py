"""The door of a station: what a set-up leaves alone."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.opening import AlreadySetUp
from station.storage.slots import twin_of
from station.storage.vault import logs_of
from tests.desk.test_checking import life_of
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings


def moved_away(home: Home) -> str:
    """A station is set up and its vault moved to another name; the life that it had."""
    with an_office(home.folder) as office:
        life = life_of(office)
    home.vault.rename(home.folder / "moved")
    return life


def put_back(home: Home) -> None:
    """The moved vault, with the slots that were renamed."""
    for slots in (home.slots, twin_of(home.slots)):
        (former,) = home.folder.glob(f"{slots.name}.2*")
        former.replace(slots)
    (home.folder / "moved").replace(home.vault)


def test_a_vault_that_was_moved_away_can_be_put_back_after_another_set_up(tmp_path: Path) -> None:
    home = Home(folder=tmp_path)
    life = moved_away(home)
    with an_office(tmp_path):
        pass
    put_back(home)

    with an_office(tmp_path) as office:
        assert life_of(office) == life


def test_a_vault_that_was_moved_away_can_be_put_back_after_a_restore(tmp_path: Path) -> None:
    home, elsewhere = Home(folder=tmp_path / "home"), tmp_path / "elsewhere"
    clock = HandClock(seed="another station")
    with an_office(elsewhere, clock) as office:
        make_backup(office, tmp_path / "backup")
    life = moved_away(home)
    restore_station(
        home, tmp_path / "backup", NEW.agent, PASSPHRASE,
        settings=settings(home.folder), clock=clock,
    ).leave()  # fmt: skip
    put_back(home)

    with an_office(home.folder) as office:
        assert life_of(office) == life


def test_the_log_of_a_vault_that_was_moved_away_stays(tmp_path: Path) -> None:
    (log, _) = logs_of(Home(folder=tmp_path).vault)
    log.write_bytes(b"its last entries")
    with an_office(tmp_path):
        pass

    (kept,) = tmp_path.glob("station.vault.2*-wal")
    assert kept.read_bytes() == b"its last entries"


class Overtaken(HandClock):
    """While somebody is setting a station up, another program does it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(seed="slower")
        self._folder: Path | None = folder

    def now(self) -> datetime:
        folder, self._folder = self._folder, None
        if folder:
            with an_office(folder):
                pass
        return super().now()


def test_of_two_that_set_up_one_home_the_slower_is_told_and_changes_nothing(
    tmp_path: Path,
) -> None:
    with pytest.raises(AlreadySetUp), an_office(tmp_path, Overtaken(tmp_path)):
        pass

    assert not list(tmp_path.glob("keyslots.json.2*"))
    with an_office(tmp_path) as office:
        assert office.code == NEW.station


class Failing(HandClock):
    """The program meets a fault when it looks at the clock for the n-th time."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks

    def now(self) -> datetime:
        self._left -= 1
        if not self._left:
            raise KeyError
        return super().now()


def test_a_fault_at_the_door_leaves_the_home_to_the_next(tmp_path: Path) -> None:
    with an_office(tmp_path):
        pass
    for looks in range(1, 6):
        with suppress(KeyError), an_office(tmp_path, Failing(looks)):
            pass
        with an_office(tmp_path) as office:
            assert office.trouble is None

"""An agent with a stick: the station opens with both, finds the stick, and says what is missing."""

from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from station.desk import unlocking
from station.desk.agents import AgentDesk
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.keyfiles import KeyFileAtHome, KeyFileDesk, NoKeyFile
from station.desk.office import Office
from station.desk.opening import open_station
from station.desk.sticks import mounted, sticks
from station.desk.unlocking import wants_key_file
from station.domain.errors import BadInput
from station.domain.office_events import PassphraseChanged
from station.storage.faults import DiskFull
from station.storage.keyfile import KeyFileMissing, KeyFileOfAnother
from station.storage.keys import WrongPassphrase
from tests.desk.test_checking import quiet
from tests.faults import Killed, disk
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

SHORT = "40 71 93"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(folder=tmp_path / "home")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def come(
    home: Home, clock: HandClock, passphrase: str = PASSPHRASE, key_file: Path | None = None
) -> Office:
    return open_station(
        home, NEW.agent, passphrase, settings=settings(home.folder), clock=clock, key_file=key_file
    )


@pytest.fixture
def clock(home: Home, stick: Path) -> HandClock:
    """A station whose agent has made a key file."""
    clock = HandClock()
    with an_office(home.folder, clock) as office:
        KeyFileDesk(office).on(PASSPHRASE, stick)
    return clock


def test_the_station_finds_the_stick_where_it_was_last(home: Home, clock: HandClock) -> None:
    assert wants_key_file(home, NEW.agent)

    come(home, clock).leave()


def test_a_stick_in_another_slot_is_found_among_those_that_are_plugged_in(
    home: Home, clock: HandClock, stick: Path, tmp_path: Path
) -> None:
    elsewhere = stick.rename(tmp_path / "elsewhere")
    with pytest.raises(KeyFileMissing) as refusal:
        come(home, clock)
    with mock.patch.object(unlocking, "sticks", return_value=(tmp_path, elsewhere)):
        come(home, clock).leave()

    assert refusal.value.hint
    come(home, clock).leave()  # and it is known from then on


def test_a_key_file_is_named_by_its_path_or_its_stick(
    home: Home, clock: HandClock, stick: Path, tmp_path: Path
) -> None:
    elsewhere = stick.rename(tmp_path / "elsewhere")
    (file,) = elsewhere.iterdir()

    come(home, clock, key_file=file).leave()
    home.key_places.unlink()
    come(home, clock, key_file=elsewhere).leave()


def test_without_the_stick_the_right_passphrase_opens_nothing(
    home: Home, clock: HandClock, stick: Path
) -> None:
    (file,) = stick.iterdir()
    file.unlink()

    with pytest.raises(KeyFileMissing):
        come(home, clock)


def test_a_short_passphrase_does_beside_a_key_file_and_never_alone(
    home: Home, clock: HandClock
) -> None:
    office = come(home, clock)
    AgentDesk(office).change(PASSPHRASE, SHORT)
    for weak in ("12345", "123456", "888888", "30211"):
        with pytest.raises(BadInput):
            AgentDesk(office).change(SHORT, weak)
    with pytest.raises(BadInput):
        KeyFileDesk(office).off(SHORT)
    office.leave()
    with pytest.raises(WrongPassphrase):
        come(home, clock)

    office = come(home, clock, SHORT)
    AgentDesk(office).change(SHORT, PASSPHRASE)
    KeyFileDesk(office).off(PASSPHRASE)
    office.leave()
    assert not wants_key_file(home, NEW.agent)


def test_the_change_is_on_record_and_everything_stays_whole(home: Home, clock: HandClock) -> None:
    office = come(home, clock)
    KeyFileDesk(office).off(PASSPHRASE)
    with office.vault.reading():
        changes = office.journal.own_of(PassphraseChanged)
    assert check(office, progress=quiet).faults == ()
    office.leave()

    assert [getattr(one, "key_file", None) for one in changes] == [True, False]


def test_a_second_stick_opens_too(
    home: Home, clock: HandClock, stick: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    office = come(home, clock)
    copy = KeyFileDesk(office).copy(second)
    office.leave()
    next(stick.iterdir()).unlink()

    come(home, clock, key_file=copy).leave()


def test_a_new_key_file_makes_the_lost_stick_worthless(
    home: Home, clock: HandClock, stick: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (former,) = stick.iterdir()
    office = come(home, clock)
    KeyFileDesk(office).on(PASSPHRASE, second)
    office.leave()

    with pytest.raises(KeyFileOfAnother):
        come(home, clock, key_file=former)
    come(home, clock).leave()


def test_a_key_file_is_not_put_beside_the_vault_nor_nowhere(home: Home, clock: HandClock) -> None:
    office = come(home, clock)
    for folder in (home.folder, home.folder / "nowhere"):
        with pytest.raises(BadInput):
            KeyFileDesk(office).on(PASSPHRASE, folder)
    KeyFileDesk(office).off(PASSPHRASE)
    with pytest.raises(NoKeyFile):
        KeyFileDesk(office).copy(home.folder.parent)
    office.leave()


def test_a_key_file_lies_neither_with_a_backup_nor_on_a_stick_that_has_one(
    home: Home, clock: HandClock, tmp_path: Path
) -> None:
    sticks_with_backups = replace(
        settings(home.folder), backup_folder=tmp_path / "first" / "daily",
        backup_second=tmp_path / "second" / "daily",
    )  # fmt: skip
    places = [tmp_path, home.folder / "backups"]
    for stick in ("first", "second"):
        places += [tmp_path / stick / "daily" / "deeper", tmp_path / stick / "daily"]
        places += [tmp_path / stick]
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
    office = open_station(home, NEW.agent, PASSPHRASE, settings=sticks_with_backups, clock=clock)
    for place in places:
        with pytest.raises(BadInput) as refusal:
            KeyFileDesk(office).copy(place)
        assert isinstance(refusal.value.fields["folder"], KeyFileAtHome)
    office.leave()


def test_who_takes_a_folder_of_the_same_disk_for_a_stick_can_be_told(
    home: Home, clock: HandClock, stick: Path
) -> None:
    office = come(home, clock)
    (file,) = stick.iterdir()
    assert KeyFileDesk(office).beside_the_vault(file)
    assert not KeyFileDesk(office).beside_the_vault(file.with_name("pulled out"))
    office.leave()


def test_a_backup_opens_with_the_stick(
    home: Home, clock: HandClock, stick: Path, tmp_path: Path
) -> None:
    office = come(home, clock)
    make_backup(office, tmp_path / "copy.station")
    office.leave()
    there = Home(folder=tmp_path / "there")

    def restored(key_file: Path | None) -> Office:
        return restore_station(
            there, tmp_path / "copy.station", NEW.agent, PASSPHRASE,
            settings=settings(there.folder), clock=clock, key_file=key_file,
        )  # fmt: skip

    with pytest.raises(KeyFileMissing):
        restored(None)
    restored(stick).leave()


@pytest.mark.parametrize("step", range(9))
@pytest.mark.parametrize("fault", "KF")
def test_a_key_file_that_is_cut_short_leaves_one_lock_that_opens(
    tmp_path: Path, home: Home, stick: Path, step: int, fault: str
) -> None:
    clock = HandClock()
    with (
        pytest.raises((Killed, DiskFull)), an_office(home.folder, clock) as office,
        disk("." * step + fault),
    ):  # fmt: skip
        KeyFileDesk(office).on(PASSPHRASE, stick)

    office = come(home, clock, key_file=stick)
    assert check(office, progress=quiet).faults == ()
    office.leave()


# ---- sticks


def test_sticks_are_what_is_mounted_where_desktops_mount_them() -> None:
    table = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "/dev/sdb1 /media/clerk/MY\\040STICK vfat rw 0 0\n"
        "/dev/sdc1 /run/media/clerk/钥匙 exfat rw 0 0\n"
        "proc /proc proc rw 0 0\nbroken\n"
    )

    assert mounted(table) == (Path("/media/clerk/MY STICK"), Path("/run/media/clerk/钥匙"))


def test_a_system_that_tells_nothing_has_no_sticks() -> None:
    assert isinstance(sticks(), tuple)

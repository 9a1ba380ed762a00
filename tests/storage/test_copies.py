"""Backup and restore: what was carried away on a stick opens on another computer."""

import threading
from pathlib import Path
from unittest import mock

import pytest

from station.storage.copies import Watch, look
from station.storage.faults import DiskFull, WorkStopped
from tests.faults import Killed, disk
from tests.storage.homes import (
    AGENT,
    NAME,
    Home,
    back_up,
    copied,
    count_papers,
    many_papers,
    write_papers,
)

MANY = 100_000

# ---- there and back


def test_a_backup_opens_on_another_computer_with_the_passphrase_alone(
    home: Home, other: Home, stick: Path
) -> None:
    back_up(home, stick)

    other.restore(stick)

    with other.open() as vault:
        assert count_papers(vault) == 200


def test_a_backup_says_what_it_holds(home: Home, stick: Path) -> None:
    made = back_up(home, stick)

    assert made.manifest.rows == {"life": 0, "paper": 200}
    assert made.size == stick.stat().st_size
    assert look(stick) == made


def test_what_was_restored_has_begun_a_new_life_before_it_is_in_place(
    home: Home, other: Home, stick: Path
) -> None:
    back_up(home, stick)

    other.restore(stick)

    with other.open() as vault, vault.reading():
        assert vault.sql("SELECT name FROM life").fetchall() == [(f"restored by {AGENT}",)]
    with home.open() as vault, vault.reading():
        assert vault.sql("SELECT name FROM life").fetchall() == []


def test_work_that_goes_on_is_not_in_the_backup_and_not_disturbed(
    home: Home, other: Home, stick: Path
) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        write_papers(vault, 0, 5)
        copied(vault, home, stick)
        write_papers(vault, 5, 5)
        assert count_papers(vault) == 10

    other.restore(stick)
    with other.open() as vault:
        assert count_papers(vault) == 5


def test_what_the_log_holds_is_in_the_backup(home: Home, other: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        write_papers(vault, 0, 500)
        assert home.vault.stat().st_size < home.vault.with_name("station.vault-wal").stat().st_size
        copied(vault, home, stick)

    other.restore(stick)
    with other.open() as vault:
        assert count_papers(vault) == 500


def test_nothing_readable_is_in_a_backup(home: Home, stick: Path) -> None:
    back_up(home, stick)

    assert NAME.encode() not in stick.read_bytes()
    assert b"CREATE TABLE" not in stick.read_bytes()


def test_nothing_is_left_beside_vault_and_backup(home: Home, other: Home, stick: Path) -> None:
    back_up(home, stick)
    other.restore(stick)

    assert [file.name for file in stick.parent.iterdir()] == [stick.name]
    whole = ["keyslots.json", "keyslots.json.1", "station.vault"]
    for folder in (home.vault.parent, other.vault.parent):
        assert sorted(file.name for file in folder.iterdir()) == whole


# ---- the disk


@pytest.mark.parametrize("steps", ["K", ".K", "..K"])
def test_a_backup_cut_short_leaves_none_that_looks_whole(
    home: Home, other: Home, stick: Path, steps: str
) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        write_papers(vault, 0, 5)
        with disk(steps), pytest.raises(Killed):
            copied(vault, home, stick)

    if stick.exists():
        other.restore(stick)


def test_a_full_stick_is_told_and_leaves_nothing_on_it(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault, disk("F"), pytest.raises(DiskFull) as told:
        copied(vault, home, stick)

    assert str(stick) in str(told.value)
    assert list(stick.parent.iterdir()) == []


@pytest.mark.parametrize("step", range(9))
def test_a_restore_cut_short_is_repeated_or_done(
    home: Home, other: Home, stick: Path, step: int
) -> None:
    back_up(home, stick)

    with disk("." * step + "K"), pytest.raises(Killed):
        other.restore(stick)

    if not other.vault.exists():
        other.restore(stick)
    with other.open() as vault:
        assert count_papers(vault) == 200


def test_a_mistake_while_the_new_life_begins_leaves_nothing_in_place(
    home: Home, other: Home, stick: Path
) -> None:
    back_up(home, stick)

    with mock.patch("tests.storage.homes.new_life", side_effect=KeyError), pytest.raises(KeyError):
        other.restore(stick)

    assert list(other.vault.parent.iterdir()) == []


# ---- beside the work


def test_whoever_records_never_waits_for_a_backup(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        many_papers(vault, MANY)
        written: list[int] = []

        def write(_words: str, done: int, _whole: int) -> None:
            number = MANY + len(written)
            recording = threading.Thread(target=write_papers, args=(vault, number, 1))
            recording.start()
            recording.join()
            written.append(done)

        made = copied(vault, home, stick, Watch(progress=write))

        assert made.manifest.number == MANY + 1  # what was written before the copying began
        assert len(written) > 5
        assert count_papers(vault) == MANY + len(written)


@pytest.mark.parametrize("looks", range(0, 12, 2))
def test_a_backup_that_is_stopped_leaves_nothing(home: Home, stick: Path, looks: int) -> None:
    home.slots.parent.mkdir()
    asked = iter(range(looks))
    with home.set_up() as vault:
        many_papers(vault, MANY)
        with pytest.raises(WorkStopped):
            copied(vault, home, stick, Watch(cancel=lambda: next(asked, None) is None))

    assert list(stick.parent.iterdir()) == []
    assert not list(home.vault.parent.glob("*.copy*"))


def test_a_backup_gives_way_when_the_station_is_locked(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    vault = home.set_up()
    many_papers(vault, MANY)
    locking = threading.Thread(target=vault.close)
    looks: list[int] = []

    def lock(words: str, done: int, whole: int) -> None:
        looks.append(done)
        if len(looks) == 3:  # in the midst of the copying
            locking.start()
            while not vault.shut:
                locking.join(0.001)

    with pytest.raises(WorkStopped):
        copied(vault, home, stick, Watch(progress=lock))
    locking.join()

    assert list(stick.parent.iterdir()) == []


def test_progress_is_told_from_the_copying_to_the_reading_back(home: Home, stick: Path) -> None:
    told: list[tuple[str, int, int]] = []
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        many_papers(vault, MANY)
        copied(vault, home, stick, Watch(progress=lambda *one: told.append(one)))

    assert list(dict.fromkeys(words for words, _done, _whole in told)) == [
        "Copying the vault", "Opening the copy", "Packing the copy", "Writing the backup",
        "Reading the backup back",
    ]  # fmt: skip
    assert all(done <= whole for _words, done, whole in told)

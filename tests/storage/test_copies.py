"""Backup and restore: what was carried away on a stick opens on another computer."""

from pathlib import Path
from unittest import mock

import pytest

from station.storage.copies import backup
from station.storage.faults import DiskFull
from tests.faults import Killed, disk
from tests.storage.homes import (
    AGENT,
    NAME,
    NOW,
    Home,
    back_up,
    count_papers,
    write_papers,
)

# ---- there and back


def test_a_backup_opens_on_another_computer_with_the_passphrase_alone(
    home: Home, other: Home, stick: Path
) -> None:
    back_up(home, stick)

    other.restore(stick)

    with other.open() as vault:
        assert count_papers(vault) == 200


def test_a_backup_says_what_it_holds(home: Home, stick: Path) -> None:
    copied = back_up(home, stick)

    assert copied.rows == {"life": 0, "paper": 200}
    assert copied.size == stick.stat().st_size


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
        backup(vault, home.slots, stick, made=NOW)
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
        backup(vault, home.slots, stick, made=NOW)

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
            backup(vault, home.slots, stick, made=NOW)

    if stick.exists():
        other.restore(stick)


def test_a_full_stick_is_told_and_leaves_nothing_on_it(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault, disk("F"), pytest.raises(DiskFull) as told:
        backup(vault, home.slots, stick, made=NOW)

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

"""After the first error of the disk a vault is only read, until it is opened anew."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from station.storage.faults import DiskFull, ReadingOnly, VaultDamaged
from station.storage.vault import Vault, open_vault
from station.storage.whole import check_file
from tests.storage.papers import KEY, STEPS, count_papers, filled, flip, paper_rows, write_papers

MANY = {number: str(number) * 100 for number in range(10, 500)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    filled(tmp_path / "station.vault")
    return tmp_path / "station.vault"


@contextmanager
def on_a_full_disk(place: Path) -> Iterator[Vault]:
    """A vault into which nothing more went."""
    with open_vault(place, KEY, STEPS) as vault:
        with vault.reading():
            pages = vault.sql("PRAGMA page_count").fetchone()[0]
            vault.sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull), vault.transaction():
            write_papers(vault, MANY)
        yield vault


def overlook(vault: Vault) -> None:
    with suppress(DiskFull), vault.transaction():
        write_papers(vault, MANY)


def test_what_was_saved_is_read_and_nothing_more_is_written(place: Path) -> None:
    with on_a_full_disk(place) as vault:
        with vault.reading():
            vault.sql("PRAGMA max_page_count = 1000000")  # there is room again

        with pytest.raises(ReadingOnly) as told, vault.transaction():
            write_papers(vault, {1: "one"})
        assert str(vault.path) in str(told.value)
        assert "unlock" in told.value.hint
        assert count_papers(vault) == 1


@pytest.mark.parametrize("work", [Vault.fold_log, Vault.rewrite, check_file])
def test_nothing_writes_the_file_either(place: Path, work: object) -> None:
    assert callable(work)
    with on_a_full_disk(place) as vault, pytest.raises(ReadingOnly):
        work(vault)


def test_who_opens_it_anew_writes_again(place: Path) -> None:
    with on_a_full_disk(place):
        pass

    with open_vault(place, KEY, STEPS) as vault:
        with vault.transaction():
            write_papers(vault, {1: "one"})
        assert vault.trouble is None
        assert count_papers(vault) == 2


def test_who_overlooks_the_error_inside_a_transaction_is_told_at_its_end(place: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault:
        with vault.reading():
            pages = vault.sql("PRAGMA page_count").fetchone()[0]
            vault.sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(ReadingOnly), vault.transaction():
            overlook(vault)


def test_a_damaged_page_ends_the_writing_too(place: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault, vault.transaction():
        write_papers(vault, MANY)
    flip(place, 9 * 4096 + 100)

    with open_vault(place, KEY, STEPS) as vault:
        with pytest.raises(VaultDamaged):
            list(paper_rows(vault))
        with pytest.raises(ReadingOnly) as told, vault.transaction():
            write_papers(vault, {1: "one"})
        assert "backup" in told.value.hint


def test_the_pages_that_are_good_are_still_read_after_a_damaged_one(place: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault, vault.transaction():
        write_papers(vault, MANY)
    flip(place, 9 * 4096 + 100)

    with open_vault(place, KEY, STEPS) as vault:
        with pytest.raises(VaultDamaged):
            list(paper_rows(vault))
        with vault.reading():
            assert vault.sql("SELECT name FROM sqlite_master").fetchone()


def test_a_stick_that_is_full_is_no_trouble_of_the_vault(place: Path, tmp_path: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault:
        with suppress(Exception):
            vault.copy_into(tmp_path / "no such folder" / "copy")

        assert vault.trouble is None
        with vault.transaction():
            write_papers(vault, {1: "one"})

"""Visits to an open vault: transactions, readings, threads, full disks."""

import threading
from contextlib import suppress
from pathlib import Path

import peewee
import pytest

from station.domain.errors import StationError
from station.storage.faults import (
    DiskFull,
    VaultBusy,
    VaultClosed,
    VaultReadOnly,
)
from station.storage.vault import Vault, create_vault, logs_of, open_vault
from tests.storage.papers import (
    KEY,
    STEPS,
    count_papers,
    filled,
    write_and_fail,
    write_papers,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "station.vault"


# ---- transactions


def test_a_step_that_fails_leaves_nothing_behind(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with pytest.raises(ZeroDivisionError), vault.transaction():
            write_and_fail(vault)

        assert count_papers(vault) == 0


def test_a_transaction_inside_a_transaction_is_kept_or_lost_with_it(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with suppress(ZeroDivisionError), vault.transaction():
            with vault.transaction():
                write_papers(vault, {1: "one"})
            raise ZeroDivisionError

        assert count_papers(vault) == 0


def test_a_transaction_inside_a_reading_is_a_mistake_of_the_program(place: Path) -> None:
    vault = create_vault(place, KEY, STEPS)
    with vault, vault.reading(), pytest.raises(RuntimeError), vault.transaction():
        pass


def test_a_question_outside_a_visit_is_a_mistake_of_the_program(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault, pytest.raises(RuntimeError):
        vault.sql("SELECT 1")


def test_a_full_disk_is_told_and_keeps_what_was_saved(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with vault.transaction():
            write_papers(vault, {0: "saved"})
        with vault.reading():
            pages = vault.sql("PRAGMA page_count").fetchone()[0]
            vault.sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(DiskFull) as told, vault.transaction():
            write_papers(vault, {number: str(number) * 100 for number in range(1, 500)})

        assert "no space" in str(told.value)
        assert told.value.hint
        assert count_papers(vault) == 1


def test_a_broken_rule_of_a_table_is_the_programs_own_fault(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with pytest.raises(peewee.IntegrityError), vault.transaction():
            write_papers(vault, {1: "one", 2: "one"})

        assert count_papers(vault) == 0


def test_a_folder_that_may_not_be_written_is_told(place: Path) -> None:
    filled(place)

    with open_vault(place, KEY, STEPS) as vault:
        with vault.reading():
            vault.sql("PRAGMA query_only = ON")
        with pytest.raises(VaultReadOnly), vault.transaction():
            write_papers(vault, {9: "nine"})


def test_another_program_that_holds_the_file_is_told(place: Path) -> None:
    filled(place)

    with open_vault(place, KEY, STEPS) as ours, open_vault(place, KEY, STEPS) as other:
        with other.reading():
            other.sql("PRAGMA busy_timeout = 1")
        with ours.transaction(), pytest.raises(VaultBusy), other.transaction():
            pass


# ---- threads


def test_readers_see_whole_transactions_while_one_writes(place: Path) -> None:
    seen: set[int] = set()
    begun, done = threading.Event(), threading.Event()

    def look(vault: Vault) -> None:
        while not done.is_set():
            seen.add(count_papers(vault))
            begun.set()

    with create_vault(place, KEY, STEPS) as vault:
        readers = [threading.Thread(target=look, args=(vault,)) for _ in range(2)]
        for reader in readers:
            reader.start()
        begun.wait(10)
        for hundred in range(5):
            with vault.transaction():
                write_papers(vault, dict.fromkeys(range(hundred * 100, hundred * 100 + 100)))
        done.set()
        for reader in readers:
            reader.join()

    assert {count % 100 for count in seen} == {0}


def test_writers_queue_and_none_is_lost(place: Path) -> None:
    def write(vault: Vault, first: int) -> None:
        for number in range(first, first + 25):
            with vault.transaction():
                write_papers(vault, {number: None})

    with create_vault(place, KEY, STEPS) as vault:
        writers = [threading.Thread(target=write, args=(vault, n * 25)) for n in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert count_papers(vault) == 100


def test_locking_waits_for_who_is_reading_and_lets_nobody_in_after(place: Path) -> None:
    ended: list[type[BaseException]] = []
    reading = threading.Semaphore(0)

    def read_on(vault: Vault) -> None:
        try:
            while True:
                count_papers(vault)
                reading.release()
        except StationError as refusal:
            ended.append(type(refusal))

    filled(place, papers=200)
    vault = open_vault(place, KEY, STEPS)
    readers = [threading.Thread(target=read_on, args=(vault,)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in readers:
        reading.acquire()
    vault.close()
    for reader in readers:
        reader.join()

    assert ended == [VaultClosed] * 4
    assert not any(log.exists() for log in logs_of(place))


def test_a_locked_vault_keeps_no_key(place: Path) -> None:
    vault = create_vault(place, KEY, STEPS)
    vault.close()

    assert KEY.hex() not in repr(vars(vault.db))
    with pytest.raises(VaultClosed), vault.reading():
        pass

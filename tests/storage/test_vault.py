"""The vault's file: what opens it, what it refuses, what it keeps."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import peewee
import pytest

from station.domain.errors import StationError
from station.storage.faults import (
    DiskFull,
    PlainFile,
    VaultBusy,
    VaultClosed,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    VaultReadOnly,
    VaultTooNew,
    WrongKey,
)
from station.storage.vault import Migration, Vault, check_file, create_vault, logs_of, open_vault
from tests.faults import Killed, disk

KEY = bytes(range(32))
OTHER_KEY = bytes(32)
SECRET = "示例𠮷䶮"


def _first(db: peewee.Database) -> None:
    _run(db, "CREATE TABLE paper (number INTEGER PRIMARY KEY, name TEXT UNIQUE)")


def _second(db: peewee.Database) -> None:
    _run(db, "ALTER TABLE paper ADD COLUMN pages INTEGER NOT NULL DEFAULT 1")


def _run(db: peewee.Database, statement: str) -> None:
    db.execute_sql(statement)  # type: ignore[no-untyped-call]


STEPS: Sequence[Migration] = (_first,)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "station.vault"


def _filled(place: Path, papers: int = 1) -> None:
    with create_vault(place, KEY, STEPS) as vault, vault.transaction():
        _write(vault, {number: f"{SECRET}{number:04}" for number in range(papers)})


def _write(vault: Vault, papers: Mapping[int, str | None]) -> None:
    for number, name in papers.items():
        vault.sql("INSERT INTO paper VALUES (?, ?)", number, name)


def _write_and_fail(vault: Vault) -> None:
    _write(vault, {1: "one"})
    raise ZeroDivisionError


def _check(place: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault:
        check_file(vault)


def _count(vault: Vault) -> int:
    with vault.reading():
        return int(vault.sql("SELECT count(*) FROM paper").fetchone()[0])


def _flip(place: Path, at: int) -> None:
    content = bytearray(place.read_bytes())
    content[at] ^= 1
    place.write_bytes(content)


# ---- the door


def test_what_was_saved_is_there_after_closing(place: Path) -> None:
    _filled(place, papers=3)

    with open_vault(place, KEY, STEPS) as vault:
        assert _count(vault) == 3


def test_nothing_readable_lies_on_the_disk(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with vault.transaction():
            vault.sql("INSERT INTO paper VALUES (1, ?)", SECRET * 2000)
        lying = [file.read_bytes() for file in place.parent.iterdir()]

    assert len(lying) == 3  # the file, and the log it keeps while it is open
    for content in (*lying, place.read_bytes()):
        assert SECRET.encode() not in content
        assert b"CREATE TABLE" not in content


def test_a_wrong_key_opens_nothing(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _filled(place)

    with pytest.raises(WrongKey) as refusal:
        open_vault(place, OTHER_KEY, STEPS)

    assert refusal.value.hint
    assert capfd.readouterr() == ("", "")  # SQLCipher would write over the screen


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_never_taken(place: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        create_vault(place, key, STEPS)

    assert not place.exists()


def test_a_missing_vault_is_missed_and_not_made(place: Path) -> None:
    with pytest.raises(VaultMissing):
        open_vault(place, KEY, STEPS)

    assert not place.exists()


def test_a_database_without_encryption_is_no_vault(place: Path) -> None:
    plain = sqlite3.connect(place)
    plain.execute("CREATE TABLE paper (number)")
    plain.close()

    with pytest.raises(PlainFile):
        open_vault(place, KEY, STEPS)


def test_an_empty_file_is_damage_and_not_a_new_vault(place: Path) -> None:
    place.touch()

    with pytest.raises(VaultDamaged):
        open_vault(place, KEY, STEPS)


def test_a_new_vault_never_lies_over_a_file(place: Path) -> None:
    _filled(place)

    with pytest.raises(VaultExists):
        create_vault(place, OTHER_KEY, STEPS)

    with open_vault(place, KEY, STEPS) as vault:
        assert _count(vault) == 1


@pytest.mark.parametrize("steps", ["K", ".K", "..K", "...K", "F", ".F", "E", ".E"])
def test_a_vault_cut_short_while_it_is_made_is_whole_or_not_there(place: Path, steps: str) -> None:
    with disk(steps), suppress(Killed, StationError):
        create_vault(place, KEY, STEPS).close()

    opener = open_vault if place.exists() else create_vault
    with opener(place, KEY, STEPS) as vault:
        assert _count(vault) == 0


def test_every_connection_keeps_the_promises(place: Path) -> None:
    told: list[tuple[object, ...]] = []

    def ask(vault: Vault) -> None:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        with vault.reading():
            told.append(tuple(vault.sql(f"PRAGMA {name}").fetchone()[0] for name in names))

    with create_vault(place, KEY, STEPS) as vault:
        other = threading.Thread(target=ask, args=(vault,))
        other.start()
        other.join()
        ask(vault)

    assert told == [("wal", 2, 1, 1, 2)] * 2


# ---- migrations


def test_an_older_vault_is_brought_up_to_date(place: Path) -> None:
    _filled(place)

    with open_vault(place, KEY, (_first, _second)) as vault, vault.reading():
        assert vault.sql("SELECT pages FROM paper").fetchone() == (1,)
        assert vault.sql("PRAGMA user_version").fetchone() == (2,)


def test_a_vault_of_a_newer_program_is_left_alone(place: Path) -> None:
    create_vault(place, KEY, (_first, _second)).close()
    before = place.read_bytes()

    with pytest.raises(VaultTooNew):
        open_vault(place, KEY, STEPS)

    assert place.read_bytes() == before


def test_a_migration_cut_short_leaves_the_step_before_and_goes_on_from_there(place: Path) -> None:
    _filled(place)

    def dies(db: peewee.Database) -> None:
        _second(db)
        raise Killed

    with pytest.raises(Killed):
        open_vault(place, KEY, (_first, dies))

    with open_vault(place, KEY, STEPS) as vault, vault.reading():
        assert vault.sql("PRAGMA user_version").fetchone() == (1,)
        with pytest.raises(peewee.OperationalError, match="no such column"):
            vault.sql("SELECT pages FROM paper")
    with open_vault(place, KEY, (_first, _second)) as vault:
        assert _count(vault) == 1


# ---- transactions


def test_a_step_that_fails_leaves_nothing_behind(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with pytest.raises(ZeroDivisionError), vault.transaction():
            _write_and_fail(vault)

        assert _count(vault) == 0


def test_a_transaction_inside_a_transaction_is_kept_or_lost_with_it(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with suppress(ZeroDivisionError), vault.transaction():
            with vault.transaction():
                _write(vault, {1: "one"})
            raise ZeroDivisionError

        assert _count(vault) == 0


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
            _write(vault, {0: "saved"})
        with vault.reading():
            pages = vault.sql("PRAGMA page_count").fetchone()[0]
            vault.sql(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(DiskFull) as told, vault.transaction():
            _write(vault, {number: str(number) * 100 for number in range(1, 500)})

        assert "no space" in str(told.value)
        assert told.value.hint
        assert _count(vault) == 1


def test_a_broken_rule_of_a_table_is_the_programs_own_fault(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault:
        with pytest.raises(peewee.IntegrityError), vault.transaction():
            _write(vault, {1: "one", 2: "one"})

        assert _count(vault) == 0


def test_a_folder_that_may_not_be_written_is_told(place: Path) -> None:
    _filled(place)

    with open_vault(place, KEY, STEPS) as vault:
        with vault.reading():
            vault.sql("PRAGMA query_only = ON")
        with pytest.raises(VaultReadOnly), vault.transaction():
            _write(vault, {9: "nine"})


def test_another_program_that_holds_the_file_is_told(place: Path) -> None:
    _filled(place)

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
            seen.add(_count(vault))
            begun.set()

    with create_vault(place, KEY, STEPS) as vault:
        readers = [threading.Thread(target=look, args=(vault,)) for _ in range(2)]
        for reader in readers:
            reader.start()
        begun.wait(10)
        for hundred in range(5):
            with vault.transaction():
                _write(vault, dict.fromkeys(range(hundred * 100, hundred * 100 + 100)))
        done.set()
        for reader in readers:
            reader.join()

    assert {count % 100 for count in seen} == {0}


def test_writers_queue_and_none_is_lost(place: Path) -> None:
    def write(vault: Vault, first: int) -> None:
        for number in range(first, first + 25):
            with vault.transaction():
                _write(vault, {number: None})

    with create_vault(place, KEY, STEPS) as vault:
        writers = [threading.Thread(target=write, args=(vault, n * 25)) for n in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert _count(vault) == 100


def test_locking_waits_for_who_is_reading_and_lets_nobody_in_after(place: Path) -> None:
    ended: list[type[BaseException]] = []
    reading = threading.Semaphore(0)

    def read_on(vault: Vault) -> None:
        try:
            while True:
                _count(vault)
                reading.release()
        except StationError as refusal:
            ended.append(type(refusal))

    _filled(place, papers=200)
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


# ---- damage


def test_a_sound_file_passes_the_check(place: Path) -> None:
    _filled(place, papers=500)

    with open_vault(place, KEY, STEPS) as vault:
        check_file(vault)


def test_one_flipped_bit_on_any_page_is_found(place: Path) -> None:
    _filled(place, papers=500)
    whole = place.read_bytes()

    for page in range(len(whole) // 4096):
        place.write_bytes(whole)
        _flip(place, page * 4096 + 1000)
        with pytest.raises((VaultDamaged, WrongKey)):
            _check(place)


def test_pages_that_changed_places_are_found(place: Path) -> None:
    _filled(place, papers=500)
    whole = place.read_bytes()
    pages = [whole[at : at + 4096] for at in range(0, len(whole), 4096)]
    pages[-1], pages[-2] = pages[-2], pages[-1]
    place.write_bytes(b"".join(pages))

    with pytest.raises(VaultDamaged):
        _check(place)


def test_a_file_cut_short_is_found(place: Path) -> None:
    _filled(place, papers=500)
    place.write_bytes(place.read_bytes()[:-4096])

    with pytest.raises(VaultDamaged):
        _check(place)


def test_a_damaged_page_is_told_in_the_middle_of_reading(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault, vault.transaction():
        _write(vault, dict.fromkeys(range(5000)))
    for page in range(1, 5):  # of the last pages one holds the last rows, others their index
        _flip(place, place.stat().st_size - page * 4096 + 1000)

    with open_vault(place, KEY, STEPS) as vault:
        rows = _rows(vault)
        assert next(rows) == (0,)
        with pytest.raises(VaultDamaged) as told:
            list(rows)

    assert told.value.hint


def _rows(vault: Vault) -> Iterator[tuple[int]]:
    with vault.reading():
        yield from vault.sql("SELECT number FROM paper NOT INDEXED")

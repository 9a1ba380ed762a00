"""The vault's file: what opens it, what it refuses, how it grows."""

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import peewee
import pytest

from station.domain.errors import StationError
from station.storage.faults import (
    PlainFile,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    VaultTooNew,
    WrongKey,
)
from station.storage.vault import Vault, create_vault, open_vault
from station.storage.whole import check_file
from tests.faults import Killed, disk
from tests.storage.papers import (
    KEY,
    OTHER_KEY,
    SECRET,
    STEPS,
    check_whole,
    count_papers,
    filled,
    first_step,
    flip,
    paper_rows,
    second_step,
    write_papers,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "station.vault"


# ---- the door


def test_what_was_saved_is_there_after_closing(place: Path) -> None:
    filled(place, papers=3)

    with open_vault(place, KEY, STEPS) as vault:
        assert count_papers(vault) == 3


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
    filled(place)

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
    filled(place)

    with pytest.raises(VaultExists):
        create_vault(place, OTHER_KEY, STEPS)

    with open_vault(place, KEY, STEPS) as vault:
        assert count_papers(vault) == 1


@pytest.mark.parametrize("steps", ["K", ".K", "..K", "...K", "F", ".F", "E", ".E"])
def test_a_vault_cut_short_while_it_is_made_is_whole_or_not_there(place: Path, steps: str) -> None:
    with disk(steps), suppress(Killed, StationError):
        create_vault(place, KEY, STEPS).close()

    opener = open_vault if place.exists() else create_vault
    with opener(place, KEY, STEPS) as vault:
        assert count_papers(vault) == 0


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
    filled(place)

    with open_vault(place, KEY, (first_step, second_step)) as vault, vault.reading():
        assert vault.sql("SELECT pages FROM paper").fetchone() == (1,)
        assert vault.sql("PRAGMA user_version").fetchone() == (2,)


def test_a_vault_of_a_newer_program_is_left_alone(place: Path) -> None:
    create_vault(place, KEY, (first_step, second_step)).close()
    before = place.read_bytes()

    with pytest.raises(VaultTooNew):
        open_vault(place, KEY, STEPS)

    assert place.read_bytes() == before


def test_a_migration_cut_short_leaves_the_step_before_and_goes_on_from_there(place: Path) -> None:
    filled(place)

    def dies(db: peewee.Database) -> None:
        second_step(db)
        raise Killed

    with pytest.raises(Killed):
        open_vault(place, KEY, (first_step, dies))

    with open_vault(place, KEY, STEPS) as vault, vault.reading():
        assert vault.sql("PRAGMA user_version").fetchone() == (1,)
        with pytest.raises(peewee.OperationalError, match="no such column"):
            vault.sql("SELECT pages FROM paper")
    with open_vault(place, KEY, (first_step, second_step)) as vault:
        assert count_papers(vault) == 1


# ---- damage


def test_a_sound_file_passes_the_check(place: Path) -> None:
    filled(place, papers=500)

    with open_vault(place, KEY, STEPS) as vault:
        check_file(vault)


def test_one_flipped_bit_on_any_page_is_found(place: Path) -> None:
    filled(place, papers=500)
    whole = place.read_bytes()

    for page in range(len(whole) // 4096):
        place.write_bytes(whole)
        flip(place, page * 4096 + 1000)
        with pytest.raises((VaultDamaged, WrongKey)):
            check_whole(place)


def test_pages_that_changed_places_are_found(place: Path) -> None:
    filled(place, papers=500)
    whole = place.read_bytes()
    pages = [whole[at : at + 4096] for at in range(0, len(whole), 4096)]
    pages[-1], pages[-2] = pages[-2], pages[-1]
    place.write_bytes(b"".join(pages))

    with pytest.raises(VaultDamaged):
        check_whole(place)


def test_a_file_cut_short_is_found(place: Path) -> None:
    filled(place, papers=500)
    place.write_bytes(place.read_bytes()[:-4096])

    with pytest.raises(VaultDamaged):
        check_whole(place)


def test_a_damaged_page_is_told_in_the_middle_of_reading(place: Path) -> None:
    with create_vault(place, KEY, STEPS) as vault, vault.transaction():
        write_papers(vault, dict.fromkeys(range(5000)))
    for page in range(1, 5):  # of the last pages one holds the last rows, others their index
        flip(place, place.stat().st_size - page * 4096 + 1000)

    with open_vault(place, KEY, STEPS) as vault:
        rows = paper_rows(vault)
        assert next(rows) == (0,)
        with pytest.raises(VaultDamaged) as told:
            list(rows)

    assert told.value.hint

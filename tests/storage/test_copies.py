"""Backup and restore: what was carried away on a stick opens on another computer."""

import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import peewee
import pytest

from station.storage.copies import BackupDamaged, BackupMissing, Copied, backup, restore
from station.storage.faults import DiskFull, VaultDamaged, VaultExists, VaultTooNew
from station.storage.keys import (
    Opened,
    UnknownAgent,
    WrongPassphrase,
    create_slots,
    unlock,
)
from station.storage.vault import Migration, Vault, create_vault, open_vault
from tests.faults import Killed, disk
from tests.office import WEAK

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
AGENT, PASSPHRASE, NAME = "示例代办员", "8595 915 9631 073", "示例𠮷䶮"


def _tables(db: peewee.Database) -> None:
    for statement in (
        "CREATE TABLE paper (number INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE life (name TEXT)",
    ):
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


STEPS: Sequence[Migration] = (_tables,)


class Home:
    """A folder with a vault and its slots, in which nothing or something lies."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "station.vault"
        self.slots = folder / "keyslots.json"

    def set_up(self) -> Vault:
        opened = create_slots(
            self.slots,
            owner="330211105203",
            agent=AGENT,
            passphrase=PASSPHRASE,
            cost=WEAK,
            chance=lambda count: bytes(range(count)),
        )
        return create_vault(self.vault, opened.data_key, STEPS)

    def open(self) -> Vault:
        opened = unlock(self.slots, agent=AGENT, passphrase=PASSPHRASE)
        return open_vault(self.vault, opened.data_key, STEPS)

    def restore(
        self,
        source: Path,
        *,
        agent: str = AGENT,
        passphrase: str = PASSPHRASE,
        steps: Sequence[Migration] = STEPS,
    ) -> None:
        restore(
            source,
            vault=self.vault,
            slots=self.slots,
            agent=agent,
            passphrase=passphrase,
            migrations=steps,
            begin=_new_life,
        )


def _new_life(vault: Vault, opened: Opened) -> None:
    with vault.transaction():
        vault.sql("INSERT INTO life VALUES (?)", f"restored by {opened.agent}")


def _write(vault: Vault, first: int, count: int) -> None:
    with vault.transaction():
        for number in range(first, first + count):
            vault.sql("INSERT INTO paper VALUES (?, ?)", number, NAME)


def _papers(vault: Vault) -> int:
    with vault.reading():
        return int(vault.sql("SELECT count(*) FROM paper").fetchone()[0])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return Home(tmp_path / "other" / "computer")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "backup.station"


def _back_up(home: Home, stick: Path, papers: int = 200) -> Copied:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        _write(vault, 0, papers)
        return backup(vault, home.slots, stick, made=NOW)


# ---- there and back


def test_a_backup_opens_on_another_computer_with_the_passphrase_alone(
    home: Home, other: Home, stick: Path
) -> None:
    _back_up(home, stick)

    other.restore(stick)

    with other.open() as vault:
        assert _papers(vault) == 200


def test_a_backup_says_what_it_holds(home: Home, stick: Path) -> None:
    copied = _back_up(home, stick)

    assert copied.rows == {"life": 0, "paper": 200}
    assert copied.size == stick.stat().st_size


def test_what_was_restored_has_begun_a_new_life_before_it_is_in_place(
    home: Home, other: Home, stick: Path
) -> None:
    _back_up(home, stick)

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
        _write(vault, 0, 5)
        backup(vault, home.slots, stick, made=NOW)
        _write(vault, 5, 5)
        assert _papers(vault) == 10

    other.restore(stick)
    with other.open() as vault:
        assert _papers(vault) == 5


def test_what_the_log_holds_is_in_the_backup(home: Home, other: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        _write(vault, 0, 500)
        assert home.vault.stat().st_size < home.vault.with_name("station.vault-wal").stat().st_size
        backup(vault, home.slots, stick, made=NOW)

    other.restore(stick)
    with other.open() as vault:
        assert _papers(vault) == 500


def test_nothing_readable_is_in_a_backup(home: Home, stick: Path) -> None:
    _back_up(home, stick)

    assert NAME.encode() not in stick.read_bytes()
    assert b"CREATE TABLE" not in stick.read_bytes()


def test_nothing_is_left_beside_vault_and_backup(home: Home, other: Home, stick: Path) -> None:
    _back_up(home, stick)
    other.restore(stick)

    assert [file.name for file in stick.parent.iterdir()] == [stick.name]
    whole = ["keyslots.json", "keyslots.json.1", "station.vault"]
    for folder in (home.vault.parent, other.vault.parent):
        assert sorted(file.name for file in folder.iterdir()) == whole


# ---- refusals


def test_a_backup_never_lies_over_a_file(home: Home, stick: Path) -> None:
    stick.write_bytes(b"photographs")

    with pytest.raises(VaultExists):
        _back_up(home, stick)

    assert stick.read_bytes() == b"photographs"


def test_a_restored_vault_never_lies_over_another(home: Home, stick: Path) -> None:
    _back_up(home, stick)
    before = home.vault.read_bytes()

    with pytest.raises(VaultExists):
        home.restore(stick)

    assert home.vault.read_bytes() == before


def test_a_missing_backup_is_missed(other: Home, stick: Path) -> None:
    with pytest.raises(BackupMissing):
        other.restore(stick)


@pytest.mark.parametrize(
    ("agent", "passphrase", "error"),
    [(AGENT, "a wrong passphrase", WrongPassphrase), ("somebody", PASSPHRASE, UnknownAgent)],
)
def test_a_backup_does_not_open_for_everybody(
    home: Home, other: Home, stick: Path, agent: str, passphrase: str, error: type[Exception]
) -> None:
    _back_up(home, stick)

    with pytest.raises(error):
        other.restore(stick, agent=agent, passphrase=passphrase)

    assert list(other.vault.parent.iterdir()) == []


def test_a_backup_of_a_newer_program_is_refused(home: Home, other: Home, stick: Path) -> None:
    _back_up(home, stick)

    with pytest.raises(VaultTooNew):
        other.restore(stick, steps=())

    assert list(other.vault.parent.iterdir()) == []


def test_any_damaged_place_of_a_backup_is_found(home: Home, other: Home, stick: Path) -> None:
    _back_up(home, stick)
    whole = stick.read_bytes()
    # Every 97th byte: all of the zip's own structures and every page of the vault are hit.
    for at in range(0, len(whole), 97):
        stick.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            other.restore(stick)
        except (BackupDamaged, BackupMissing):
            assert not other.vault.exists()
        else:  # what lies there means nothing: a date, a permission in the zip's directory
            with other.open() as vault:
                assert _papers(vault) == 200
            for file in other.vault.parent.iterdir():
                file.unlink()


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.99])
def test_a_backup_cut_short_is_found(home: Home, other: Home, stick: Path, left: float) -> None:
    _back_up(home, stick)
    whole = stick.read_bytes()
    stick.write_bytes(whole[: int(left * len(whole))])

    with pytest.raises(BackupDamaged):
        other.restore(stick)


def test_a_zip_of_something_else_is_no_backup(other: Home, stick: Path) -> None:
    with zipfile.ZipFile(stick, "w") as pack:
        pack.writestr("photograph.jpg", b"photograph")

    with pytest.raises(BackupDamaged):
        other.restore(stick)


def test_a_zip_that_would_swell_is_no_backup(home: Home, other: Home, stick: Path) -> None:
    manifest = {"format": "station backup 1", "sha256": {"vault": "", "keyslots.json": ""}}
    with zipfile.ZipFile(stick, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("manifest.json", json.dumps(manifest))
        pack.writestr("keyslots.json", "{}")
        pack.writestr("vault", bytes(10_000_000))

    with pytest.raises(BackupDamaged):
        other.restore(stick)

    assert not other.vault.exists()


def test_a_damaged_vault_gives_no_backup(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        _write(vault, 0, 500)
    content = bytearray(home.vault.read_bytes())
    content[-3000] ^= 1
    home.vault.write_bytes(content)

    with home.open() as vault, pytest.raises(VaultDamaged):
        backup(vault, home.slots, stick, made=NOW)

    assert list(stick.parent.iterdir()) == []


# ---- the disk


@pytest.mark.parametrize("steps", ["K", ".K", "..K"])
def test_a_backup_cut_short_leaves_none_that_looks_whole(
    home: Home, other: Home, stick: Path, steps: str
) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        _write(vault, 0, 5)
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
    _back_up(home, stick)

    with disk("." * step + "K"), pytest.raises(Killed):
        other.restore(stick)

    if not other.vault.exists():
        other.restore(stick)
    with other.open() as vault:
        assert _papers(vault) == 200


def test_a_mistake_while_the_new_life_begins_leaves_nothing_in_place(
    home: Home, other: Home, stick: Path
) -> None:
    _back_up(home, stick)

    with mock.patch(f"{__name__}._new_life", side_effect=KeyError), pytest.raises(KeyError):
        other.restore(stick)

    assert list(other.vault.parent.iterdir()) == []

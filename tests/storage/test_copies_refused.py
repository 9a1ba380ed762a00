"""Backups that are refused: over other files, for strangers, damaged."""

import zipfile
from pathlib import Path

import pytest

from station.storage import manifest
from station.storage.copies import look
from station.storage.faults import VaultDamaged, VaultExists, VaultTooNew
from station.storage.keys import (
    UnknownAgent,
    WrongPassphrase,
)
from station.storage.packs import BackupDamaged, BackupMissing
from tests.storage import homes
from tests.storage.homes import (
    AGENT,
    PASSPHRASE,
    Home,
    back_up,
    copied,
    count_papers,
    write_papers,
)


def test_a_backup_never_lies_over_a_file(home: Home, stick: Path) -> None:
    stick.write_bytes(b"photographs")

    with pytest.raises(VaultExists):
        back_up(home, stick)

    assert stick.read_bytes() == b"photographs"


def test_a_restored_vault_never_lies_over_another(home: Home, stick: Path) -> None:
    back_up(home, stick)
    before = home.vault.read_bytes()

    with pytest.raises(VaultExists):
        home.restore(stick)

    assert home.vault.read_bytes() == before


@pytest.mark.parametrize("added", [b"\0", b"PK\5\6" + bytes(18), bytes(4096)])
def test_a_backup_behind_which_something_was_appended_is_refused(
    home: Home, other: Home, stick: Path, added: bytes
) -> None:
    back_up(home, stick)
    stick.write_bytes(stick.read_bytes() + added)

    with pytest.raises(BackupDamaged):
        other.restore(stick)


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
    back_up(home, stick)

    with pytest.raises(error):
        other.restore(stick, agent=agent, passphrase=passphrase)

    assert list(other.vault.parent.iterdir()) == []


def test_a_backup_of_a_newer_program_is_refused(home: Home, other: Home, stick: Path) -> None:
    back_up(home, stick)

    with pytest.raises(VaultTooNew):
        other.restore(stick, steps=())

    assert list(other.vault.parent.iterdir()) == []


def test_any_damaged_place_of_a_backup_is_found(home: Home, other: Home, stick: Path) -> None:
    back_up(home, stick)
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
                assert count_papers(vault) == 200
            for file in other.vault.parent.iterdir():
                file.unlink()


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.99])
def test_a_backup_cut_short_is_found(home: Home, other: Home, stick: Path, left: float) -> None:
    back_up(home, stick)
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
    told = manifest.as_bytes(
        homes.HELD, homes.NOW, "test/1", {}, {"vault": "", "keyslots.json": ""}
    )
    with zipfile.ZipFile(stick, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("manifest.json", told)
        pack.writestr("keyslots.json", "{}")
        pack.writestr("vault", bytes(10_000_000))

    with pytest.raises(BackupDamaged):
        other.restore(stick)

    assert not other.vault.exists()


def test_a_damaged_vault_gives_no_backup(home: Home, stick: Path) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        write_papers(vault, 0, 500)
    content = bytearray(home.vault.read_bytes())
    content[-3000] ^= 1
    home.vault.write_bytes(content)

    with home.open() as vault, pytest.raises(VaultDamaged):
        copied(vault, home, stick)

    assert list(stick.parent.iterdir()) == []


def test_a_backup_takes_no_name_that_the_vault_may_need(home: Home) -> None:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        for ending in (".copy", "-wal", "-journal"):
            with pytest.raises(VaultExists):
                copied(vault, home, Path(f"{home.vault}{ending}"))


def test_a_backup_leaves_files_with_names_like_its_own_alone(home: Home, stick: Path) -> None:
    near = stick.with_name(f"{stick.name}.part")
    near.write_bytes(b"photographs")

    back_up(home, stick)

    assert near.read_bytes() == b"photographs"


def test_a_zip_of_another_age_is_no_backup(home: Home, other: Home, stick: Path) -> None:
    back_up(home, stick)
    data = bytearray(stick.read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 182  # the version that is needed to read it
    stick.write_bytes(data)

    with pytest.raises(BackupDamaged):
        other.restore(stick)


def test_a_manifest_that_somebody_rewrote_is_not_believed(home: Home, stick: Path) -> None:
    back_up(home, stick)
    with zipfile.ZipFile(stick) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    parts["manifest.json"] = parts["manifest.json"].replace(b'"number":200', b'"number":999')
    with zipfile.ZipFile(stick, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)

    with pytest.raises(BackupDamaged):
        look(stick)

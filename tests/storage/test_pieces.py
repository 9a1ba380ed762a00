"""Pieces of scans in the vault and beside it: whole or not there, and gone when they are let go."""

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from station.storage.migrations import MIGRATIONS
from station.storage.pieces import PieceStore
from station.storage.vault import Vault, create_vault, open_vault
from station.storage.whole import rekey_vault

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
MARK = b"a planted marker that stands in no file in clear"


class PowerCut(Exception):
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pieces"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with create_vault(tmp_path / "station.vault", KEY, MIGRATIONS) as vault:
        yield vault


def store_of(vault: Vault, folder: Path) -> PieceStore:
    numbers = count(1)
    return PieceStore(vault, folder, lambda size: hashlib.shake_128(
        str((vault.path, next(numbers))).encode()).digest(size))  # fmt: skip


def name_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(store: PieceStore, vault: Vault, data: bytes, *, beside: bool) -> str:
    with vault.transaction():
        store.put("", name_of(data), data, beside=beside)
    return name_of(data)


def cut_short(store: PieceStore, vault: Vault) -> None:
    with vault.transaction():
        store.put("", name_of(b"lost"), b"lost", beside=True)
        raise PowerCut


def read(store: PieceStore, vault: Vault, name: str, line: str = "") -> bytes | None:
    with vault.reading():
        return store.get(line, name)


@pytest.mark.parametrize("beside", [False, True])
def test_a_piece_comes_back_as_it_was_and_lies_nowhere_in_clear(
    vault: Vault, folder: Path, beside: bool
) -> None:
    store = store_of(vault, folder)
    data = MARK * 1000
    name = put(store, vault, data, beside=beside)

    assert read(store, vault, name) == data
    assert read(store, vault, name, line="another") is None
    assert len(list(folder.iterdir()) if folder.exists() else []) == int(beside)
    for file in vault.path.parent.rglob("*"):
        assert not file.is_file() or MARK not in file.read_bytes()
        assert name not in file.name


@pytest.mark.parametrize("change", ["flipped", "cut", "gone", "another's"])
def test_a_sealed_file_that_was_changed_is_not_believed_and_is_told(
    vault: Vault, folder: Path, change: str
) -> None:
    store = store_of(vault, folder)
    name = put(store, vault, b"first" * 99, beside=True)
    (file,) = folder.iterdir()
    other = put(store, vault, b"other" * 99, beside=True)
    (second,) = {*folder.iterdir()} - {file}
    sealed = file.read_bytes()
    match change:
        case "flipped":
            file.write_bytes(sealed[:9] + bytes([sealed[9] ^ 1]) + sealed[10:])
        case "cut":
            file.write_bytes(sealed[:-1])
        case "gone":
            file.unlink()
        case _:
            file.write_bytes(second.read_bytes())

    assert read(store, vault, name) is None
    assert read(store, vault, other) is not None
    with vault.reading():
        assert list(store.bad("")) == [name]


def test_what_was_not_committed_is_not_there_and_its_file_is_swept_away(
    vault: Vault, folder: Path
) -> None:
    store = store_of(vault, folder)
    kept = put(store, vault, b"kept", beside=True)
    with pytest.raises(PowerCut):
        cut_short(store, vault)
    assert len(list(folder.iterdir())) == 2
    assert read(store, vault, name_of(b"lost")) is None

    with vault.transaction():
        assert store.sweep() == 1
    assert read(store, vault, kept) == b"kept"


def test_what_is_dropped_is_gone_with_its_key_and_then_with_its_file(
    vault: Vault, folder: Path
) -> None:
    store = store_of(vault, folder)
    name = put(store, vault, MARK, beside=True)
    with vault.transaction():
        store.drop("", [name])
        assert store.sweep() == 1
    assert list(folder.iterdir()) == []
    assert read(store, vault, name) is None


def test_a_copy_of_the_vault_takes_along_what_lies_beside_it(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    store = store_of(vault, folder)
    names = [put(store, vault, f"{n}".encode() * 9, beside=n % 2 == 0) for n in range(200)]
    with store.held():
        vault.copy_into(tmp_path / "copy")
        with vault.at(tmp_path / "copy") as copy:
            store.complete(copy)
            elsewhere = store_of(copy, tmp_path / "nothing here")
            with copy.reading():
                assert list(elsewhere.bad("")) == []
            assert all(read(elsewhere, copy, name) is not None for name in names)
    assert len(list(folder.iterdir())) == 100


def test_no_file_goes_while_a_backup_reads_them(vault: Vault, folder: Path) -> None:
    store = store_of(vault, folder)
    name = put(store, vault, b"data", beside=True)
    with store.held(), vault.transaction():
        store.drop("", [name])
        assert store.sweep() == 0
    with vault.transaction():
        assert store.sweep() == 1


def test_another_key_of_the_vault_opens_the_same_files(tmp_path: Path, folder: Path) -> None:
    place = tmp_path / "other.vault"
    with create_vault(place, KEY, MIGRATIONS) as vault:
        name = put(store_of(vault, folder), vault, b"data", beside=True)
    rekey_vault(place, KEY, OTHER_KEY)
    with open_vault(place, OTHER_KEY, MIGRATIONS) as vault:
        assert read(store_of(vault, folder), vault, name) == b"data"

"""A key file on a stick: without it the passphrase opens nothing; every mistake has its words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.storage.faults import DiskFailing, DiskFull
from station.storage.keyfile import (
    KeyFile,
    KeyFileDamaged,
    KeyFileExists,
    KeyFileMissing,
    KeyFileOfAnother,
    found_key_file,
    new_key_file,
    own_key_file,
    place_in,
    read_key_file,
    write_key_file,
)
from station.storage.keys import Lock, WrongPassphrase, opened_by, with_lock
from station.storage.slots import WITH_KEY_FILE, SlotFile, read_slots
from tests.faults import Killed, disk
from tests.storage.one_agent import AGENT, PASSPHRASE, chance_of, make_slots

FILE, OTHER = new_key_file(chance_of(7)), new_key_file(chance_of(8))
PLAIN = Lock(passphrase=PASSPHRASE)
BOTH = Lock(passphrase=PASSPHRASE, key_file=FILE)


def relocked(content: SlotFile, old: Lock, new: Lock) -> SlotFile:
    return with_lock(content, agent=AGENT, old=old, new=new, chance=chance_of(90))


@pytest.fixture
def content(tmp_path: Path) -> SlotFile:
    """Slots of one agent, with a key file."""
    made = tmp_path / "keyslots.json"
    make_slots(made)
    return relocked(read_slots(made), PLAIN, BOTH)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_stick_and_passphrase_together_give_the_keys_of_before(tmp_path: Path) -> None:
    made = make_slots(tmp_path / "keyslots.json")
    locked = relocked(read_slots(tmp_path / "keyslots.json"), PLAIN, BOTH)

    opened = opened_by(locked, agent=AGENT, lock=BOTH)

    assert locked.slots[0].kdf == WITH_KEY_FILE
    assert opened.data_key == made.data_key
    assert opened.keys.signs.private_bytes_raw() == made.keys.signs.private_bytes_raw()


def test_one_of_the_two_opens_nothing(content: SlotFile) -> None:
    with pytest.raises(KeyFileMissing):
        opened_by(content, agent=AGENT, lock=PLAIN)
    with pytest.raises(KeyFileOfAnother):
        opened_by(content, agent=AGENT, lock=Lock(passphrase=PASSPHRASE, key_file=OTHER))
    with pytest.raises(WrongPassphrase):
        opened_by(content, agent=AGENT, lock=Lock(passphrase="123456", key_file=FILE))


def test_the_name_of_a_key_file_is_not_the_key(content: SlotFile) -> None:
    forged = KeyFile(name=FILE.name, key=OTHER.key)

    with pytest.raises(WrongPassphrase):
        opened_by(content, agent=AGENT, lock=Lock(passphrase=PASSPHRASE, key_file=forged))


def test_a_key_file_that_is_not_used_any_more_does_no_harm(content: SlotFile) -> None:
    plain = relocked(content, BOTH, PLAIN)

    one, other = (opened_by(plain, agent=AGENT, lock=lock) for lock in (PLAIN, BOTH))
    assert one.data_key == other.data_key


def test_what_was_written_on_a_stick_is_read_from_it(stick: Path) -> None:
    place = write_key_file(FILE, stick)

    assert place.parent == stick
    assert read_key_file(place) == FILE
    assert own_key_file(stick, FILE.name) == FILE
    assert found_key_file(FILE.name, [stick.parent, stick]) == FILE


def test_a_key_file_names_nobody_and_shows_no_key_when_printed(stick: Path) -> None:
    written = write_key_file(FILE, stick).read_text("utf-8")

    assert AGENT not in written
    assert FILE.key.hex() not in repr(FILE)


def test_nothing_is_written_over(stick: Path) -> None:
    write_key_file(FILE, stick)

    with pytest.raises(KeyFileExists):
        write_key_file(FILE, stick)


@given(at=st.integers(0, 220), change=st.integers(1, 255))
def test_a_damaged_key_file_is_told_as_damaged(
    tmp_path_factory: pytest.TempPathFactory, at: int, change: int
) -> None:
    place = write_key_file(FILE, tmp_path_factory.mktemp("stick"))
    whole = place.read_bytes()
    at %= len(whole)
    place.write_bytes(whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :])

    try:
        assert read_key_file(place) == FILE  # a blank for a blank
    except KeyFileDamaged as refusal:
        assert refusal.hint  # noqa: PT017


@pytest.mark.parametrize("rubbish", [b"", b"{}", b"[" * 4000, b"\xff" * 9000, b"null"])
def test_whatever_lies_there_instead_is_damage(stick: Path, rubbish: bytes) -> None:
    place = place_in(stick, FILE.name)
    place.write_bytes(rubbish)

    with pytest.raises(KeyFileDamaged):
        found_key_file(FILE.name, [stick])


def test_the_whole_copy_is_found_beside_a_damaged_one(stick: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    place_in(stick, FILE.name).write_bytes(b"{}")
    write_key_file(FILE, second)

    assert found_key_file(FILE.name, [stick, second]) == FILE


def test_the_stick_of_a_colleague_is_told_from_damage(stick: Path) -> None:
    place = write_key_file(OTHER, stick)

    with pytest.raises(KeyFileOfAnother):
        own_key_file(place, FILE.name)
    with pytest.raises(KeyFileMissing):
        own_key_file(stick, FILE.name)
    with pytest.raises(KeyFileMissing):
        found_key_file(FILE.name, [stick])


@pytest.mark.parametrize("step", range(3))
@pytest.mark.parametrize("fault", "KFE")
def test_a_stick_that_is_pulled_out_leaves_a_whole_file_or_none(
    stick: Path, step: int, fault: str
) -> None:
    with disk("." * step + fault), pytest.raises((Killed, DiskFull, DiskFailing)):
        write_key_file(FILE, stick)

    place = place_in(stick, FILE.name)
    assert not place.exists() or read_key_file(place) == FILE

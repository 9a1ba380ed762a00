"""The file of key slots: what damage, thieves and failing disks do to it."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import canon
from station.storage.faults import DiskFailing, DiskFull
from station.storage.keys import WrongPassphrase, unlock
from station.storage.slots import (
    SlotsDamaged,
    SlotsMissing,
    SlotsTooNew,
    agents,
    read_slots,
    twin_of,
)
from tests.faults import Killed, disk
from tests.storage.one_agent import PASSPHRASE, make_slots, open_slots


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "keyslots.json"


# ---- the file


def test_before_the_set_up_the_slots_are_missed(place: Path) -> None:
    with pytest.raises(SlotsMissing):
        open_slots(place)


def test_any_damaged_byte_of_the_file_is_healed_by_the_second_copy(place: Path) -> None:
    make_slots(place)
    whole = place.read_bytes()
    content = read_slots(place)

    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_slots(place) == content


@pytest.mark.parametrize("left", [0, 1, 200])
def test_a_file_cut_short_is_healed_by_the_second_copy(place: Path, left: int) -> None:
    made = make_slots(place)
    place.write_bytes(place.read_bytes()[:left])

    assert open_slots(place).data_key == made.data_key


def test_a_lost_file_is_healed_by_the_second_copy(place: Path) -> None:
    made = make_slots(place)
    place.unlink()

    assert open_slots(place).data_key == made.data_key


def test_damage_of_both_copies_is_told_as_damage_and_not_as_a_wrong_passphrase(
    place: Path,
) -> None:
    make_slots(place)
    for copy in (place, twin_of(place)):
        copy.write_bytes(copy.read_bytes().replace(b'"passes": 1', b'"passes": 2'))

    with pytest.raises(SlotsDamaged) as refusal:
        open_slots(place)

    assert refusal.value.hint


def _forge(place: Path, **changes: object) -> None:
    """Change the slot as a thief would, who can compute the check too."""
    body = json.loads(place.read_bytes())
    slot = body["slots"][0]
    slot.update({name: value for name, value in changes.items() if name in slot})
    body.update({name: value for name, value in changes.items() if name in body})
    del body["check"]
    check = hashlib.sha256(canon.write(body)).hexdigest()
    written = json.dumps({**body, "check": check}).encode()
    for copy in (place, twin_of(place)):
        copy.write_bytes(written)


@pytest.mark.parametrize(
    "change",
    [
        {"agent": "somebody"},
        {"owner": "330211105299"},
        {"key": "00" * 16},
        {"salt": "00" * 16},
        {"nonce": "00" * 12},
        {"seed": "00" * 48},
        {"sealed": "00" * 80},
        {"passes": 2},
        {"memory_kib": 20 * 1024},
        {"lanes": 2},
    ],
    ids=str,
)
def test_no_field_of_a_slot_can_be_changed_unnoticed(
    place: Path, change: dict[str, object]
) -> None:
    make_slots(place)
    _forge(place, **change)

    with pytest.raises((WrongPassphrase, SlotsDamaged)):
        unlock(place, agent=agents(place)[0], passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2 * 1024 * 1024},
        {"memory_kib": 18 * 1024},
        {"passes": 17},
        {"passes": 0},
        {"passes": True},
        {"lanes": 9},
        {"memory_kib": 1024 * 1024, "passes": 5},
        {"kdf": "none"},
        {"salt": ""},
        {"agent": None},
        {"slots": []},
        {"pending": {}},
    ],
    ids=str,
)
def test_a_slot_that_asks_for_the_absurd_is_refused_before_any_work(
    place: Path, change: dict[str, object]
) -> None:
    make_slots(place)
    _forge(place, **change)

    with pytest.raises(SlotsDamaged):
        open_slots(place)


@given(content=st.binary(max_size=300) | st.from_type(dict).map(lambda value: repr(value).encode()))
def test_whatever_lies_there_instead_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    place = tmp_path_factory.mktemp("slots") / "keyslots.json"
    place.write_bytes(content)

    with pytest.raises(SlotsDamaged):
        open_slots(place)


def test_a_huge_file_is_not_read(place: Path) -> None:
    made = make_slots(place)
    place.write_bytes(place.read_bytes() + b" " * 65_536)

    assert open_slots(place).data_key == made.data_key  # from the second copy


def test_deeply_nested_rubbish_is_refused(place: Path) -> None:
    place.write_bytes(b"[" * 60_000)

    with pytest.raises(SlotsDamaged):
        open_slots(place)


def test_slots_of_a_newer_program_are_no_damage(place: Path) -> None:
    make_slots(place)
    _forge(place, version=2)

    with pytest.raises(SlotsTooNew):
        open_slots(place)


# ---- the disk


STEPS_OF_WRITING = 6  # two copies, each: the content, the name, the folder


@pytest.mark.parametrize("step", range(STEPS_OF_WRITING))
@pytest.mark.parametrize("fault", "KFE")
def test_slots_written_anew_are_the_old_or_the_new_ones_whatever_happens(
    place: Path, step: int, fault: str
) -> None:
    old = make_slots(place, "the old passphrase", start=0)

    with disk("." * step + fault), pytest.raises((Killed, DiskFull, DiskFailing)):
        make_slots(place, "the new passphrase", start=9)

    opened = []
    for passphrase in ("the old passphrase", "the new passphrase"):
        try:
            opened.append(open_slots(place, passphrase).data_key != old.data_key)
        except WrongPassphrase:
            continue
    assert opened in ([False], [True])


def test_writing_takes_the_steps_that_are_counted(place: Path) -> None:
    with disk("") as steps:
        make_slots(place)

    assert steps.asked == STEPS_OF_WRITING

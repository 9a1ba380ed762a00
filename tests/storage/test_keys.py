"""Passphrases and key slots: who gets in, who does not, and what damage does."""

import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.storage.faults import DiskFailing, DiskFull
from station.storage.keys import (
    DEFAULT,
    FLOOR,
    Cost,
    Opened,
    UnknownAgent,
    WeakPassphrase,
    WrongPassphrase,
    agents,
    calibrate,
    check_passphrase,
    create_slots,
    generate_passphrase,
    unlock,
)
from station.storage.slots import (
    SlotsDamaged,
    SlotsMissing,
    SlotsTooNew,
    affordable,
    canonical,
    read_slots,
    twin_of,
)
from tests.faults import Killed, disk
from tests.office import WEAK

OFFICE, AGENT, PASSPHRASE = "330211105203", "示例代办员", "8595 915 9631 073"


def chance_of(start: int) -> Callable[[int], bytes]:
    """Bytes that differ from call to call, and are the same in every run."""
    calls = itertools.count(start)
    return lambda count: bytes((next(calls) * 37 + place * 11) % 256 for place in range(count))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "keyslots.json"


def _make(place: Path, passphrase: str = PASSPHRASE, start: int = 0) -> Opened:
    return create_slots(
        place,
        owner=OFFICE,
        agent=AGENT,
        passphrase=passphrase,
        cost=WEAK,
        chance=chance_of(start),
    )


def _open(place: Path, passphrase: str = PASSPHRASE) -> Opened:
    return unlock(place, agent=AGENT, passphrase=passphrase)


# ---- opening


def test_the_right_passphrase_gives_the_same_keys_each_time(place: Path) -> None:
    made = _make(place)

    opened = _open(place)

    assert opened.data_key == made.data_key
    assert len(opened.data_key) == 32
    assert opened.keys.signs.private_bytes_raw() == made.keys.signs.private_bytes_raw()
    assert opened.keys.opens.private_bytes_raw() == made.keys.opens.private_bytes_raw()


def test_what_the_agent_signs_is_known_by_the_public_key_of_the_set_up(place: Path) -> None:
    made = _make(place)

    signature = _open(place).keys.signs.sign(b"head")

    made.keys.signs.public_key().verify(signature, b"head")


@pytest.mark.parametrize("wrong", ["", "8595 915 9631 074", PASSPHRASE + "x", "示例"])
def test_a_wrong_passphrase_opens_nothing(place: Path, wrong: str) -> None:
    _make(place)

    with pytest.raises(WrongPassphrase) as refusal:
        _open(place, wrong)

    assert refusal.value.hint


@pytest.mark.parametrize(
    "typed",
    ["85959159631073", "8595-915-9631-073", "８５９５ ９１５ ９６３１ ０７３", " 8595915 9631073 "],
)
def test_groups_and_width_of_digits_do_not_matter(place: Path, typed: str) -> None:
    made = _make(place)

    assert _open(place, typed).data_key == made.data_key


def test_the_same_letters_composed_otherwise_open_too(place: Path) -> None:
    made = _make(place, "Müller's café, zwölf Äpfel")

    typed = unicodedata.normalize("NFD", "Müller's café, zwölf Äpfel")
    assert _open(place, typed).data_key == made.data_key


def test_who_has_no_slot_is_told_who_has(place: Path) -> None:
    _make(place)

    with pytest.raises(UnknownAgent) as refusal:
        unlock(place, agent="somebody", passphrase=PASSPHRASE)

    assert refusal.value.values["agents"] == AGENT
    assert agents(place) == (AGENT,)


def test_what_was_opened_shows_no_key_when_printed(place: Path) -> None:
    opened = _make(place)

    assert opened.data_key.hex() not in repr(opened)
    assert repr(opened) == f"Opened(agent={AGENT!r})"


def test_neither_passphrase_nor_keys_lie_in_the_file(place: Path) -> None:
    opened = _make(place, "示例 passphrase of the house")

    written = place.read_bytes()

    assert b"passphrase of the house" not in written
    assert opened.data_key.hex().encode() not in written
    assert opened.keys.signs.private_bytes_raw().hex().encode() not in written


# ---- the file


def test_before_the_set_up_the_slots_are_missed(place: Path) -> None:
    with pytest.raises(SlotsMissing):
        _open(place)


def test_any_damaged_byte_of_the_file_is_healed_by_the_second_copy(place: Path) -> None:
    _make(place)
    whole = place.read_bytes()
    content = read_slots(place)

    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_slots(place) == content


@pytest.mark.parametrize("left", [0, 1, 200])
def test_a_file_cut_short_is_healed_by_the_second_copy(place: Path, left: int) -> None:
    made = _make(place)
    place.write_bytes(place.read_bytes()[:left])

    assert _open(place).data_key == made.data_key


def test_a_lost_file_is_healed_by_the_second_copy(place: Path) -> None:
    made = _make(place)
    place.unlink()

    assert _open(place).data_key == made.data_key


def test_damage_of_both_copies_is_told_as_damage_and_not_as_a_wrong_passphrase(
    place: Path,
) -> None:
    _make(place)
    for copy in (place, twin_of(place)):
        copy.write_bytes(copy.read_bytes().replace(b'"passes": 1', b'"passes": 2'))

    with pytest.raises(SlotsDamaged) as refusal:
        _open(place)

    assert refusal.value.hint


def _forge(place: Path, **changes: object) -> None:
    """Change the slot as a thief would, who can compute the check too."""
    body = json.loads(place.read_bytes())
    slot = body["slots"][0]
    slot.update({name: value for name, value in changes.items() if name in slot})
    body.update({name: value for name, value in changes.items() if name in body})
    del body["check"]
    check = hashlib.sha256(canonical(body)).hexdigest()
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
    _make(place)
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
    _make(place)
    _forge(place, **change)

    with pytest.raises(SlotsDamaged):
        _open(place)


@given(content=st.binary(max_size=300) | st.from_type(dict).map(lambda value: repr(value).encode()))
def test_whatever_lies_there_instead_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    place = tmp_path_factory.mktemp("slots") / "keyslots.json"
    place.write_bytes(content)

    with pytest.raises(SlotsDamaged):
        _open(place)


def test_a_huge_file_is_not_read(place: Path) -> None:
    made = _make(place)
    place.write_bytes(place.read_bytes() + b" " * 65_536)

    assert _open(place).data_key == made.data_key  # from the second copy


def test_deeply_nested_rubbish_is_refused(place: Path) -> None:
    place.write_bytes(b"[" * 60_000)

    with pytest.raises(SlotsDamaged):
        _open(place)


def test_slots_of_a_newer_program_are_no_damage(place: Path) -> None:
    _make(place)
    _forge(place, version=2)

    with pytest.raises(SlotsTooNew):
        _open(place)


# ---- the disk


STEPS_OF_WRITING = 6  # two copies, each: the content, the name, the folder


@pytest.mark.parametrize("step", range(STEPS_OF_WRITING))
@pytest.mark.parametrize("fault", "KFE")
def test_slots_written_anew_are_the_old_or_the_new_ones_whatever_happens(
    place: Path, step: int, fault: str
) -> None:
    old = _make(place, "the old passphrase", start=0)

    with disk("." * step + fault), pytest.raises((Killed, DiskFull, DiskFailing)):
        _make(place, "the new passphrase", start=9)

    opened = []
    for passphrase in ("the old passphrase", "the new passphrase"):
        try:
            opened.append(_open(place, passphrase).data_key != old.data_key)
        except WrongPassphrase:
            continue
    assert opened in ([False], [True])


def test_writing_takes_the_steps_that_are_counted(place: Path) -> None:
    with disk("") as steps:
        _make(place)

    assert steps.asked == STEPS_OF_WRITING


# ---- cost


class Stopwatch:
    """Each look finds the given seconds gone."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self._seconds
        return self._now


def test_a_fast_machine_makes_guesses_dearer() -> None:
    cost = calibrate(Stopwatch(0.05))

    assert cost == Cost(memory_kib=256 * 1024, passes=12, lanes=2)
    assert affordable(cost.memory_kib, cost.passes, cost.lanes)


def test_a_middling_machine_takes_the_usual_cost() -> None:
    assert calibrate(Stopwatch(0.35)) == DEFAULT


def test_a_slower_machine_takes_less_memory() -> None:
    class Slower(Stopwatch):
        """Half the memory takes less time."""

        def __call__(self) -> float:
            self._seconds /= 1.2
            return super().__call__()

    cost = calibrate(Slower(0.7))

    assert cost == Cost(memory_kib=128 * 1024, passes=3, lanes=2)


def test_a_slow_machine_stays_at_the_floor() -> None:
    assert calibrate(Stopwatch(5.0)) == FLOOR


def test_a_cost_that_could_not_be_read_again_is_not_written(place: Path) -> None:
    with pytest.raises(ValueError, match="no slot may cost"):
        create_slots(
            place,
            owner=OFFICE,
            agent=AGENT,
            passphrase=PASSPHRASE,
            cost=Cost(memory_kib=1024, passes=1, lanes=1),
            chance=chance_of(0),
        )

    assert not place.exists()


# ---- passphrases


WORDS = ("示例村", "zhangsan", OFFICE)


@pytest.mark.parametrize(
    "good", ["我家住在村口的那棵大槐树下面啊", "correct horse battery", "8595 915 9631 073"]
)
def test_a_long_unusual_passphrase_is_taken(good: str) -> None:
    check_passphrase(good, WORDS)


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "1234567890123",
        "12345678901234",
        "00000000000000",
        "zhangsan19700101",
        "ZhangSan 1970-01-01",
        "示例村示例村示例村示例村示例村",
        "password123456789",
        "13800005678 13800005678",
        "abcabcabcabcabcabc",
        "abcdefghijklmnopqrst",
        "330211105203 1985年03月12日",
    ],
)
def test_what_the_village_would_guess_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase) as refusal:
        check_passphrase(weak, WORDS)

    assert refusal.value.hint


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(WeakPassphrase, match=r"too short, and .* guess"):
        check_passphrase("1234", WORDS)


def test_a_refusal_does_not_repeat_the_passphrase() -> None:
    with pytest.raises(WeakPassphrase) as refusal:
        check_passphrase("zhangsan", WORDS)

    assert "zhangsan" not in f"{refusal.value} {refusal.value.hint} {refusal.value.values}"


@given(st.binary(min_size=16, max_size=16))
def test_every_passphrase_made_by_the_program_is_good_enough(seed: bytes) -> None:
    calls = itertools.count()

    def chance(count: int) -> bytes:
        shift = next(calls)
        return bytes((byte + 101 * shift) % 256 for byte in seed)[:count]

    made = generate_passphrase(chance)

    check_passphrase(made, WORDS)
    assert re.fullmatch(r"\d{4} \d{3} \d{4} \d{3}", made)


def test_chance_that_is_none_is_noticed() -> None:
    with pytest.raises(ValueError, match="no chance"):
        generate_passphrase(bytes)


@given(st.text(max_size=40))
def test_any_text_may_be_tried_as_a_passphrase(text: str) -> None:
    with suppress(WeakPassphrase):
        check_passphrase(text, WORDS)

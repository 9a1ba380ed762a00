"""From a passphrase to keys: who gets in, who does not, what a guess costs."""

import unicodedata
from pathlib import Path

import pytest

from station.storage.keys import (
    DEFAULT,
    FLOOR,
    Cost,
    UnknownAgent,
    WrongPassphrase,
    calibrate,
    create_slots,
    unlock,
)
from station.storage.slots import affordable, agents
from tests.storage.one_agent import AGENT, OFFICE, PASSPHRASE, chance_of, make_slots, open_slots


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "keyslots.json"


# ---- opening


def test_the_right_passphrase_gives_the_same_keys_each_time(place: Path) -> None:
    made = make_slots(place)

    opened = open_slots(place)

    assert opened.data_key == made.data_key
    assert len(opened.data_key) == 32
    assert opened.keys.signs.private_bytes_raw() == made.keys.signs.private_bytes_raw()
    assert opened.keys.opens.private_bytes_raw() == made.keys.opens.private_bytes_raw()


def test_what_the_agent_signs_is_known_by_the_public_key_of_the_set_up(place: Path) -> None:
    made = make_slots(place)

    signature = open_slots(place).keys.signs.sign(b"head")

    made.keys.signs.public_key().verify(signature, b"head")


@pytest.mark.parametrize("wrong", ["", "8595 915 9631 074", PASSPHRASE + "x", "示例"])
def test_a_wrong_passphrase_opens_nothing(place: Path, wrong: str) -> None:
    make_slots(place)

    with pytest.raises(WrongPassphrase) as refusal:
        open_slots(place, wrong)

    assert refusal.value.hint


@pytest.mark.parametrize(
    "typed",
    ["85959159631073", "8595-915-9631-073", "８５９５ ９１５ ９６３１ ０７３", " 8595915 9631073 "],
)
def test_groups_and_width_of_digits_do_not_matter(place: Path, typed: str) -> None:
    made = make_slots(place)

    assert open_slots(place, typed).data_key == made.data_key


def test_the_same_letters_composed_otherwise_open_too(place: Path) -> None:
    made = make_slots(place, "Müller's café, zwölf Äpfel")

    typed = unicodedata.normalize("NFD", "Müller's café, zwölf Äpfel")
    assert open_slots(place, typed).data_key == made.data_key


def test_who_has_no_slot_is_told_who_has(place: Path) -> None:
    make_slots(place)

    with pytest.raises(UnknownAgent) as refusal:
        unlock(place, agent="somebody", passphrase=PASSPHRASE)

    assert refusal.value.values["agents"] == AGENT
    assert agents(place) == (AGENT,)


def test_what_was_opened_shows_no_key_when_printed(place: Path) -> None:
    opened = make_slots(place)

    assert opened.data_key.hex() not in repr(opened)
    assert repr(opened) == f"Opened(agent={AGENT!r})"


def test_neither_passphrase_nor_keys_lie_in_the_file(place: Path) -> None:
    opened = make_slots(place, "示例 passphrase of the house")

    written = place.read_bytes()

    assert b"passphrase of the house" not in written
    assert opened.data_key.hex().encode() not in written
    assert opened.keys.signs.private_bytes_raw().hex().encode() not in written


# ---- cost


class Stopwatch:
    """Stretchings take the given seconds, one after the other."""

    def __init__(self, *seconds: float) -> None:
        self._takes = iter(seconds)
        self._now, self._running = 0.0, False

    def __call__(self) -> float:
        self._now += next(self._takes) if self._running else 0.0
        self._running = not self._running
        return self._now


def test_a_fast_machine_makes_guesses_as_dear_as_a_slot_may_be() -> None:
    cost = calibrate(Stopwatch(0.28, 0.56))

    assert cost == Cost(memory_kib=256 * 1024, passes=6, lanes=2)
    assert affordable(cost.memory_kib, cost.passes, cost.lanes)


def test_memory_that_is_taken_once_is_not_counted_for_each_pass() -> None:
    assert calibrate(Stopwatch(0.5, 0.8)).passes == 3 + 3  # 0.4 s are left, 0.15 s for each


def test_a_middling_machine_takes_the_usual_cost() -> None:
    assert calibrate(Stopwatch(0.4, 1.1)) == DEFAULT


def test_a_slower_machine_takes_less_memory() -> None:
    cost = calibrate(Stopwatch(1.0, 2.8, 0.5, 1.4))

    assert cost == Cost(memory_kib=128 * 1024, passes=3, lanes=2)


def test_a_slow_machine_stays_at_the_floor() -> None:
    assert calibrate(Stopwatch(5.0, 15.0, 2.5, 7.5)) == FLOOR


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

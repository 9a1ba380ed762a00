"""Letters that are typed from paper: every slip is told at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.letters import (
    GROUP,
    LETTERS,
    WrongLetters,
    from_letters,
    name_in_letters,
    rows,
    to_letters,
)

DATA = bytes(range(100, 190))
TYPED = " ".join(to_letters(DATA))


@given(st.binary(max_size=300))
def test_what_is_written_in_letters_is_read_from_them(data: bytes) -> None:
    groups = to_letters(data)

    assert from_letters(" ".join(groups)) == data
    assert from_letters("# a line for people\n" + "\n".join(rows(groups))) == data
    assert {len(group) for group in groups} == {GROUP}


@given(at=st.integers(0, len(TYPED) - 1), other=st.sampled_from(LETTERS))
def test_each_wrong_character_is_told_at_its_group(at: int, other: str) -> None:
    if TYPED[at] in (" ", other):
        return
    place = at // (GROUP + 1)

    with pytest.raises(WrongLetters) as refusal:
        from_letters(TYPED[:at] + other + TYPED[at + 1 :])

    assert refusal.value.values["places"] == f"{place // 6 + 1}.{place % 6 + 1}"


@given(at=st.integers(0, len(TYPED) - 2))
def test_two_characters_that_changed_places_are_noticed(at: int) -> None:
    swapped = TYPED[:at] + TYPED[at + 1] + TYPED[at] + TYPED[at + 2 :]
    if swapped == TYPED:
        return

    with pytest.raises(WrongLetters):
        from_letters(swapped)


@given(one=st.integers(0, len(TYPED.split()) - 1), other=st.integers(0, len(TYPED.split()) - 1))
def test_groups_in_the_wrong_order_or_left_out_are_noticed(one: int, other: int) -> None:
    groups = TYPED.split()
    groups[one], groups[other] = groups[other], groups[one]
    if groups != TYPED.split():
        with pytest.raises(WrongLetters):
            from_letters(" ".join(groups))
    del groups[one]
    with pytest.raises(WrongLetters):
        from_letters(" ".join(groups))


@given(st.text(max_size=80))
def test_whatever_is_typed_instead_is_refused_in_words(text: str) -> None:
    with pytest.raises(WrongLetters) as refusal:
        from_letters(text)

    assert refusal.value.hint


def test_small_letters_and_what_looks_alike_do_not_matter() -> None:
    assert from_letters(TYPED.lower().replace("0", "o").replace("1", "l")) == DATA


def test_a_name_in_letters_is_short_and_says_another_thing_for_another_request() -> None:
    assert name_in_letters(bytes(32)) == "0000-0000"
    assert name_in_letters(bytes([255]) * 32) == "ZZZZ-ZZZZ"

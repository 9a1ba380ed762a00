"""Which passphrases may protect an office."""

import itertools
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.passphrases import (
    WeakPassphrase,
    check_passphrase,
    generate_passphrase,
)
from tests.storage.one_agent import OFFICE

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

"""The boundary where text enters."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.text import (
    _REFUSED_IN_TEXT,
    MAX_LINE,
    MAX_TEXT,
    UnsafeText,
    clean_line,
    clean_text,
    is_clean_text,
    normal_form,
)

STEERING = [
    *map(chr, range(9)), "\x0b", "\x0c", "\x0e", "\x1b", "\x1f", "\x7f", "\x80", "\x9b", "\x9f",
    "\u061c", "\u200b", "\u200d", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060",
    "\u2066", "\u2069", "\ufeff", "\ufff9", "\ufffb", "\ud800", "\udfff", "\ufdd0", "\uffff",
    "\U000e0001", "\U000e0041",
]  # fmt: skip


@pytest.mark.parametrize("character", STEERING, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_a_character_that_steers_machines_is_named_and_refused(
    clean: Callable[[str], str], character: str
) -> None:
    with pytest.raises(UnsafeText, match=f"U\\+{ord(character):04X}") as refused:
        clean(f"张{character}三")

    assert refused.value.hint


def test_no_steering_character_is_printable() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    assert not any(map(str.isprintable, _REFUSED_IN_TEXT.findall(everything)))


@given(st.text())
def test_any_text_is_clean_where_cleaning_leaves_it(text: str) -> None:
    try:
        left = clean_text(text) == text
    except UnsafeText:
        left = False
    assert is_clean_text(text) is left


@pytest.mark.parametrize(
    "text", ["", " 张", "张\n", "\u3000", "一\n二", "e\u0301", "王" * MAX_TEXT]
)
def test_a_text_is_clean_where_cleaning_leaves_it(text: str) -> None:
    assert is_clean_text(text) is (clean_text(text) == text)
    assert not is_clean_text("王" * (MAX_TEXT + 1))


@pytest.mark.parametrize("character", "\t\n\r")
def test_a_line_has_no_second_line(character: str) -> None:
    with pytest.raises(UnsafeText):
        clean_line(f"张{character}三")


def test_a_text_keeps_its_lines_and_tabs() -> None:
    assert clean_text("一\r\n二\r三\n\t四") == "一\n二\n三\n\t四"


def test_outer_white_space_is_removed() -> None:
    assert clean_line("　 张三  ") == "张三"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert clean_line("e\u0301") == clean_line("\u00e9") == "\u00e9"


@pytest.mark.parametrize(
    "kept", ["𠮷䶮", "\U0002ebf0", "⼀", "葛\U000e0100", "﨑", "[b]x[/b]", "<p>"]
)
def test_what_speaks_to_people_is_kept(kept: str) -> None:
    assert clean_line(kept) == kept


@pytest.mark.parametrize(("clean", "longest"), [(clean_line, MAX_LINE), (clean_text, MAX_TEXT)])
def test_more_than_the_field_holds_is_refused_and_never_cut(
    clean: Callable[[str], str], longest: int
) -> None:
    assert clean("王" * longest) == "王" * longest
    for length in (longest + 1, 4 * longest + 1, 100 * longest):
        with pytest.raises(UnsafeText, match=str(longest)):
            clean("王" * length)


@given(st.text())
def test_clean_text_is_clean_and_normal(typed: str) -> None:
    try:
        text = clean_text(typed)
    except UnsafeText:
        return
    assert clean_text(text) == text
    assert normal_form(text) == text
    text.encode()


@pytest.mark.parametrize("character", "\uf92c\uf979\uf995\uf9e7\uf9f1\ufa0c\ufa0d\ufa18\ufa20")
def test_the_compatibility_characters_of_gb_18030_stay_what_they_are(character: str) -> None:
    assert clean_line(f"示例{character}") == f"示例{character}"


def test_what_stands_around_a_compatibility_character_still_gets_its_normal_form() -> None:
    assert clean_line("e\u0301\ufa20e\u0301") == "é\ufa20é"

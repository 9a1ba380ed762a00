"""GB 18030-2022: the code points that changed places, and all the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.district.national.gb18030 import MOVED, decode, encode

ALL = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
STILL_PRIVATE = {
    "FE51": 0xE816, "FE52": 0xE817, "FE53": 0xE818, "FE6C": 0xE831, "FE76": 0xE83B, "FE91": 0xE855,
    "95329031": 0x20087, "95329033": 0x20089, "95329730": 0x200CC, "9536B937": 0x215D7,
    "9630BA35": 0x2298F, "9635B630": 0x241FE,
}  # fmt: skip
"""Two codes for one shape each, in the edition of 2022 as before: both stay where they were."""


@pytest.mark.parametrize("char", MOVED, ids=lambda char: f"U+{char:04X}")
def test_a_character_that_moved_has_the_two_bytes_of_2022(char: int) -> None:
    private, two, four = MOVED[char]
    assert encode(chr(char)) == bytes.fromhex(two)
    assert decode(bytes.fromhex(two)) == chr(char)
    assert encode(chr(private)) == bytes.fromhex(four)
    assert decode(bytes.fromhex(four)) == chr(private)


def test_what_has_two_codes_keeps_both() -> None:
    for code, point in STILL_PRIVATE.items():
        assert (encode(chr(point)), decode(bytes.fromhex(code))) == (
            bytes.fromhex(code), chr(point),
        )  # fmt: skip


def test_every_code_point_comes_back() -> None:
    assert decode(encode(ALL)) == ALL


def test_all_others_are_as_the_codec_of_python_has_them() -> None:
    moved = {*map(chr, MOVED), *(chr(private) for private, _, _ in MOVED.values())}
    rest = "".join(char for char in ALL if char not in moved)
    assert len(moved) == 38
    assert encode(rest) == rest.encode("gb18030")


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert decode(encode(text)) == text

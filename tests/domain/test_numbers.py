"""The numbers on paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.numbers import (
    LETTERS,
    BadStationCode,
    case_number,
    sheet_number,
    station_code,
    tag_of,
)

DAY = date(2026, 11, 22)


def test_a_receipt_number_reads_as_the_sheet_says() -> None:
    assert case_number("330211105203", "KQ", DAY, 1) == "330211105203-KQ-20261122-0001"
    assert sheet_number("F01", "330211105203", "KQ", DAY, 12) == (
        "F01-330211105203-KQ-20261122-0012"
    )


@pytest.mark.parametrize("text", ["", "33021110520", "33021110520X", "３３０２１１１０５２０３"])
def test_a_station_code_is_twelve_digits(text: str) -> None:
    with pytest.raises(BadStationCode):
        station_code(text)


@given(st.sets(st.integers(0, 2**128 - 1).map("{:032x}".format), max_size=20))
def test_the_lives_of_a_station_have_tags_of_their_own(lives: set[str]) -> None:
    tags: list[str] = []
    for life in lives:
        tags.append(tag_of(life, tags))

    assert len(set(tags)) == len(lives)
    assert all(letter in LETTERS for tag in tags for letter in tag)


def test_when_all_tags_are_used_they_begin_again() -> None:
    every = {one + two for one in LETTERS for two in LETTERS}

    assert tag_of("life", every) in every

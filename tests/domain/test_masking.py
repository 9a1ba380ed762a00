"""What strangers see of numbers: their ends, and never more than half of a document's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.masking import mask_document


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""), ("7", "*"), ("12", "*2"), ("示-1", "**1"), ("1234", "**34"), ("12345", "***45"),
        ("12345678", "****5678"), ("330211199001010024", "****0024"),
    ],
)  # fmt: skip
def test_of_a_documents_number_the_end_shows_and_of_a_short_one_less(
    number: str, shown: str
) -> None:
    assert mask_document(number) == shown


@given(st.text("0123456789X示", min_size=1, max_size=30))
def test_no_number_shows_whole_or_more_than_its_half(number: str) -> None:
    shown = mask_document(number).replace("*", "")

    assert number.endswith(shown)
    assert len(shown) <= min(4, len(number) / 2)
    assert "*" in mask_document(number)

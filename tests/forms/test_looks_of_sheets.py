"""Each sheet looks as it was found right, and a line that moves is seen."""

import pytest
from PIL import ImageChops

from tests.forms import golden

NEAR = 12.0
"""Of 255: what another version of the renderer may do to the edges of letters."""


@pytest.mark.parametrize("name", golden.NAMES)
def test_a_sheet_looks_as_it_was_found_right(name: str) -> None:
    assert golden.apart(golden.picture(name), golden.looked(name)) <= NEAR


def test_a_page_that_moved_by_a_millimetre_is_noticed() -> None:
    whole = golden.looked("F01")

    assert golden.apart(whole, ImageChops.offset(whole, 0, 2)) > NEAR


def test_a_word_that_is_missing_is_noticed() -> None:
    whole = golden.looked("F01")
    without = whole.copy()
    without.paste(255, (60, 110, 110, 120))

    assert golden.apart(whole, without) > NEAR

"""A page is short enough for a slow printer, and for the vault in which it may have to wait."""

from tests.forms.golden import NAMES, pdf
from tests.forms.reading import pages_of

MOST = 40 * 1024
"""Bytes of a page."""
CODE = 1024
"""What a signed code takes: the golden sheets have none."""
LARGER = {"F14": 43 * 1024}
"""The notice on personal data says so much that it has 338 different characters."""


def test_a_sheet_has_forty_kilobytes_a_page() -> None:
    larger = {
        name: each
        for name in NAMES
        if (each := len(pdf(name)) // len(pages_of(pdf(name))) + CODE) > LARGER.get(name, MOST)
    }
    assert not larger

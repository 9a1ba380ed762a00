"""A page as the picture that a printer is given: its true size, in the middle of the paper."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.parts.case import Office as SheetOffice
from forms.trial import trial_page
from station.desk.pdf_pages import pages
from station.desk.raster import Device, placed, rows, stride
from tests.office import FRIDAY

A4 = (595.28, 841.89)
LASER = Device(dots_x=600, dots_y=600, width=4961, height=7016, left=100, top=100)


def test_a_page_of_a4_on_a4_paper_has_its_true_size() -> None:
    place = placed(*A4, LASER)

    assert (place.on_paper_width, place.on_paper_height) == (4961, 7016)
    assert (place.x, place.y) == (-100, -100)
    assert (place.width, place.height) == (4961, 7016)


def test_a_printer_finer_than_it_shows_is_given_a_smaller_picture() -> None:
    place = placed(*A4, replace(LASER, dots_x=2400, dots_y=2400, width=19843, height=28063))

    assert (place.width, place.height) == (4961, 7016)
    assert place.on_paper_width == 19843


def test_on_smaller_paper_the_page_is_made_smaller_and_keeps_its_shape() -> None:
    place = placed(*A4, replace(LASER, width=3496, height=4961))

    assert place.on_paper_width <= 3496
    assert place.on_paper_height <= 4961
    assert place.on_paper_width / place.on_paper_height == pytest.approx(A4[0] / A4[1], rel=0.001)


_DOTS = st.integers(min_value=72, max_value=2400)
_SIZE = st.floats(min_value=10, max_value=3000)


@given(dots_x=_DOTS, dots_y=_DOTS, wide=_SIZE, high=_SIZE)
def test_every_page_lies_on_the_paper_in_the_middle(
    dots_x: int, dots_y: int, wide: float, high: float
) -> None:
    device = Device(
        dots_x=dots_x, dots_y=dots_y, width=round(8.27 * dots_x), height=round(11.69 * dots_y),
        left=10, top=20,
    )  # fmt: skip
    place = placed(wide, high, device)
    left, top = place.x + device.left, place.y + device.top
    right = device.width - left - place.on_paper_width
    below = device.height - top - place.on_paper_height

    assert min(left, top, right, below) >= -1
    assert abs(left - right) <= 1
    assert abs(top - below) <= 1
    assert place.width >= 1 <= place.height


@given(
    width=st.integers(min_value=1, max_value=50), height=st.integers(1, 9), more=st.integers(0, 9)
)
def test_rows_are_filled_up_to_four_bytes(width: int, height: int, more: int) -> None:
    given_stride = width * 3 + more
    data = bytes(range(1, 256)) * (given_stride * height // 255 + 1)
    found = rows(data[: given_stride * height], width, height, given_stride)

    assert stride(width) % 4 == 0
    assert len(found) == stride(width) * height
    for at in range(height):
        own = data[at * given_stride : at * given_stride + width * 3]
        assert found[at * stride(width) :][: width * 3] == own


def test_the_pages_of_a_sheet_are_drawn_dark_on_white(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    station = SheetOffice(code="330211105203", name="岚山村便民服务站")
    file.write_bytes(trial_page(station, "", FRIDAY, practice=False))
    coarse = Device(dots_x=60, dots_y=60, width=496, height=702, left=0, top=0)
    [picture] = pages(file, coarse)
    width = picture.place.width

    assert len(picture.data) == stride(width) * picture.place.height
    assert picture.data[:3] == b"\xff\xff\xff"
    dark = sum(one < 128 for one in picture.data) / len(picture.data)
    assert 0.005 < dark < 0.3

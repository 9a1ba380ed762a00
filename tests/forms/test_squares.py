"""The square in the corner, from the paper: read by decoders that know nothing of who drew it."""

import numpy
import pytest
from cv2 import QRCodeDetectorAruco
from numpy.typing import NDArray
from pypdfium2 import PdfDocument
from zxingcpp import read_barcodes

from forms.canonical import facts_bytes
from forms.catalogue import SHEETS
from forms.render import render
from station.domain.guide_code import GuideCode, guide_text, read_guide
from station.domain.sheet_code import read_code
from sync.paper import PaperKey, hashed, proved, sealed
from sync.seal import PrivateKeys
from tests.forms.samples import STATION, facts

KEYS = PrivateKeys(signing=bytes(range(32)), receiving=bytes(range(32)))
KEY = PaperKey(office=STATION.code, name=STATION.name, public=KEYS.public().signing)
SLIPS = [code for code, sheet in SHEETS.items() if sheet.slip]


def page(pdf: bytes, dots: int) -> "NDArray[numpy.uint8]":
    """The first page, as a scanner with so many dots to the inch sees it."""
    return numpy.asarray(PdfDocument(pdf)[0].render(scale=dots / 72, grayscale=True).to_pil())


def read_by_opencv(pdf: bytes, *, slip: bool = False) -> str:
    """What OpenCV reads in the upper right corner, or on a slip, at one of the usual settings of a
    scanner. Its older detector, `QRCodeDetector`, misses one square in fifteen of any size."""
    for dots in (203, 240, 300) if slip else (200, 240, 300):
        seen = page(pdf, dots)
        height, width = seen.shape
        corner = seen if slip else numpy.ascontiguousarray(seen[: height // 4, width // 2 :])
        text, _points, _square = QRCodeDetectorAruco().detectAndDecode(corner)
        if text:
            return str(text)
    return ""


def signed(code: str) -> str:
    known = facts(sheet_number=f"{code}-{STATION.code}-KQ-20261122-0001")
    return sealed(
        known.sheet_number, known.case_number, printed_at=known.printed_at, nth=1,
        facts=hashed(facts_bytes(known), bytes(32)), keys=KEYS,
    )  # fmt: skip


@pytest.mark.parametrize("code", SHEETS)
def test_the_square_of_every_sheet_is_read_from_the_page_and_proved(code: str) -> None:
    pdf = render(code, facts(), code=signed(code))
    own = SHEETS[code].qr

    text = read_by_opencv(pdf)

    assert text == (own(facts()) if own else signed(code))
    assert [one.text for one in read_barcodes(page(pdf, 120))] == [text]
    assert read_guide(text) if own else proved(read_code(text), [KEY]) is KEY


@pytest.mark.parametrize("code", SLIPS)
def test_the_square_of_a_slip_is_read_at_the_dots_of_a_receipt_printer(code: str) -> None:
    pdf = render(code, facts(), slip=True, code=signed(code))

    assert read_by_opencv(pdf, slip=True) == signed(code)


def test_where_nobody_signs_the_square_says_the_numbers() -> None:
    known = facts()

    text = read_by_opencv(render("F01", known))

    assert text == f"S1:{known.sheet_number}:{known.case_number}:"
    assert read_code(text).seal is None


def test_the_square_of_a_guide_is_read_with_its_words() -> None:
    words = "城乡居民基本养老保险参保登记：身份证、户口簿；3个工作日；免费；村便民服务站可办"
    text = guide_text(
        GuideCode(item="SB-01", version=3, words=words, address="https://example.invalid/sb-01")
    )

    assert read_by_opencv(render("F01", facts(), code=text)) == text

"""A sheet as a file: small, in order, and the same however often it is made."""

import io
import re
import zlib

import pytest
from pypdf import PdfReader

from forms.sheet.packed import packed
from forms.sheet.paper import canvas_on
from forms.text import Style, draw, wrap
from tests.forms.golden import pdf
from tests.forms.reading import every_object


def drawn(text: str) -> bytes:
    """What reportlab writes of one line."""
    file = io.BytesIO()
    (line,) = wrap(text, width=1e5, style=Style())
    canvas = canvas_on(file, "示例", (200, 100))
    draw(canvas, line, x=10, y=50, style=Style())
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_every_object_of_the_file_is_in_the_packed_one() -> None:
    plain = drawn("示例")
    numbers = {int(number) for number in re.findall(rb"^(\d+) 0 obj$", plain, re.M)}

    small = packed(plain)
    reader = PdfReader(io.BytesIO(small), strict=True)

    assert len(small) < 0.7 * len(plain)
    assert numbers <= {*reader.xref[0], *reader.xref_objStm}
    assert all(each is not None for each in every_object(small))


@pytest.mark.parametrize("text", ["()\\", "\\001", "a(b\\)c", "一丁" * 3])
def test_signs_that_steer_strings_come_back_as_they_were(text: str) -> None:
    (page,) = PdfReader(io.BytesIO(packed(drawn(text)))).pages

    assert page.extract_text().strip() == text


def test_every_byte_a_character_may_have_comes_back() -> None:
    every = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    (page,) = PdfReader(io.BytesIO(packed(drawn(every)))).pages

    assert page.extract_text().strip() == every


def test_a_font_in_a_sheet_holds_what_draws_and_nothing_beside() -> None:
    fonts = [
        each["/FontFile2"].get_data()
        for each in every_object(pdf("F02"))
        if isinstance(each, dict) and "/FontFile2" in each
    ]

    assert fonts
    for font in fonts:
        tables = {font[at : at + 4] for at in range(12, 12 + 16 * font[5], 16)}
        assert tables == {b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}


def test_nothing_but_streams_and_their_lengths_stands_in_plain_text() -> None:
    sheet = pdf("F01")

    assert sheet.startswith(b"%PDF-1.5\n")
    assert b"/Widths" not in sheet
    assert b"/Widths" in b"".join(
        zlib.decompress(stream)
        for stream in re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", sheet, re.DOTALL)
    )

"""The files: whole, with every font inside, and nothing in them that acts by itself."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from forms.fonts.faces import FANG
from forms.fonts.han import LEVEL_3
from forms.render import render
from forms.text import Style, wrap
from tests.forms.golden import NAMES, pdf
from tests.forms.reading import every_font, every_object
from tests.forms.samples import facts

QPDF = shutil.which("qpdf")
OURS = re.compile(r"/[A-Z]{6}\+Station-(Song|Hei|Fang|(song|hana)-[0-9a-f]+)")
ACTS = {"/OpenAction", "/AA", "/JS", "/JavaScript", "/URI", "/Launch", "/EmbeddedFiles", "/Annots"}


def dictionaries(pdf: bytes) -> Iterator[DictionaryObject]:
    """Every dictionary of the file."""
    for each in every_object(pdf):
        yield from within(each)


def within(value: Any) -> Iterator[DictionaryObject]:
    if isinstance(value, DictionaryObject):
        yield value
        for each in value.values():
            yield from within(each)
    if isinstance(value, ArrayObject):
        for each in value:
            yield from within(each)


@pytest.mark.parametrize("name", NAMES)
def test_every_font_in_a_sheet_is_ours_embedded_and_has_its_text(name: str) -> None:
    fonts = every_font(pdf(name))

    assert fonts
    for font in fonts:
        assert font["/Subtype"] == "/TrueType"
        assert OURS.fullmatch(font["/BaseFont"])
        assert font["/FontDescriptor"]["/FontFile2"].get_data()[:4] == b"\0\1\0\0"
        assert b"beginbfrange" in font["/ToUnicode"].get_data()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_sheet_acts_or_points_outside(name: str) -> None:
    keys = {key for each in dictionaries(pdf(name)) for key in each}

    assert "/Contents" in keys
    assert not keys & ACTS


@pytest.mark.skipif(QPDF is None, reason="qpdf is not on this machine")
@pytest.mark.parametrize("name", NAMES)
def test_another_program_finds_a_sheet_in_order(name: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf(name))

    done = subprocess.run([str(QPDF), "--check", str(file)], capture_output=True, check=False)

    assert done.returncode == 0, done.stdout
    assert b"No syntax or stream encoding errors" in done.stdout


def test_a_sheet_with_more_than_256_characters_of_one_font_is_whole() -> None:
    every = "".join(map(chr, sorted(LEVEL_3)[:3000]))

    fonts = every_font(render("F01", facts(agent=f"示例{every}")))

    assert len({font["/BaseFont"] for font in fonts}) == len(fonts) > 12


def test_fangsong_is_a_face_like_the_others() -> None:
    (line,) = wrap("示例公文第1号", width=400, style=Style(FANG, 16))

    assert [piece.font for piece in line.pieces] == ["fang", "song", "fang"]

"""The fonts: every character of level 3 has a glyph of its own that draws something."""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from forms.fonts.faces import (
    FANG,
    FOLDER,
    HEI,
    LATIN,
    LATIN_OF_SONG,
    RARE,
    SONG,
    glyph,
    has_glyph,
    to_unicode,
)  # fmt: skip
from forms.fonts.han import BLOCKS, LEVEL_3, RADICALS

SOURCES = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")


@cache
def faces() -> dict[str, TTFontFile]:
    plain = (SONG, HEI, FANG, *LATIN_OF_SONG, *LATIN[HEI])
    read = {name: TTFontFile(str(FOLDER / f"{name}.ttf")) for name in plain}
    with zipfile.ZipFile(RARE) as archive:
        for member in archive.namelist():
            read[member] = TTFontFile(io.BytesIO(archive.read(member)))
    return read


def drawn(face: TTFontFile) -> set[int]:
    """The characters whose glyph has an outline: an empty glyph covers nothing."""
    at = face.glyphPos
    return {code for code, n in face.charToGlyph.items() if n and at[n + 1] > at[n]}


def test_level_3_has_87887_han_characters() -> None:
    assert len(LEVEL_3) == 87_887
    assert sum(map(len, BLOCKS.values())) == 87_887


@pytest.mark.parametrize("main", [SONG, HEI])
def test_every_character_of_level_3_and_every_radical_is_drawn(main: str) -> None:
    slices = (drawn(face) for name, face in faces().items() if "/" in name)
    covered = drawn(faces()[main]).union(*slices)

    wanted = LEVEL_3.union(*RADICALS.values())
    assert not wanted - covered


def test_a_character_is_found_in_the_slice_that_is_named_for_it() -> None:
    for name, face in faces().items():
        if "/" in name:
            number = int(name.split("/")[1].removesuffix(".ttf"), 16)
            assert {code >> 10 for code in drawn(face)} == {number}


def test_no_two_fonts_share_a_name() -> None:
    names = Counter(face.name for face in faces().values())

    assert [name for name, count in names.items() if count > 1] == []


def test_what_steers_machines_has_no_glyph() -> None:
    glyphs = faces()[SONG].charToGlyph
    named = {code for code in glyphs if unicodedata.category(chr(code))[0] == "C"}

    assert not any(glyphs[code] for code in named)
    assert glyph("\uffff", SONG).text == "U+FFFF"


def test_a_variation_selector_takes_no_room() -> None:
    assert glyph("\U000e0100", SONG).text == "\U000e0100"
    assert glyph("\U000e0100", SONG).width == 0


def test_a_character_beyond_all_fonts_is_spelled() -> None:
    beyond = "\U0003106c"

    assert glyph(beyond, SONG).text == "U+3106C"
    assert not has_glyph(beyond)


def test_the_fonts_are_those_that_the_sources_name() -> None:
    listed = dict(re.findall(r"^\| `(\S+)` \| [^|]+ \| `([0-9a-f]{64})` \|$", SOURCES, re.M))

    assert listed.keys() == {
        file.name for file in FOLDER.iterdir() if file.suffix in (".ttf", ".zip")
    }
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_each_licence_lies_beside_the_fonts() -> None:
    named = set(re.findall(r"(?:OFL|GPL)-\w+\.txt", SOURCES))
    assert named == {file.name for file in FOLDER.glob("*.txt")}
    for name in named:
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert "Copyright" in text
        assert re.search("SIL OPEN FONT LICENSE Version 1.1|GNU GENERAL PUBLIC LICENSE", text)


def test_the_gpl_of_fangsong_leaves_documents_alone() -> None:
    text = (FOLDER / "GPL-FandolFang.txt").read_text(encoding="utf-8")

    assert "does not by itself cause the resulting document to be covered" in " ".join(text.split())


def test_fangsong_has_gb_2312_and_takes_the_rest_from_song_and_the_slices() -> None:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {ord(text) for pair in cells if (text := pair.decode("gb2312", errors="ignore"))}

    assert gb2312 == drawn(faces()[FANG])
    assert [glyph(char, FANG).font for char in "示啰，A𠮷"] == [
        FANG, SONG, SONG, SONG, "hana/82.ttf",
    ]  # fmt: skip


def test_a_character_beyond_all_fonts_is_spelled_in_a_font_that_has_the_letters() -> None:
    assert glyph("\U0003106c", FANG).font == SONG


def test_text_beyond_the_first_plane_is_mapped_by_surrogate_pairs() -> None:
    cmap = to_unicode("Any", [0, *range(0x4E00, 0x4E00 + 120), 0x20BB7])

    assert "<00> <79> [<0000><4E00>" in cmap
    assert "<4E77><D842DFB7>]" in cmap

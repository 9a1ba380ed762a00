"""A font of the PC for characters beyond those of the program: embedded, or refused with a hint."""

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from forms.facts import Applicant, Facts
from forms.fonts.added import FontFault, added_font
from forms.fonts.faces import SONG, glyph
from forms.render import characters_without_glyph, render
from tests.forms.reading import fonts_of, text_of
from tests.forms.samples import facts

BEYOND = "\U0003106c"
"""Extension G."""


def square(pen: TTGlyphPen | T2CharStringPen) -> TTGlyphPen | T2CharStringPen:
    pen.moveTo((0, 0))
    for point in ((0, 800), (800, 800), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def a_font(
    drawn: Iterable[str], blank: Iterable[str] = (), *, name: str = "Sample", fs_type: int = 0
) -> TTFont:
    """A font with a square for each of `drawn` and nothing for each of `blank`."""
    names = [".notdef", "square", "blank"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {ord(c): "square" for c in drawn} | {ord(c): "blank" for c in blank} | {65: "square"}
    )
    filled = square(TTGlyphPen(None)).glyph()
    builder.setupGlyf({".notdef": filled, "square": filled, "blank": TTGlyphPen(None).glyph()})
    return finished(builder, names, name, fs_type)


def with_postscript_outlines(drawn: str) -> TTFont:
    names = [".notdef", "square"]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): "square" for c in drawn})
    strings = {each: square(T2CharStringPen(900, None)).getCharString() for each in names}
    builder.setupCFF("Sample", {}, strings, {})
    return finished(builder, names, "Sample", 0)


def finished(builder: FontBuilder, names: list[str], name: str, fs_type: int) -> TTFont:
    builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    return builder.font


def saved(font: TTFont | TTCollection, file: Path) -> Path:
    font.save(file)
    return file


def collection(*fonts: TTFont) -> TTCollection:
    whole = TTCollection()
    whole.fonts = list(fonts)
    return whole


def of_a_name(name: str) -> Facts:
    return facts(applicant=Applicant(name=f"示例{name}末"))


def test_a_character_beyond_the_program_is_drawn_embedded_and_copied(tmp_path: Path) -> None:
    file = saved(a_font(BEYOND), tmp_path / "rare.ttf")

    with added_font(file):
        pdf = render("F22", of_a_name(BEYOND))
        lacking = characters_without_glyph("F22", of_a_name(BEYOND))

    assert f"示例{BEYOND}末" in text_of(pdf)
    assert fonts_of(pdf)["/AAAAAA+Sample"] == {
        "kind": "/TrueType", "embedded": True, "unicode": True,
    }  # fmt: skip
    assert lacking == ()


def test_without_the_font_it_is_spelled_again(tmp_path: Path) -> None:
    before = render("F22", of_a_name(BEYOND))
    with added_font(saved(a_font(BEYOND), tmp_path / "rare.ttf")):
        render("F22", of_a_name(BEYOND))

    assert render("F22", of_a_name(BEYOND)) == before
    assert "示例U+3106C末" in text_of(before)
    assert characters_without_glyph("F22", of_a_name(BEYOND)) == (BEYOND,)


def test_every_font_of_a_collection_is_asked(tmp_path: Path) -> None:
    both = collection(a_font("甲", name="First"), a_font(BEYOND, name="Second"))

    with added_font(saved(both, tmp_path / "rare.ttc")):
        assert glyph(BEYOND, SONG).text == BEYOND
        assert f"示例{BEYOND}末" in text_of(render("F22", of_a_name(BEYOND)))


def test_the_fonts_of_the_program_come_first(tmp_path: Path) -> None:
    with added_font(saved(a_font("王𠮷"), tmp_path / "rare.ttf")):
        assert glyph("王", SONG).font == SONG
        assert glyph("𠮷", SONG).font == "hana/82.ttf"


def test_an_empty_glyph_and_what_is_no_character_are_spelled(tmp_path: Path) -> None:
    drawn = "\u202e\u0007\ue000\U000f0000"
    with added_font(saved(a_font(drawn, BEYOND), tmp_path / "rare.ttf")):
        spelled = [glyph(char, SONG).text for char in (BEYOND, *drawn)]

    assert spelled == ["U+3106C", "U+202E", "U+0007", "U+E000", "U+F0000"]


def bytes_of(font: TTFont | TTCollection) -> bytes:
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "cannot be read"),
        (b"", "is no font"),
        (b"not a font at all", "is no font"),
        (b"ttcf\0\2\0\0\xff\xff\xff\xff\0\0\0\x10", "is no font"),
        (b"\0\1\0\0", "is damaged"),
        (bytes_of(a_font(BEYOND))[:400], "is damaged"),
        (bytes_of(a_font(BEYOND, fs_type=2)), "forbids to be embedded"),
        (bytes_of(with_postscript_outlines(BEYOND)), "PostScript outlines"),
        (bytes_of(collection(with_postscript_outlines(BEYOND))), "PostScript outlines"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused_with_a_hint(
    tmp_path: Path, data: bytes | None, said: str
) -> None:
    file = tmp_path / "rare.ttf"
    if data is not None:
        file.write_bytes(data)

    with pytest.raises(FontFault) as fault, added_font(file):
        render("F22", of_a_name(BEYOND))

    assert said in str(fault.value)
    assert "rare_font" in fault.value.hint


def test_a_folder_is_no_font(tmp_path: Path) -> None:
    with pytest.raises(FontFault), added_font(tmp_path):
        pass


def test_a_font_with_any_byte_changed_is_used_or_refused(tmp_path: Path) -> None:
    whole = bytes_of(a_font(BEYOND))
    for place in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        file = tmp_path / f"{place}.ttf"
        file.write_bytes(changed)
        try:
            with added_font(file):
                assert render("F22", of_a_name(BEYOND)).startswith(b"%PDF")
        except FontFault as fault:
            assert "rare_font" in fault.hint  # noqa: PT017 - one of two outcomes

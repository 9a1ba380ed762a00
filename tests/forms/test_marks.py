"""Letters with marks: every Latin one has a glyph, and a mark stands where its letter is."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from forms.catalogue import SHEETS
from forms.fonts.faces import HEI, SONG, glyph, has_glyph
from forms.fonts.marks import GAP, HIGHEST, LOWEST, Box, Letter, box, letters, placed
from forms.render import characters_without_glyph, render
from forms.text import Style, wrap
from station.domain.text import normal_form
from tests.forms.reading import close, text_of
from tests.forms.samples import facts

NAMES = (
    "示例Ćosić Đorđe",
    "示例Nguyễn Thị Ngọc Ánh",
    "示例Özgür Şahin",
    "示例Əliyev Ŭlūġbek",
    "示例Mêmêt ê̄ ế m̀ n̈",
    "示例Ẹ̀kọ́ Ọ̀ṣun",
)
"""Letters that are one character, and such as take their mark from another font."""
ABOVE, BELOW, OVERLAY, CEDILLA, HORN, TIE = 230, 220, 1, 202, 216, 234
LETTER = Box(0.05, 0.0, 0.45, 0.5)
sizes = st.floats(min_value=-0.5, max_value=0.9).map(lambda number: round(number, 3))
boxes = st.tuples(sizes, sizes, sizes, sizes).map(
    lambda four: Box(
        min(four[0], four[2]), min(four[1], four[3]),
        max(four[0], four[2]) + 0.01, max(four[1], four[3]) + 0.01,
    )
)  # fmt: skip


@pytest.mark.parametrize("face", [SONG, HEI])
def test_every_latin_letter_and_every_combining_mark_has_a_glyph(face: str) -> None:
    blocks = ((0xC0, 0x24F), (0x250, 0x2AF), (0x300, 0x36F), (0x1E00, 0x1EFF))
    every = [chr(code) for first, last in blocks for code in range(first, last + 1)]

    assert [char for char in every if glyph(char, face).text != char] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_with_marks_are_read_back_from_a_sheet(name: str) -> None:
    pdf = render("F01", facts(agent=name))

    assert close(normal_form(name)) in text_of(pdf)
    seen = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(io.BytesIO(pdf)))
    assert close(normal_form(name)) in close(seen)
    assert characters_without_glyph("F01", facts(agent=name)) == ()


def test_a_letter_and_its_mark_become_one_character_where_there_is_one() -> None:
    assert [char for char, _ in letters(normal_form("e\u0301"), SONG)] == ["é"]


@given(boxes, boxes)
def test_a_mark_above_is_over_the_middle_of_what_it_belongs_to(mark: Box, letter: Box) -> None:
    moved = mark.moved(*placed(mark, letter, ABOVE, advance=0.5))

    assert moved.left + moved.right == pytest.approx(letter.left + letter.right)
    assert moved.bottom == pytest.approx(letter.top + GAP)


@given(boxes, boxes)
def test_a_mark_below_is_under_its_middle(mark: Box, letter: Box) -> None:
    moved = mark.moved(*placed(mark, letter, BELOW, advance=0.5))

    assert moved.left + moved.right == pytest.approx(letter.left + letter.right)
    assert moved.top == pytest.approx(letter.bottom - GAP)


@given(boxes)
def test_a_stroke_goes_through_a_cedilla_touches_a_horn_stands_beside(mark: Box) -> None:
    through = mark.moved(*placed(mark, LETTER, OVERLAY, advance=0.5))
    cedilla = mark.moved(*placed(mark, LETTER, CEDILLA, advance=0.5))
    horn = mark.moved(*placed(mark, LETTER, HORN, advance=0.5))

    assert through.bottom + through.top == pytest.approx(LETTER.bottom + LETTER.top)
    assert cedilla.top == pytest.approx(LETTER.bottom)
    assert horn.left == pytest.approx(LETTER.right)


@given(boxes)
def test_a_tie_is_in_the_middle_between_two_letters(mark: Box) -> None:
    moved = mark.moved(*placed(mark, LETTER, TIE, advance=0.5))

    assert (moved.left + moved.right) / 2 == pytest.approx(0.5)


def test_marks_pile_up_while_there_is_room_and_then_stand_beside() -> None:
    flood = [mark for _, mark in letters("m" + "\u0300" * 6 + "\u0323" * 6, SONG) if mark]

    assert len(flood) == 12
    heights = [mark.up for mark in flood if not mark.width and mark.text == "\u0300"]
    assert 0 < len(heights) < 6
    assert heights == sorted(set(heights))
    for mark in flood:
        drawn = box(mark.font, mark.text)
        assert drawn
        assert drawn.top + mark.up <= HIGHEST
        assert drawn.bottom + mark.up >= LOWEST


def test_a_mark_without_a_letter_stands_alone() -> None:
    (_, _), (_, mark) = letters(" \u0300", SONG)

    assert mark
    assert mark.width > 0
    assert mark.up == 0


def test_a_letter_and_its_mark_are_never_parted_and_their_word_stays_whole() -> None:
    lines = wrap("甲乙 Zom\u0300om\u0300o 丙丁", width=50, style=Style())

    written = ["".join(str(piece.drawn) for piece in line.pieces).strip() for line in lines]
    assert "Zom\u0300om\u0300o" in written


def test_a_letter_beyond_all_fonts_has_its_mark_behind_its_code() -> None:
    beyond = "\U0003106c"

    assert not has_glyph(beyond)
    assert Letter(glyph(beyond, SONG), SONG).with_mark("\u0300").width > 0


def test_every_sheet_of_a_name_with_marks_is_drawn() -> None:
    known = facts(agent=NAMES[4])

    assert all(render(code, known).startswith(b"%PDF") for code in list(SHEETS)[:6])

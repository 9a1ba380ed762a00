"""Text on paper: nothing lost, nothing wider than its line, nothing taken for a command."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from forms.text import Line, Parts, Pen, Style, Tick, wrap
from station.domain.text import normal_form

BODY = Style()
ALPHABET = st.text(st.sampled_from("王𠮷䶮 aZ09-，。（）“”<b>&/\u0301\u202e\U0003106c\U000e0100\n"))


def drawn(lines: tuple[Line, ...]) -> str:
    return "".join(str(piece.drawn) for line in lines for piece in line.pieces)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(str(piece.drawn) for piece in line.pieces) for line in lines]


@given(ALPHABET, st.floats(min_value=40, max_value=400))
def test_every_character_is_drawn_or_spelled_once_and_in_order(text: str, width: float) -> None:
    spelled = normal_form(text).replace("\u202e", "U+202E").replace("\U0003106c", "U+3106C")

    lines = wrap(text, width=width, style=BODY)

    assert "".join(drawn(lines).split()) == "".join(spelled.split())


@given(ALPHABET, st.floats(min_value=70, max_value=400))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    assert all(line.width <= width + 1e-6 for line in wrap(text, width=width, style=BODY))


def test_a_closing_mark_never_begins_a_line() -> None:
    assert texts(wrap("一二三四，五", width=4 * 10.5, style=BODY)) == ["一二三", "四，五"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert texts(wrap("一二三（四）", width=4 * 10.5, style=BODY)) == ["一二三", "（四）"]


def test_a_number_stays_in_one_piece() -> None:
    lines = texts(wrap("证件号码11010519491231002X", width=110, style=BODY))

    assert lines == ["证件号码", "11010519491231002X"]


def test_a_number_with_a_point_stays_in_one_piece() -> None:
    assert texts(wrap("共计金额3,500.75元", width=70, style=BODY)) == ["共计金额", "3,500.75元"]


def test_a_word_longer_than_the_line_is_broken_not_cut() -> None:
    assert drawn(wrap("x" * 1000, width=100, style=BODY)) == "x" * 1000


def test_a_combining_mark_stays_with_its_letter() -> None:
    lines = texts(wrap("王e\u0301" * 20, width=60, style=BODY))

    assert not any(line.startswith("\u0301") for line in lines)


def test_line_feeds_begin_lines_and_floods_of_them_do_not() -> None:
    assert texts(wrap("甲\r\n乙\n\n\n\n\n丙", width=100, style=BODY)) == ["甲", "乙", "", "丙"]


def test_a_tick_stays_with_the_word_behind_it() -> None:
    content: Parts = ("甲乙丙丁", Tick(on=True), "戊")

    first, second = wrap(content, width=5.5 * 10.5, style=BODY)

    assert [piece.drawn for piece in first.pieces] == ["甲乙丙丁"]
    assert [piece.drawn for piece in second.pieces] == [Tick(on=True), "戊"]


def test_a_pen_line_runs_to_the_end_of_its_line() -> None:
    (line,) = wrap(("甲", Pen()), width=100, style=BODY)

    assert line.width == 100


def test_20000_characters_are_broken_into_lines_in_no_time() -> None:
    begun = process_time()

    lines = wrap("王𠮷<br/>" * 3334, width=150, style=BODY)

    assert process_time() - begun < 1
    assert len(drawn(lines)) == 7 * 3334

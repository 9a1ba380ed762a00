"""A few lines over are no reason for a second page; what is written on by pen keeps its room."""

from hypothesis import given
from hypothesis import strategies as st

from forms.parts.case import Paper
from forms.render import render
from forms.sheet.blocks import Block, Prose, Signing
from forms.sheet.pages import pages
from forms.sheet.rows import Row, rows
from forms.sheet.tight import fitted
from tests.forms.reading import pages_of
from tests.forms.samples import facts

WIDTH, HEIGHT = 480.0, 700.0


def made(lines: int) -> list[Row]:
    blocks: list[Block] = [Prose(content=f"第{n}行") for n in range(lines)]
    return list(rows([*blocks, Signing(places=("甲",), seal="章")], WIDTH))


def words(done: list[list[Row]]) -> list[str]:
    return [
        "".join(str(piece.drawn) for piece in line.pieces)
        for page in done for row in page for cell in row.cells for line in cell.lines
    ]  # fmt: skip


@given(st.integers(min_value=1, max_value=150))
def test_closer_rows_take_fewer_pages_or_stay_as_they_are(lines: int) -> None:
    usual, done = pages(made(lines), HEIGHT), fitted(made(lines), HEIGHT)

    assert words(done) == words(usual)
    assert len(done) < len(usual) or done == usual
    assert all(sum(row.height for row in page) <= HEIGHT + 1e-6 for page in done)


@given(st.integers(min_value=1, max_value=150))
def test_a_place_to_sign_keeps_its_room(lines: int) -> None:
    assert fitted(made(lines), HEIGHT)[-1][-1] == made(lines)[-1]


def test_a_receipt_of_ten_papers_has_one_page() -> None:
    papers = tuple(
        Paper(name=f"城乡居民基本养老保险参保材料{n}", taken="copy", copies=1) for n in range(10)
    )

    assert len(pages_of(render("F01", facts(papers=papers)))) == 1

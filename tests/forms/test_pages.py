"""Rows onto pages: every line stands on one page, and what belongs together stays together."""

from hypothesis import given
from hypothesis import strategies as st

from forms.parts.case import Paper
from forms.render import pages_in, render
from forms.sheet.blocks import Block, Column, Field, Grid, Heading, Listing, Notes, Prose, Signing
from forms.sheet.pages import pages
from forms.sheet.rows import Row, rows
from tests.forms.reading import pages_of
from tests.forms.samples import facts

WIDTH, HEIGHT = 480.0, 700.0
COLUMNS = (Column(title="序号", share=1), Column(title="材料", share=5))


def lines_of(row: Row) -> list[str]:
    return [
        "".join(str(piece.drawn) for piece in line.pieces)
        for cell in row.cells
        if not cell.fixed
        for line in cell.lines
    ]


def listing(texts: list[str]) -> Listing:
    return Listing(
        columns=COLUMNS, rows=tuple((str(n), text) for n, text in enumerate(texts, start=1))
    )


@given(st.lists(st.integers(min_value=1, max_value=120), max_size=30))
def test_no_line_is_lost_and_no_page_is_overfull(heights: list[int]) -> None:
    texts = ["\n".join(f"{n}/{line}" for line in range(high)) for n, high in enumerate(heights)]

    done = pages(rows([listing(texts)], WIDTH), HEIGHT)

    head = ["序号", "材料"]
    printed = [line for page in done for row in page for line in lines_of(row)]
    assert [line for line in printed if line not in head] == "\n".join(texts).split("\n") * bool(
        texts
    )
    assert all(sum(row.height for row in page) <= HEIGHT + 1e-6 for page in done)


@given(st.lists(st.integers(min_value=1, max_value=60), max_size=20))
def test_a_label_of_two_lines_never_runs_out_of_its_page(heights: list[int]) -> None:
    grid = Grid(rows=tuple((Field(label="甲\n乙", content="行\n" * high),) for high in heights))

    done = pages(rows([grid], WIDTH), HEIGHT)

    assert all(sum(row.height for row in page) <= HEIGHT + 1e-6 for page in done)
    assert sum(line == "行" for page in done for row in page for line in lines_of(row)) == sum(
        heights
    )


def test_the_head_of_a_listing_comes_again_on_each_page() -> None:
    done = pages(rows([listing(["材料"] * 80)], WIDTH), HEIGHT)

    assert len(done) > 2
    assert all("材料" in lines_of(page[0]) and page[0].leads for page in done)


@given(st.integers(min_value=0, max_value=60))
def test_a_heading_never_ends_a_page(before: int) -> None:
    blocks: list[Block] = [
        *(Prose(content="行") for _ in range(before)),
        Heading(text="标题"),
        listing(["一"]),
    ]

    done = pages(rows(blocks, WIDTH), HEIGHT)

    assert not any(page[-1].leads for page in done)


@given(st.integers(min_value=0, max_value=60))
def test_places_to_sign_stay_on_one_page(before: int) -> None:
    blocks: list[Block] = [
        *(Prose(content="行") for _ in range(before)),
        Signing(places=("甲\n乙\n丙", "丁")),
    ]

    done = pages(rows(blocks, WIDTH), HEIGHT)

    assert lines_of(done[-1][-1]) == ["甲", "乙", "丙", "丁"]


@given(st.integers(min_value=0, max_value=60))
def test_places_to_sign_never_stand_alone_on_a_page(before: int) -> None:
    blocks: list[Block] = [
        *(Prose(content="行") for _ in range(before)),
        Notes(title="说明：", sentences=("一", "二", "三")),
        Signing(places=("甲\n乙\n丙", "丁")),
    ]

    done = pages(rows(blocks, WIDTH), HEIGHT)

    last = [line for row in done[-1] for line in lines_of(row)]
    assert last[-11:] == ["说明：", "1.", "一", "2.", "二", "3.", "三", "甲", "乙", "丙", "丁"]


def test_a_field_longer_than_a_page_keeps_its_label_on_each() -> None:
    grid = Grid(rows=((Field(label="备注", content="长" * 20_000),),))

    done = pages(rows([grid], WIDTH), HEIGHT)

    assert len(done) > 5
    assert all(len(page) == 1 and page[0].cells[0].fixed for page in done)
    assert sum(len(line) for page in done for line in lines_of(page[0])) == 20_000


def test_the_pages_of_a_sheet_are_counted() -> None:
    long = tuple(Paper(name=f"示例材料{n}", taken="copy") for n in range(200))

    for papers in (long[:3], long):
        pdf = render("F01", facts(papers=papers))
        assert pages_in(pdf) == len(pages_of(pdf))

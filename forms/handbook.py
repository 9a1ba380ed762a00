"""代办员手册: the whole catalogue as one book with contents, page numbers and bookmarks.

Each item is told as on its guide (F25) and begins on a page of its own, so that a page can be
replaced when its item changes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from forms.catalogue.f25_guide import guide_blocks
from forms.parts.case import Office
from forms.parts.guide import Guide
from forms.render import one_at_a_time
from forms.sheet.blocks import CENTRE, Block, Column, Heading, Listing, Prose
from forms.sheet.paper import (
    BINDING,
    BOTTOM,
    HEIGHT,
    TEXT_WIDTH,
    TOP,
    WIDTH,
    between_margins,
    canvas_on,
    draw_row,
    rule_at_foot,
)
from forms.sheet.rows import MM, Row, rows
from forms.sheet.tight import fitted

COLUMNS = (
    Column(title="事项编码", share=1.4, align=CENTRE),
    Column(title="事项名称", share=6),
    Column(title="版本", share=0.8, align=CENTRE),
    Column(title="页码", share=0.9, align=CENTRE),
)
TITLE = "代办员手册"
Page = list[Row]


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """What the book is made of. `edition` names the catalogue, `made` the day, in words."""

    office: Office
    edition: str
    made: str
    guides: tuple[Guide, ...]


@dataclass(frozen=True, kw_only=True)
class _Chapter:
    guide: Guide
    pages: tuple[Page, ...]


def handbook(book: Handbook) -> bytes:
    """The book as a PDF; the same catalogue gives the same bytes. Raises FontFault."""
    with one_at_a_time:
        chapters = tuple(_chapter(guide, book.office) for guide in book.guides)
        contents = _contents(book, chapters, 0)
        contents = _contents(book, chapters, len(contents))
        return _drawn(book, contents, chapters)


def _chapter(guide: Guide, office: Office) -> _Chapter:
    blocks: tuple[Block, ...] = (
        Heading(text=f"{guide.code}　{guide.name}"),
        *guide_blocks(guide, office),
    )
    return _Chapter(guide=guide, pages=tuple(_laid_out(blocks)))


def _contents(book: Handbook, chapters: Sequence[_Chapter], before: int) -> list[Page]:
    """The first pages, when so many of them stand before the first item."""
    first = before + 1
    numbers = []
    for chapter in chapters:
        numbers.append(first)
        first += len(chapter.pages)
    numbered = zip(chapters, numbers, strict=True)
    blocks: list[Block] = [
        Prose(content=book.office.name),
        Heading(text=TITLE),
        Prose(content=f"{book.edition}　编印日期：{book.made}　共 {len(chapters)} 个事项"),
        Prose(
            content="本手册由事项目录排出，每个事项另起一页；目录更新后，换印有变动的页。"
            "与公布的办事指南不一致的，以公布的为准。"
        ),
    ]
    for field, group in groupby(numbered, key=lambda one: one[0].guide.field):
        entries = tuple(
            (chapter.guide.code, chapter.guide.name, chapter.guide.version, str(number))
            for chapter, number in group
        )
        blocks += [Heading(text=field or "其他"), Listing(columns=COLUMNS, rows=entries)]
    return _laid_out(blocks)


def _laid_out(blocks: Sequence[Block]) -> list[Page]:
    return fitted(rows(blocks, TEXT_WIDTH), HEIGHT - TOP - BOTTOM)


def _drawn(book: Handbook, contents: Sequence[Page], chapters: Sequence[_Chapter]) -> bytes:
    file = io.BytesIO()
    canvas = canvas_on(file, TITLE, (WIDTH, HEIGHT))
    total = len(contents) + sum(len(chapter.pages) for chapter in chapters)
    number = 0
    parts = [("目录", contents)] + [
        (f"{one.guide.code} {one.guide.name}", one.pages) for one in chapters
    ]
    for title, its_pages in parts:
        for place, page in enumerate(its_pages):
            number += 1
            if place == 0:
                canvas.bookmarkPage(str(number))
                canvas.addOutlineEntry(title, str(number), 0)
            y = HEIGHT - TOP
            for row in page:
                draw_row(canvas, row, x=BINDING, top=y)
                y -= row.height
            between_margins(canvas, HEIGHT - TOP + 4 * MM, f"{TITLE}　{title}", book.office.name)
            rule_at_foot(canvas)
            foot = BOTTOM - 7 * MM
            between_margins(canvas, foot, book.edition, f"第 {number} 页　共 {total} 页")
            canvas.showPage()
    canvas.save()
    return file.getvalue()

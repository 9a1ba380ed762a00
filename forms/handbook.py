"""代办员手册: the whole catalogue as one book with contents, page numbers and bookmarks.

Each item is told as on its guide (F25) and begins on a page of its own, so that a page can be
replaced when its item changes.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

from forms.catalogue import SHEETS
from forms.catalogue.f25_guide import guide_blocks
from forms.facts import Facts
from forms.parts.case import Office
from forms.parts.guide import Guide
from forms.render import one_at_a_time
from forms.sheet.blocks import CENTRE, Block, Column, Heading, Listing, Prose
from forms.sheet.packed import packed
from forms.sheet.paper import (
    BINDING,
    BOTTOM,
    HEIGHT,
    MARK,
    TEXT_WIDTH,
    TOP,
    WIDTH,
    Frame,
    between_margins,
    canvas_on,
    draw_mark,
    draw_row,
    rule_at_foot,
    title_of,
    title_rows,
)
from forms.sheet.rows import MM, Row, rows
from forms.sheet.tight import fitted
from forms.sheet.words import minute

COLUMNS = (
    Column(title="事项编码", share=1.4, align=CENTRE),
    Column(title="事项名称", share=6),
    Column(title="版本", share=0.8, align=CENTRE),
    Column(title="页码", share=0.9, align=CENTRE),
)
SAMPLE_COLUMNS = (
    Column(title="文书编码", share=1.4, align=CENTRE),
    Column(title="文书名称", share=6.8),
    Column(title="页码", share=0.9, align=CENTRE),
)
TITLE = "代办员手册"
SAMPLE = "样例 SAMPLE"
Page = list[Row]


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """What the book is made of. `edition` names the catalogue, `made` the day, in words."""

    office: Office
    edition: str
    made: str
    guides: tuple[Guide, ...]
    samples: Mapping[str, Facts] = field(default_factory=dict)
    """What stands on a filled sample, by the code of its sheet."""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Pages under one bookmark; `mark` lies across each of them."""

    title: str
    pages: Sequence[Page]
    mark: str = ""


def handbook(book: Handbook) -> bytes:
    """The book as a PDF: contents, samples, items. The same catalogue and day give the same bytes.
    Raises FontFault."""
    with one_at_a_time:
        samples = [_sample(code, facts) for code, facts in book.samples.items()]
        # How long the contents are hangs on their lines, not on the numbers in them.
        before = len(_contents(book, [0] * (len(samples) + len(book.guides))))
        where = dict(zip(book.samples, _begins(samples, before), strict=False))
        chapters = [_chapter(guide, book.office, where) for guide in book.guides]
        contents = _contents(book, _begins([*samples, *chapters], before))
        return _drawn(book, [_Part(title="目录", pages=contents), *samples, *chapters])


def _begins(parts: Iterable[_Part], before: int) -> list[int]:
    """The first page of each, and of what follows, where so many stand before the first of them."""
    return list(accumulate((len(part.pages) for part in parts), initial=before + 1))


def _sample(code: str, facts: Facts) -> _Part:
    """The sheet as it is printed, without the code in its corner, which proves what was."""
    sheet = SHEETS[code]
    frame = Frame(
        issuer=facts.station.name, title=sheet.title, number=facts.sheet_number, qr="",
        printed=f"打印时间：{minute(facts.printed_at)}",
    )  # fmt: skip
    made = (*title_rows(frame), *rows(sheet.build(facts), TEXT_WIDTH))
    done = fitted(made, HEIGHT - TOP - BOTTOM)
    return _Part(title=f"样例 {code} {sheet.title}", pages=done, mark=SAMPLE)


def _chapter(guide: Guide, office: Office, where: Mapping[str, int]) -> _Part:
    papers = tuple(
        replace(one, sample=f"样例见第{where[one.form]}页") if one.form in where else one
        for one in guide.papers
    )
    used = "；".join(
        f"{SHEETS[code].title}，第{where[code]}页" for code in guide.sheets if code in where
    )
    blocks: tuple[Block, ...] = (
        Heading(text=f"{guide.code}　{guide.name}"),
        *guide_blocks(replace(guide, papers=papers), office),
        *((Prose(content=f"用到的文书样例：{used}。"),) if used else ()),
    )
    return _Part(title=f"{guide.code} {guide.name}", pages=_laid_out(blocks))


def _contents(book: Handbook, numbers: Sequence[int]) -> list[Page]:
    """The first pages; `numbers` are those on which samples and items begin."""
    blocks: list[Block] = [
        Prose(content=f"{book.edition}　编印日期：{book.made}　共 {len(book.guides)} 个事项"),
        Prose(
            content="本手册由事项目录排出，每个事项另起一页；目录更新后，换印有变动的页。"
            "与公布的办事指南不一致的，以公布的为准。"
        ),
    ]
    if book.samples:
        told = tuple(
            (code, SHEETS[code].title, str(number))
            for code, number in zip(book.samples, numbers, strict=False)
        )
        blocks += [Heading(text="文书样例"), Listing(columns=SAMPLE_COLUMNS, rows=told)]
    numbered = zip(book.guides, numbers[len(book.samples) :], strict=False)
    for called, group in groupby(numbered, key=lambda one: one[0].field):
        entries = tuple(
            (guide.code, guide.name, guide.version, str(number)) for guide, number in group
        )
        blocks += [Heading(text=called or "其他"), Listing(columns=COLUMNS, rows=entries)]
    return _laid_out(blocks, title_of(book.office.name, TITLE))


def _laid_out(blocks: Sequence[Block], title: tuple[Row, ...] = ()) -> list[Page]:
    return fitted((*title, *rows(blocks, TEXT_WIDTH)), HEIGHT - TOP - BOTTOM)


def _drawn(book: Handbook, parts: Sequence[_Part]) -> bytes:
    file = io.BytesIO()
    canvas = canvas_on(file, TITLE, (WIDTH, HEIGHT))
    total = sum(len(part.pages) for part in parts)
    number = 0
    for part in parts:
        for place, page in enumerate(part.pages):
            number += 1
            if place == 0:
                canvas.bookmarkPage(str(number))
                canvas.addOutlineEntry(part.title, str(number), 0)
            if part.mark:
                draw_mark(canvas, part.mark, WIDTH, HEIGHT, MARK)
            y = HEIGHT - TOP
            for row in page:
                draw_row(canvas, row, x=BINDING, top=y)
                y -= row.height
            head = f"{TITLE}　{part.title}"
            between_margins(canvas, HEIGHT - TOP + 4 * MM, head, book.office.name)
            rule_at_foot(canvas)
            foot = BOTTOM - 7 * MM
            between_margins(canvas, foot, book.edition, f"第 {number} 页　共 {total} 页")
            canvas.showPage()
    canvas.save()
    return packed(file.getvalue())

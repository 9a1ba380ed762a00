"""退还材料: the originals that go back to the applicant when a case ends."""

from forms.parts.case import Paper
from forms.sheet.blocks import CENTRE, Block, Column, Heading, Listing
from forms.text import Content, Tick

COLUMNS = (
    Column(title="序号", share=0.8, align=CENTRE),
    Column(title="退还的材料", share=6),
    Column(title="原件份数", share=1.5, align=CENTRE),
    Column(title="退还情况", share=3.4),
)
ROOM = 3
"""Rows of the list on a blank."""
KEPT = "original"
"""How a paper was taken of which the original stayed."""
NONE = "没有留存原件。"


def given_back(papers: tuple[Paper, ...], *, known: bool) -> tuple[Block, ...]:
    """The list of what was kept; `known`: the case has ended, so that no row is to be written."""
    kept = tuple(paper for paper in papers if paper.taken == KEPT and paper.originals)
    return (
        Heading(text="退还材料清单"),
        Listing(
            columns=COLUMNS,
            rows=tuple(_row(number, paper) for number, paper in enumerate(kept, start=1)),
            summary="" if kept or not known else NONE,
            room=0 if known else ROOM,
        ),
    )


def _row(number: int, paper: Paper) -> tuple[Content, ...]:
    how: Content = (Tick(False), "已退还　", Tick(False), "另行退还")
    return str(number), paper.name, str(paper.originals), how

"""What the sheets that only an authority issues have in common."""

from datetime import datetime

from forms.facts import Facts
from forms.sheet.blocks import Block, Field, Grid, Notes, Prose, Signing
from forms.sheet.head import NEEDS, case_grid, short_person
from forms.sheet.words import WRITE_MINUTE, filled, filled_day, spread
from forms.text import Content, Pen

AUTHORITY_NEEDS = (*NEEDS, "authority")
"""The facts of the common head, and who acted."""


def authority_grid(facts: Facts, *rows: tuple[Field, ...]) -> Grid:
    """The common head with the station, which does not stand above the title here."""
    station = (
        Field(label="代办站点", content=filled(facts.station.name)),
        Field(label="站点电话", content=filled(facts.station.phone)),
    )
    return case_grid(facts, station, short_person(facts.applicant), *rows)


def letter(
    facts: Facts, said: Content, *blocks: Block, notes: tuple[str, ...], at: datetime | None,
    seal: str,
) -> tuple[Block, ...]:  # fmt: skip
    """A letter to the applicant: the head, what is `said`, what stands under it, and who signs;
    `at`: when the authority did what the letter tells."""
    return (
        authority_grid(facts),
        Prose(content=(facts.applicant.name or Pen(8), "：")),
        Prose(content=said),
        *blocks,
        Notes(title="说明：", sentences=notes),
        _signed(facts, at, seal),
    )


def _signed(facts: Facts, at: datetime | None, seal: str) -> Signing:
    """The applicant signs for it; the authority gives its name, the day and its seal
    (行政许可法 32, last paragraph)."""
    return Signing(
        places=(
            ("申请人（代理人）签收：\n", Pen(), "\n", *WRITE_MINUTE),
            (facts.authority or Pen(), "\n", *spread(filled_day(at))),
        ),
        seal=seal,
    )

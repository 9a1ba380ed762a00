"""Sheets of letters: something that is typed from paper, with what to do and who signs."""

from collections.abc import Iterable

from forms.sheet.blocks import (
    Block,
    Field,
    Grid,
    Heading,
    Letters,
    Notes,
    Prose,
    Signing,
    Steps,
)
from forms.sheet.words import WRITE_DAY, WRITE_MINUTE
from forms.text import Content, Parts, Pen

Chapter = tuple[str, tuple[str, ...]]
"""A heading, and what is to be done under it."""


def letter_blocks(
    rows: tuple[tuple[Field, ...], ...],
    *says: Prose,
    groups: tuple[str, ...],
    above: str = "",
    chapters: Iterable[Chapter],
    notes: tuple[str, ...],
    signed: tuple[Content, ...],
) -> tuple[Block, ...]:
    """What it is about, what it says of itself, the letters, and how they are used."""
    heading: tuple[Block, ...] = (Heading(text=above),) if above else ()
    told = ((Heading(text=title), Steps(sentences=steps)) for title, steps in chapters)
    return (
        Grid(rows=rows),
        *says,
        *heading,
        Letters(groups=groups),
        *(block for pair in told for block in pair),
        Notes(title="说明：", sentences=notes),
        Signing(places=signed),
    )


def pair(label: str, text: str, other: str, more: str) -> tuple[Field, ...]:
    """A row of two fields."""
    return Field(label=label, content=text), Field(label=other, content=more)


def signs(who: str, *, minute: bool = True) -> Parts:
    """A place to sign: who, a line, and when."""
    return (f"{who}\n签名：", Pen(), "\n", *(WRITE_MINUTE if minute else WRITE_DAY))

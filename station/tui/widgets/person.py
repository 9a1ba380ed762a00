"""A resident and their space as text and rows; numbers are masked until revealed."""

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from station.desk.cases import CaseLine
from station.desk.sharing import lent_words
from station.desk.space import Use
from station.desk.words import N_, _, word
from station.domain.names import mask_name, mask_phone
from station.domain.people import Person
from station.domain.space import LASTING, Space, SpaceEntry
from station.domain.values import Consent
from station.tui.widgets.lasting import until_words
from station.tui.widgets.states import near_date, state_block
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Block, line, lines

CONSENTS = {
    Consent.SPACE: N_("Space: papers and results are kept and offered again"),
    Consent.MESSAGES: N_("Messages: telephone and SMS beyond what a case needs"),
}
"""What is consented to, each by itself."""


def person_facts(
    person: Person, space: Space, sharings: Sequence[str], *, revealed: bool
) -> Content:
    """The left column of a resident's page."""
    return lines(
        line((person.name if revealed else mask_name(person.name), "bold")),
        person.id_number if revealed else person.id.masked,
        person.phone if revealed else mask_phone(person.phone),
        person.address if revealed else _("(address: v reveals)"),
        "",
        *(_consent(space, what) for what in Consent),
        *sharings,
        *(f"{one.name} <- {lent_words(one)}" for one in space.brought.values()),
    )


def _consent(space: Space, what: Consent) -> Content:
    given = space.consents.get(what)
    block = Block(word=_("YES") if given else _("NO"), tone="done" if given else "idle")
    since = f" {given.at:%Y-%m-%d}" if given else ""
    guardian = f" {_('Guardian')} {mask_name(given.guardian)}" if given and given.guardian else ""
    return line(block, f" {word(what)}{since}{guardian}")


def entry_columns() -> Sequence[Column]:
    """Does it serve, what, its number, until when."""
    return (
        Column(title=_("Validity"), width=6),
        Column(title=_("Paper"), width=12, grows=True),
        Column(title=_("Number"), width=8),
        Column(title=_("Valid until"), width=11),
    )


def entry_rows(space: Space, today: date, *, revealed: bool) -> list[Row]:
    """What lies in the space, what ends first above."""
    entries = sorted(space.at_hand.values(), key=lambda one: (one.expires or LASTING, one.entry))
    return [
        Row(
            key=one.entry,
            cells=(
                _standing(one, space, today), f"{one.name} <-" if one.lent else one.name,
                one.number if revealed else one.masked_number, until_words(one.expires),
            ),
        )
        for one in entries
    ]  # fmt: skip


def _standing(entry: SpaceEntry, space: Space, today: date) -> Block:
    if not space.is_open and entry.lent is None:
        return Block(word=_("SHUT"), tone="idle")
    last = min(entry.expires or LASTING, entry.lent.until if entry.lent else LASTING)
    if last < today:
        return Block(word=_("EXPD"), tone="late")
    return Block(word=_("VALID"), tone="done")


def case_columns() -> Sequence[Column]:
    """State, item, when."""
    return (
        Column(title=_("Cases"), width=6), Column(title=_("Item"), width=12, grows=True),
        Column(title=_("Opened"), width=11),
    )  # fmt: skip


def case_rows(cases: Sequence[CaseLine], now: datetime) -> list[Row]:
    """A person's cases, newest first."""
    return [
        Row(
            key=one.number,
            cells=(state_block(one.state), one.item_name, near_date(one.opened_at, now)),
        )
        for one in cases
    ]


def use_columns() -> Sequence[Column]:
    """When, what, for which case, who confirmed."""
    return (
        Column(title=_("Used"), width=11), Column(title=_("Paper"), width=12, grows=True),
        Column(title=_("For the case"), width=13), Column(title=_("Confirmed by"), width=6),
    )  # fmt: skip


def use_rows(uses: Sequence[Use], now: datetime) -> list[Row]:
    """The use log, newest first."""
    return [
        Row(
            key=one.used.case,
            cells=(
                near_date(one.used.at, now),
                f"{one.name} <- {word(one.used.purpose)}" if one.used.purpose else one.name,
                one.used.case.rpartition("-")[0][-8:] + one.used.case[-5:],
                word(one.used.confirmed_by),
            ),
        )
        for one in reversed(uses)
    ]  # fmt: skip

"""Who and what a case is about, in a column; numbers of people are masked until revealed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from station.desk.words import CHINESE, _, language, no_word, word
from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.decider_events import CaseAccepted, CaseGranted, CaseGrantedPending, CaseRefused
from station.domain.dues import Running, light
from station.domain.names import mask_name, mask_phone
from station.domain.outlook import approver_words
from station.domain.parties import mandate, named
from station.domain.people import Person
from station.domain.ratings import open_ratings
from station.domain.values import Role, Side
from station.domain.voices import negatives, unread
from station.domain.window import LEVELS
from station.domain.window_events import CaseRated
from station.tui.widgets.custody import asked_lines
from station.tui.widgets.states import (
    frozen_block,
    light_block,
    message_block,
    near_date,
    state_block,
)
from station.tui.widgets.words import Block, line, lines

_LINE = 28  # cells


def case_facts(
    case: Case, clocks: Sequence[Running], calendar: WorkCalendar, now: datetime, *,
    version_words: str, way: Sequence[str], revealed: bool,
) -> Content:  # fmt: skip
    """The left column of a case's page; `version_words` and `way` as the desk says them."""
    opened, frozen = case.opened, case.frozen_at(Side.STATION)
    return lines(
        *((line(frozen_block(), " ", _("records are frozen")),) if frozen else ()),
        line(state_block(case.state), " ", word(case.state)),
        *asked_lines(case),
        *clock_lines(clocks, calendar, now),
        *_messages(case),
        *_way(way),
        "",
        *_person(case.applicant, revealed=revealed),
        "",
        line((opened.item_name, "bold")),
        f"{opened.item} v{case.item_version}",
        line(
            (_("Decided by"), "dim"),
            " ",
            approver_words(opened.decided_by, _, chinese=language() == CHINESE),
        ),
        *((version_words,) if version_words else ()),
        "",
        lines(line((_("Receipt no."), "dim")), case.number),
        *_numbers(case),
        line((_("Opened"), "dim"), f" {near_date(opened.at, now)} {opened.by}"),
        *_parties(case, now.date(), revealed=revealed),
        *_voices(case, now),
    )


def clock_lines(
    clocks: Sequence[Running], calendar: WorkCalendar, now: datetime
) -> Iterator[Content]:
    """All clocks, the nearest first and with its rule; a held one says what it waits for."""
    if not clocks:
        yield line(_("no clock is running"))
        return
    for place, clock in enumerate(clocks):
        yield clock_line(clock, calendar, now)
        if place == 0 and clock.basis:
            yield line((f"  {_short(clock.basis)}", "dim"))
    yield line((_("d: why on these days"), "dim"))


def _short(words: str) -> str:
    """As much as a line of the column takes; all of it stands behind `d`."""
    return words if cell_len(words) <= _LINE else f"{set_cell_size(words, _LINE - 1).rstrip()}…"


def clock_line(clock: Running, calendar: WorkCalendar, now: datetime) -> Content:
    """Light, date and name of a clock."""
    if clock.held:
        held = Block(word=_("HELD"), tone="idle")
        return line(held, f" {_(clock.clock)}: {clock.held}")
    at = near_date(clock.due.at, now)
    standing = light(clock.since, clock.due.at, now, calendar, provisional=clock.due.provisional)
    when = _("{date} provisional").format(date=at) if clock.due.provisional else at
    return line(light_block(standing), f" {when} {_(clock.clock)}")


def _messages(case: Case) -> Iterator[Content]:
    if count := unread(case, Side.STATION):
        yield line(message_block(), " ", _("{count} new: m").format(count=count))


def _way(way: Sequence[str]) -> Iterator[Content]:
    """To the district and back, as far as it is known."""
    if way:
        yield line((_("To the district"), "dim"))
        yield from (line(f"  {words}") for words in way)


def _numbers(case: Case) -> Iterator[Content]:
    accepted = case.last(CaseAccepted)
    if accepted:
        yield lines(line((_("Official no."), "dim")), accepted.official_number)
    decided = case.last(CaseGranted) or case.last(CaseGrantedPending) or case.last(CaseRefused)
    if decided and decided.decision_number:
        yield lines(line((_("Decision no."), "dim")), decided.decision_number)


def _person(person: Person, *, revealed: bool) -> Iterator[Content]:
    yield line((_name(person, revealed=revealed), "bold"))
    yield line(person.id_number if revealed else person.id.masked)
    yield line(person.phone if revealed else mask_phone(person.phone))
    yield line(person.address if revealed else _("(address: v reveals)"))


def _name(person: Person, *, revealed: bool) -> str:
    return person.name if revealed else mask_name(person.name)


def _parties(case: Case, today: date, *, revealed: bool) -> Iterator[Content]:
    """Everybody besides the applicant; of a mandate its powers and its period."""
    for role in Role:
        if party := named(case, role):
            who = _name(party.person, revealed=revealed)
            yield line((word(role), "dim"), f" {who} ({party.relation})")
    if given := mandate(case):
        who = _name(given.mandatary, revealed=revealed)
        powers = " ".join(word(power) for power in given.powers)
        over = _("over") if given.ends < today else ""
        yield line((_("Mandate"), "dim"), f" {who}: {powers}")
        yield line(f"  {given.begins} .. {given.ends} {over}".rstrip())


def _voices(case: Case, now: datetime) -> Iterator[Content]:
    """The rating, and every no with whether it was explained."""
    if rated := case.last(CaseRated):
        yield line((_("Rating"), "dim"), f" {word(LEVELS[rated.level - 1])}")
    for bad in open_ratings(case):
        stands = _("spoken with, not settled") if bad.contacted else _("nobody called yet")
        yield line(f"{bad.rated.visit:%m-%d} {stands}")
    for no in negatives(case):
        told = no.explained
        said = word("explained") if told and told.explained else _("not explained")
        by = f" {told.by}" if told else ""
        yield line((no_word(no.what), "dim"), f" {near_date(no.event.at, now)}: {said}{by}")

"""Who and what a case is about, in a column; numbers of people are masked until revealed."""

from datetime import datetime

from textual.content import Content

from station.desk.words import _, word
from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.decider_events import CaseAccepted
from station.domain.dues import Running, light
from station.domain.names import mask_name, mask_phone
from station.tui.widgets.states import light_block, near_date, state_block
from station.tui.widgets.words import line, lines


def case_facts(
    case: Case, clock: Running | None, calendar: WorkCalendar, now: datetime, *,
    version_words: str, revealed: bool,
) -> Content:  # fmt: skip
    """The left column of a case's page; `version_words` as the desk says them."""
    person, opened = case.applicant, case.opened
    accepted = case.last(CaseAccepted)
    return lines(
        line(state_block(case.state), " ", word(case.state)),
        _clock(clock, calendar, now),
        "",
        line((opened.item_name, "bold")),
        f"{opened.item} v{case.item_version}",
        *((version_words,) if version_words else ()),
        "",
        _fact(_("Receipt no."), case.number),
        _fact(_("Official no."), accepted.official_number if accepted else "-"),
        _fact(_("Opened"), f"{near_date(opened.at, now)} {opened.by}"),
        "",
        line((person.name if revealed else mask_name(person.name), "bold")),
        person.id_number if revealed else person.id.masked,
        person.phone if revealed else mask_phone(person.phone),
        person.address if revealed else _("(address: v reveals)"),
    )


def _clock(clock: Running | None, calendar: WorkCalendar, now: datetime) -> Content:
    if clock is None:
        return line(_("no clock is running"))
    at = near_date(clock.due.at, now)
    standing = light(clock.since, clock.due.at, now, calendar, provisional=clock.due.provisional)
    when = _("{date} provisional").format(date=at) if clock.due.provisional else at
    return lines(line(light_block(standing), f" {when} {_(clock.clock)}"), clock.basis)


def _fact(name: str, value: str) -> Content:
    return lines(line((name, "dim")), value)

"""What is known ahead of an item: from when, until when, and who decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from station.domain.approvers import Appointed, Approver
from station.domain.effective import Catalogue, begins
from station.domain.items import Item
from station.domain.telling import Say, fill, name_of


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """One version of an item as it stands on a day, and what of it is still to come."""

    version: int
    opens: date | None
    """The first day on which cases begin with it, where that is still to come."""
    until: date | None
    """The first day on which none begins with it any more, where that is known."""
    approver: Approver
    """Who answers for decisions, on this day or on the first day."""
    coming: tuple[Item, ...]
    """The versions that take its place."""
    appointed: tuple[Appointed, ...]
    """Who answers for decisions later."""


def outlook(catalogue: Catalogue, item: Item, day: date) -> Outlook:
    """What this day knows of this version."""
    opens = item.effective_from if begins(item) > day else None
    first = opens or day
    return Outlook(
        version=item.version,
        opens=opens,
        until=catalogue.until(item),
        approver=catalogue.approver(item, first),
        coming=tuple(one for one in catalogue.coming(item.id, day) if one.version > item.version),
        appointed=tuple(row for row in catalogue.appointments(item.id) if row.since > first),
    )


def told(known: Outlook, say: Say, *, chinese: bool) -> Iterator[tuple[str, str]]:
    """Label and words, one pair a line."""
    yield say("Decided by"), approver_words(known.approver, say, chinese=chinese)
    for row in known.appointed:
        words = approver_words(row.approver, say, chinese=chinese)
        yield fill(say("From {day} decided by"), {"day": row.since}), words
    if known.opens:
        yield say("Takes cases from"), f"{known.opens}"
    for item in known.coming:
        day, words = begins(item), say("version {version}; until then this one")
        yield fill(say("From {day}"), {"day": day}), fill(words, {"version": item.version})
    if known.until and not any(begins(item) == known.until for item in known.coming):
        yield say("No new cases from"), f"{known.until}"


def approver_words(approver: Approver, say: Say, *, chinese: bool) -> str:
    """Department, level, and who answers there if anybody is named."""
    department = approver.department_zh if chinese else approver.department_en
    words = f"{department} ({say(name_of(approver.level))})"
    return f"{words}, {approver.responsible}" if approver.responsible else words

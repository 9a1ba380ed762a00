"""The limits of a case as a clerk reads them: when, by which rule, and day by day why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from station.domain.case import Case
from station.domain.deadlines import Due, OutOfTime, Remark, Standing, due
from station.domain.dues import LEGAL, PROMISED, Reckoning, clocks, light
from station.domain.items import Item
from station.domain.states import CaseState


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit of a case, and how the working calendar leads to it."""

    clock: str
    """Its name, an English msgid."""
    since: datetime
    at: datetime
    provisional: bool
    basis: str
    standing: Standing
    days: tuple[Remark, ...]
    """Day by day how it was found; empty for a day that was simply named."""
    held: str = ""
    """What the clock waits for; empty while it runs."""
    supposed: bool = False
    """True for what would be so if the case were accepted now."""


def limits(case: Case, by: Reckoning, now: datetime) -> tuple[Limit, ...]:
    """Every clock that runs; before an acceptance the decision limits as they would be if it
    came now."""
    try:
        told = [
            Limit(
                clock=one.clock, since=one.since, at=one.due.at, provisional=one.due.provisional,
                basis=one.basis, held=one.held, days=one.found.explanation if one.found else (),
                standing=light(one.since, one.due.at, now, by.calendar,
                               provisional=one.due.provisional),
            )
            for one in clocks(case, by, now.date())
        ]  # fmt: skip
        if case.state is CaseState.HANDED_OVER and by.item:
            told.extend(_if_accepted(now, by, by.item))
    except (OutOfTime, ArithmeticError):  # a station may have accepted in the year 9999
        return ()
    return tuple(told)


def _if_accepted(now: datetime, by: Reckoning, item: Item) -> Iterator[Limit]:
    for name, limit in ((PROMISED, item.promised_limit), (LEGAL, item.legal_limit)):
        if limit is not None:
            found: Due = due(now, limit, by.calendar, by.closes)
            yield Limit(
                clock=name, since=now, at=found.at, provisional=found.provisional,
                basis=limit.basis, standing=Standing.GREEN, days=found.explanation,
                supposed=True,
            )  # fmt: skip

"""Which clock runs on a case now, and when it strikes.

The nearest date is what lists are ordered by, and what a light on the screen stands for.
"""

from dataclasses import dataclass
from datetime import datetime, time

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.deadlines import Due, Standing, due, standing
from station.domain.events import (
    CaseAccepted,
    CaseEvent,
    CaseGranted,
    CaseReceived,
    CaseRefused,
    CorrectionAsked,
)
from station.domain.items import Provenance, TimeLimit, Unit
from station.domain.states import CaseState
from station.domain.values import Deadline


def _working_days(value: int, basis: str, provenance: Provenance) -> TimeLimit:
    return TimeLimit(value=value, unit=Unit.WORKING_DAY, basis=basis, provenance=provenance)


NOTICE = _working_days(5, "行政许可法第三十二条第一款第四项", Provenance.STATUTE)
"""One-time notice: else the case counts as accepted from the day of receipt."""
FORWARD = _working_days(3, "代办制度(地方规定)", Provenance.SOURCED)
"""Papers go on from the village to the township; a local rule, and the usual one."""
DELIVER = _working_days(10, "行政许可法第四十四条", Provenance.STATUTE)
"""The result is issued and served within ten working days of the decision."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A clock that runs: its name (an English msgid), since when, when it strikes and why."""

    clock: str
    since: datetime
    due: Deadline

    @property
    def basis(self) -> str:
        """The rule that sets it; empty if none is named."""
        return self.due.basis


def running(case: Case, calendar: WorkCalendar, closes: time) -> Running | None:
    """The clock that strikes first on this case; None when none runs."""
    clocks = _clocks(case, calendar, closes)
    return min(clocks, key=lambda one: one.due.at, default=None)


def light(
    since: datetime, due_at: datetime, now: datetime, calendar: WorkCalendar, *, provisional: bool
) -> Standing:
    """How urgent a running clock is; see `deadlines.standing`."""
    whole = Due(start=since, at=due_at, provisional=provisional, explanation=())
    return standing(whole, now, calendar)


def _clocks(case: Case, calendar: WorkCalendar, closes: time) -> list[Running]:
    def count(name: str, limit: TimeLimit, start: type[CaseEvent]) -> list[Running]:
        begun = case.last(start)
        if begun is None:
            return []
        found = due(begun.at, limit, calendar, closes)
        told = Deadline(at=found.at, provisional=found.provisional, basis=limit.basis)
        return [Running(clock=name, since=begun.at, due=told)]

    match case.state:
        case CaseState.RECEIVED:
            return [
                *count("Hand over", FORWARD, CaseReceived),
                *count("One-time notice", NOTICE, CaseReceived),
            ]
        case CaseState.HANDED_OVER if case.last(CorrectionAsked) is None:
            return count("One-time notice", NOTICE, CaseReceived)
        case CaseState.CORRECTION:
            return _correction(case, closes)
        case CaseState.ACCEPTED | CaseState.IN_REVIEW:
            return _decision(case)
        case CaseState.GRANTED | CaseState.REFUSED | CaseState.IN_DELIVERY:
            decision = CaseGranted if case.last(CaseGranted) else CaseRefused
            return count("Delivery", DELIVER, decision)
        case _:
            return []


def _correction(case: Case, closes: time) -> list[Running]:
    asked = case.last(CorrectionAsked)
    if asked is None or asked.fix_by is None:
        return []
    at = datetime.combine(asked.fix_by, closes, asked.at.tzinfo)
    told = Deadline(at=at, provisional=False, basis="补正告知书")
    return [Running(clock="Correction", since=asked.at, due=told)]


def _decision(case: Case) -> list[Running]:
    """Both limits as they were told at acceptance: a promise binds once it is published."""
    accepted = case.last(CaseAccepted)
    if accepted is None:
        return []
    limits = (("Promised decision", accepted.promised_due), ("Legal decision", accepted.legal_due))
    return [Running(clock=name, since=accepted.at, due=told) for name, told in limits if told]

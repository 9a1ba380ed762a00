"""Who acted on a case besides the station: known from the authority's own events alone."""

from typing import TypeVar

from station.domain.case import Case
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseAccepted,
    CaseConcluded,
    CaseDeemedWithdrawn,
    CaseGranted,
    CaseNotAccepted,
    CaseNotRequired,
    CaseRefused,
    CaseReturned,
    CaseTerminated,
    ClockExcluded,
    CorrectionAsked,
    DecisionExtended,
)
from station.domain.event import CaseEvent
from station.domain.fact_events import ConsentLetterIssued

E = TypeVar("E", bound=CaseEvent)

ACTS = (
    AcceptanceRevoked, CaseAccepted, CaseConcluded, CaseDeemedWithdrawn, CaseGranted,
    CaseNotAccepted, CaseNotRequired, CaseRefused, CaseReturned, CaseTerminated, ClockExcluded,
    ConsentLetterIssued, CorrectionAsked, DecisionExtended,
)  # fmt: skip
"""What an authority does and gives paper for."""


def authority_of(case: Case) -> str:
    """The office that decides, once an act of it is on record here; empty before."""
    acted = any(
        isinstance(entry.event, ACTS) and entry.side is case.decider and not entry.refused
        for entry in case.history
    )
    return case.opened.decided_by.department_zh if acted else ""


def acted(case: Case, kind: type[E]) -> E | None:
    """The latest event of this kind that the end that decides wrote, with effect."""
    events = (
        entry.event for entry in reversed(case.history)
        if entry.side is case.decider and not entry.refused
    )  # fmt: skip
    return next((event for event in events if isinstance(event, kind)), None)

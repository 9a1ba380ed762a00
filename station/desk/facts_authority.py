"""Who acted on a case besides the station: known from the authority's own events alone."""

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
from station.domain.fact_events import ConsentLetterIssued

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

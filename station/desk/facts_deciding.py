"""What the sheets may know of the authority's acts up to its decision: from its own events."""

from contextlib import suppress
from datetime import date

from forms.parts.deciding import Consent, Deciding, Decision, Longer, Pause
from forms.sheet.words import APPLICATION
from station.desk.facts_authority import acted
from station.desk.facts_words import last_day, local, span_told
from station.desk.office import Office
from station.domain.act import Law
from station.domain.case import Case
from station.domain.clocks import LONGEST
from station.domain.decider_events import (
    CaseAccepted,
    CaseDeemedAccepted,
    CaseGranted,
    CaseGrantedPending,
    CaseRefused,
    CaseResumed,
    ClockExcluded,
    DecisionExtended,
    PublicityEnded,
    PublicityPosted,
)
from station.domain.dues import limit_end
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fact_events import ConsentLetterIssued
from station.domain.items import Span
from station.domain.renewal_events import CaseDeemedGranted

TURNS = (ClockExcluded, CaseResumed, PublicityEnded)
"""What puts a case outside the clock, and what ends that."""


def deciding_of(office: Office, case: Case, law: Law) -> Deciding:
    """What the authority did with the case that it took, as far as it has come."""
    return Deciding(
        consent=_consent(office, case),
        pause=_pause(case, law),
        longer=_longer(case, law),
        granted=_granted(case, law),
        refused=_refused(case),
    )


def _consent(office: Office, case: Case) -> Consent:
    """To which office it goes is known where the other case is at this station too."""
    told = acted(case, ConsentLetterIssued)
    if told is None:
        return Consent()
    number = told.to_case.strip()
    other = office.casebook.case(number) if number.isprintable() else None
    return Consent(
        at=local(told.at),
        number=told.number,
        to=other.opened.decided_by.department_zh if other else "",
        to_case=told.to_case,
        to_item=other.opened.item_name if other else "",
        conditions=told.conditions,
        valid_until=told.valid_until,
    )


def _pause(case: Case, law: Law) -> Pause:
    """The latest; time that stays inside the clock is none."""
    told = acted(case, ClockExcluded)
    if told is None or not told.excluded:
        return Pause()
    turns = (one for one in case.all(CaseEvent) if isinstance(one, TURNS))
    *_, last = turns
    over = last if isinstance(last, CaseResumed | PublicityEnded) else None
    span = Span(value=told.days, unit=told.unit)
    return Pause(
        at=local(told.at),
        what=told.what,
        reason=told.reason,
        lasts=span_told(span, nothing=""),
        until=_pause_ends(told, span, law),
        result=over.outcome if isinstance(over, CaseResumed) else over.objections if over else "",
        over=local(over.at) if over else None,
    )


def _pause_ends(told: ClockExcluded, span: Span, law: Law) -> date | None:
    if isinstance(told, PublicityPosted):
        return told.until
    with suppress(StationError, OverflowError):
        if 0 < span.value <= LONGEST:
            return last_day(limit_end(told.at, span, law.reckoning, ""))
    return None


def _longer(case: Case, law: Law) -> Longer:
    told = acted(case, DecisionExtended)
    if told is None:
        return Longer()
    rule = law.rules.extension(law.item.legal_limit)
    accepted = case.last(CaseAccepted) or case.last(CaseDeemedAccepted)
    moved = any(one.excluded and one.at <= told.at for one in case.all(ClockExcluded))
    return Longer(
        at=local(told.at),
        days=told.days,
        reason=told.reason,
        approver=told.approver,
        rule=rule.basis if rule else "",
        was=last_day(accepted.legal_due) if accepted and not moved else None,
        legal_due=last_day(told.legal_due),
        promised_due=last_day(told.promised_due),
    )


def _granted(case: Case, law: Law) -> Decision:
    """A licence that goes on because nobody decided was granted by the law: no decision is
    written."""
    told = acted(case, CaseGranted)
    if told is None or isinstance(told, CaseDeemedGranted):
        return Decision()
    return Decision(
        at=local(told.at),
        number=told.decision_number,
        words=told.words or f"准予{case.opened.item_name.removesuffix(APPLICATION)}。",
        basis="；".join(law.item.legal_basis),
        locked=isinstance(told, CaseGrantedPending),
    )


def _refused(case: Case) -> Decision:
    told = acted(case, CaseRefused)
    if told is None:
        return Decision()
    return Decision(
        at=local(told.at), number=told.decision_number, reason=told.reason, basis=told.basis
    )

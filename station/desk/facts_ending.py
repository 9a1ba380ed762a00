"""What the sheets may know of a case that ends without a decision."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.parts.ending import End, Ending
from station.desk.facts_authority import acted
from station.desk.facts_words import local
from station.domain.case import Case
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseDeemedWithdrawn,
    CaseReturned,
    CaseTerminated,
    CaseWithdrawn,
)
from station.domain.fact_events import RequestMade
from station.domain.values import Request

KINDS: Mapping[type[AcceptanceRevoked | CaseTerminated | CaseDeemedWithdrawn], str] = (
    MappingProxyType(
        {
            AcceptanceRevoked: "revoked",
            CaseTerminated: "terminated",
            CaseDeemedWithdrawn: "withdrawn",
        }
    )
)
"""What the authority may end a case with, in the words of the sheet."""


def ending_of(case: Case) -> Ending:
    """How the case ends, by whose word."""
    return Ending(returned=_returned(case), withdrawal=_withdrawal(case), stopped=_stopped(case))


def _returned(case: Case) -> End:
    told = acted(case, CaseReturned)
    return End(at=local(told.at), reason=told.reason, basis=told.basis) if told else End()


def _withdrawal(case: Case) -> End:
    """As it was asked for at the window, else as it was recorded there."""
    asked = [one for one in case.all(RequestMade) if one.what is Request.WITHDRAWAL]
    told = asked[-1] if asked else case.last(CaseWithdrawn)
    return End(at=local(told.at), reason=told.reason) if told else End()


def _stopped(case: Case) -> End:
    for kind, word in KINDS.items():
        if told := acted(case, kind):
            return End(at=local(told.at), kind=word, reason=told.reason, basis=told.basis)
    return End()

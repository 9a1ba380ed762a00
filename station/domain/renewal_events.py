"""延续: a licence ends on a day, and its holder asks in time that it goes on (行政许可法 50)."""

from dataclasses import dataclass
from datetime import date

from station.domain.decider_events import CaseGranted
from station.domain.event import CaseEvent


@dataclass(frozen=True, kw_only=True)
class RenewalNamed(CaseEvent):
    """This case asks that a licence goes on. The document and its days are named at the window."""

    kind = "renewal_named"
    document_number: str
    valid_until: date
    """The last day on which the licence is valid."""
    ask_by: date
    """The last day on which asking is in time, as the place rules."""


@dataclass(frozen=True, kw_only=True)
class RenewalAnswered(CaseEvent):
    """The holder of a licence that is about to end was asked whether it shall go on."""

    kind = "renewal_answered"
    wanted: bool
    to_case: str
    """The case that asks for it; empty if there is none here."""


@dataclass(frozen=True, kw_only=True)
class CaseDeemedGranted(CaseGranted):
    """视为准予延续: the licence ended, its renewal was asked for in time, and nobody decided
    (行政许可法 50)."""

    kind = "case_deemed_granted"
    since: date
    """The last day of the old document; the licence goes on from the next."""

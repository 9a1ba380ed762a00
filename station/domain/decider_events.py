"""What the one who decides does with a case."""

from dataclasses import dataclass
from datetime import date, datetime

from station.domain.event import CaseEvent
from station.domain.items import Unit
from station.domain.local_rules import Broken
from station.domain.values import Deadline, Defect, Promise


@dataclass(frozen=True, kw_only=True)
class PreReviewAnswered(CaseEvent):
    """预审意见: an opinion that binds nobody; the papers go on, or `defects` are mended first."""

    kind = "pre_review_answered"
    passed: bool
    defects: tuple[Defect, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseArrived(CaseEvent):
    """The case reached the authority from a station that does not receive for it: the notice
    clock runs from here (行政许可法 32(4): from the receipt of the papers)."""

    kind = "case_arrived"


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(CaseEvent):
    """补正: the authority names, once, everything that must be put right.

    `again` says why something is named now that could have been named the first time
    (行政许可法 72(4)); empty in a lawful first notice.
    """

    kind = "correction_asked"
    defects: tuple[Defect, ...]
    fix_by: date | None
    again: str


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(CaseEvent):
    """受理: the authority takes the case; the decision clock starts."""

    kind = "case_accepted"
    official_number: str
    legal_due: Deadline | None
    promised_due: Deadline | None


@dataclass(frozen=True, kw_only=True)
class CaseAcceptedWithGap(CaseAccepted):
    """容缺受理: accepted while papers that are not essential are promised.

    The local rule travels with the case, so that both offices keep to the one that was told.
    """

    kind = "case_accepted_with_gap"
    promises: tuple[Promise, ...]
    decide_open: bool
    """Whether the decision may be taken while promised papers are open."""
    issue_open: bool
    """Whether the result may be issued meanwhile."""
    broken: Broken
    rule: str
    """The basis of the local rule, in words."""


@dataclass(frozen=True, kw_only=True)
class CaseDeemedAccepted(CaseEvent):
    """视为受理: nobody told the applicant in time what is missing (行政许可法 32(4)).

    `since` is the receipt of the papers, from which the decision clock counts.
    """

    kind = "case_deemed_accepted"
    since: datetime
    legal_due: Deadline | None
    promised_due: Deadline | None


@dataclass(frozen=True, kw_only=True)
class CaseNotRequired(CaseEvent):
    """无需办理: the matter needs no decision (行政许可法 32(1))."""

    kind = "case_not_required"
    reason: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class CaseNotAccepted(CaseEvent):
    """不予受理: not this authority's power (行政许可法 32(2)), or still not in order after the
    correction. `authority` is where to apply instead."""

    kind = "case_not_accepted"
    reason: str
    basis: str
    authority: str


@dataclass(frozen=True, kw_only=True)
class ReviewStarted(CaseEvent):
    """审查: the papers, or the place, are being looked into."""

    kind = "review_started"
    note: str


@dataclass(frozen=True, kw_only=True)
class ClockExcluded(CaseEvent):
    """Time during which the decision waits for something else. The days were told in writing;
    `excluded` says whether they are outside the clock (行政许可法 45)."""

    what: str
    reason: str
    days: int
    unit: Unit
    excluded: bool


@dataclass(frozen=True, kw_only=True)
class PublicityPosted(ClockExcluded):
    """公示: the intended outcome hangs out for objections; `amount` is in yuan, empty for none."""

    kind = "publicity_posted"
    place: str
    amount: str
    until: date
    """Its last day, as it was told: what comes after is the office's own time."""


@dataclass(frozen=True, kw_only=True)
class PublicityEnded(CaseEvent):
    """The notice came down; `objections` are those that came, empty if none."""

    kind = "publicity_ended"
    objections: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(ClockExcluded):
    """特别程序: a hearing, an inspection, an expert review ... has to be waited for."""

    kind = "case_suspended"


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseEvent):
    """The special procedure is over; `outcome` is what it found."""

    kind = "case_resumed"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DecisionExtended(CaseEvent):
    """延长: the head of the authority allowed more days, once, and told why (行政许可法 42)."""

    kind = "decision_extended"
    days: int
    reason: str
    approver: str
    legal_due: Deadline | None
    promised_due: Deadline | None


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(CaseEvent):
    """The lower office has reviewed and sent its opinion with all papers (行政许可法 43)."""

    kind = "opinion_given"
    opinion: str


@dataclass(frozen=True, kw_only=True)
class CaseForwarded(CaseEvent):
    """转报办结: this level is done, `to` decides."""

    kind = "case_forwarded"
    to: str
    letter_number: str


@dataclass(frozen=True, kw_only=True)
class CaseGranted(CaseEvent):
    """The decision: granted."""

    kind = "case_granted"
    decision_number: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseGrantedPending(CaseGranted):
    """准予(待补齐后发证): granted, and the document stays locked until every promised paper is
    here (Gaoming)."""

    kind = "case_granted_pending"


@dataclass(frozen=True, kw_only=True)
class ResultReleased(CaseEvent):
    """Every promised paper is here: the document may be issued."""

    kind = "result_released"


@dataclass(frozen=True, kw_only=True)
class CaseRefused(CaseEvent):
    """The decision: refused, with its reason, clause and remedies."""

    kind = "case_refused"
    decision_number: str
    reason: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class AcceptanceRevoked(CaseEvent):
    """撤销受理: a promise was broken (浙江省保障“最多跑一次”改革规定 11).

    `station_said` is on what word the promise counts as broken where the entries of the station
    had not come by then; empty as a rule.
    """

    kind = "acceptance_revoked"
    reason: str
    basis: str
    station_said: str


@dataclass(frozen=True, kw_only=True)
class CaseReturned(CaseEvent):
    """退件: the case goes back to the applicant undecided."""

    kind = "case_returned"
    reason: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class CaseTerminated(CaseEvent):
    """终止: a broken promise stopped it, or there is nothing left to decide about. For
    `station_said` see `AcceptanceRevoked`."""

    kind = "case_terminated"
    reason: str
    basis: str
    station_said: str


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """撤回: the applicant does not want it any more."""

    kind = "case_withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseDeemedWithdrawn(CaseEvent):
    """视为撤回: a term passed, and a local rule says that the application has lapsed. For
    `station_said` see `AcceptanceRevoked`."""

    kind = "case_deemed_withdrawn"
    reason: str
    basis: str
    station_said: str


@dataclass(frozen=True, kw_only=True)
class CaseVoided(CaseEvent):
    """作废: the case was entered by mistake."""

    kind = "case_voided"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseConcluded(CaseEvent):
    """办结: the result is fixed and nothing has to be handed out."""

    kind = "case_concluded"
    words: str


@dataclass(frozen=True, kw_only=True)
class ResultDispatched(CaseEvent):
    """The result document is on its way to the station."""

    kind = "result_dispatched"
    document: str
    document_number: str
    copies: int
    valid_until: date | None
    """The last day on which the document is valid; None where it says none."""

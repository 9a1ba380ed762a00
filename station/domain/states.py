"""The states of a case, and who holds it in each.

Each state is held by one role, the window or the decider, and only the holder's events move
the case. The baton passes by the step itself, so two offices that cannot reach each other
never move one case at once. The steps stand in `station.domain.steps`.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from station.domain.values import Side


class CaseState(Enum):
    """办件状态: every state that a case can be in."""

    DRAFT = "draft"
    PRE_REVIEW = "pre_review"
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    CORRECTION = "correction"
    ACCEPTED = "accepted"
    ACCEPTED_GAP = "accepted_gap"
    DEEMED_ACCEPTED = "deemed_accepted"
    NOT_REQUIRED = "not_required"
    NOT_ACCEPTED = "not_accepted"
    IN_REVIEW = "in_review"
    PUBLICITY = "publicity"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    FORWARDED = "forwarded"
    GRANTED = "granted"
    GRANTED_PENDING = "granted_pending_material"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REVOKED = "revoked_acceptance"
    TERMINATED = "terminated"
    CONCLUDED = "concluded"
    IN_DELIVERY = "in_delivery"
    UNDELIVERABLE = "undeliverable"
    DELIVERED = "delivered"
    RATED = "rated"
    ARCHIVED = "archived"
    VOID = "void"
    TRANSFERRED = "transferred"
    """It goes on at another station; this line has nothing more of it."""


class Holder(Enum):
    """The role that may move a case: who meets the resident, or who decides."""

    WINDOW = "window"
    DECIDER = "decider"
    NOBODY = "nobody"


class Actor(Enum):
    """Who takes a step, in words: English msgids."""

    AGENT = "the agent at the window"
    LEAD = "a second person at the station"
    APPLICANT = "the applicant, through the window"
    DECIDER = "the one who decides"
    HEAD = "the head of the authority"
    TIME = "the passing of time, noted by the holder"

    @property
    def holder(self) -> Holder | None:
        """The role this actor belongs to; None for time, which any holder notes."""
        return _ROLES[self]


_ROLES: Mapping[Actor, Holder | None] = MappingProxyType(
    {
        Actor.AGENT: Holder.WINDOW,
        Actor.LEAD: Holder.WINDOW,
        Actor.APPLICANT: Holder.WINDOW,
        Actor.DECIDER: Holder.DECIDER,
        Actor.HEAD: Holder.DECIDER,
        Actor.TIME: None,
    }
)

_WINDOW = (
    CaseState.DRAFT, CaseState.RECEIVED, CaseState.CORRECTION, CaseState.NOT_REQUIRED,
    CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.RETURNED, CaseState.REVOKED,
    CaseState.TERMINATED, CaseState.CONCLUDED, CaseState.IN_DELIVERY, CaseState.UNDELIVERABLE,
    CaseState.DELIVERED, CaseState.RATED,
)  # fmt: skip
_DECIDER = (
    CaseState.PRE_REVIEW, CaseState.HANDED_OVER, CaseState.ACCEPTED, CaseState.ACCEPTED_GAP,
    CaseState.DEEMED_ACCEPTED, CaseState.IN_REVIEW, CaseState.PUBLICITY, CaseState.SUSPENDED,
    CaseState.EXTENDED, CaseState.FORWARDED, CaseState.GRANTED, CaseState.GRANTED_PENDING,
    CaseState.REFUSED,
)  # fmt: skip

_NOBODY = (CaseState.ARCHIVED, CaseState.VOID, CaseState.TRANSFERRED)

HOLDER: Mapping[CaseState, Holder] = MappingProxyType(
    dict.fromkeys(_NOBODY, Holder.NOBODY)
    | dict.fromkeys(_WINDOW, Holder.WINDOW)
    | dict.fromkeys(_DECIDER, Holder.DECIDER)
)

REVIEWING = (
    CaseState.ACCEPTED, CaseState.ACCEPTED_GAP, CaseState.DEEMED_ACCEPTED, CaseState.IN_REVIEW,
    CaseState.EXTENDED,
)  # fmt: skip
"""Accepted, undecided, and waiting for nothing but the decision."""

NEGATIVE_ENDS = (
    CaseState.NOT_REQUIRED, CaseState.NOT_ACCEPTED, CaseState.RETURNED, CaseState.REVOKED,
    CaseState.TERMINATED,
)  # fmt: skip
"""Ended by the authority without a decision on the matter: the written notice is handed out."""

OVER = frozenset(
    {
        *NEGATIVE_ENDS, CaseState.WITHDRAWN, CaseState.CONCLUDED, CaseState.DELIVERED,
        CaseState.RATED, CaseState.ARCHIVED, CaseState.VOID, CaseState.TRANSFERRED,
    }
)  # fmt: skip
"""The applicant has the answer, or asks no more: what is left is the office's own order."""


def holder_side(state: CaseState, decider: Side) -> Side | None:
    """The end of the line whose events may move the case now; None when it has ended.

    For items that the village decides itself, the station is window and decider in one.
    """
    match HOLDER[state]:
        case Holder.WINDOW:
            return Side.STATION
        case Holder.DECIDER:
            return decider
        case Holder.NOBODY:
            return None

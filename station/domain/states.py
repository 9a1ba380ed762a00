"""The life of a case. Every state, every lawful step and every holder is in this file.

Each state is held by one role, the window or the decider, and only the holder's events move
the case. The baton passes by the step itself, so two offices that cannot reach each other
never move one case at once. An event that moves nothing (a fact) may come from the roles
that FACTS names, in any state but the last ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from station.domain.errors import RuleBroken
from station.domain.events import (
    CaseAccepted,
    CaseArchived,
    CaseEvent,
    CaseGranted,
    CaseHandedOver,
    CaseReceived,
    CaseRefused,
    CaseViewed,
    CaseVoided,
    CaseWithdrawn,
    CorrectionAsked,
    EventRefused,
    NoticeGiven,
    PapersTaken,
    PickupAppointed,
    ResultDelivered,
    ResultDispatched,
    ReviewStarted,
    SheetPrinted,
)
from station.domain.values import Side


class CaseState(Enum):
    DRAFT = "draft"
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    CORRECTION = "correction"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    GRANTED = "granted"
    REFUSED = "refused"
    IN_DELIVERY = "in_delivery"
    DELIVERED = "delivered"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class Holder(Enum):
    """The role that may move a case: who meets the resident, or who decides."""

    WINDOW = "window"
    DECIDER = "decider"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Step:
    """Where an event takes the case, and the rule that lets it."""

    to: CaseState
    basis: str


HOLDER: Mapping[CaseState, Holder] = MappingProxyType(
    {
        CaseState.DRAFT: Holder.WINDOW,
        CaseState.RECEIVED: Holder.WINDOW,
        CaseState.HANDED_OVER: Holder.DECIDER,
        CaseState.CORRECTION: Holder.WINDOW,
        CaseState.ACCEPTED: Holder.DECIDER,
        CaseState.IN_REVIEW: Holder.DECIDER,
        CaseState.GRANTED: Holder.DECIDER,
        CaseState.REFUSED: Holder.DECIDER,
        CaseState.IN_DELIVERY: Holder.WINDOW,
        CaseState.DELIVERED: Holder.WINDOW,
        CaseState.ARCHIVED: Holder.NOBODY,
        CaseState.WITHDRAWN: Holder.NOBODY,
        CaseState.VOID: Holder.NOBODY,
    }
)

_LICENSING = "行政许可法"
_WITHDRAWAL = Step(CaseState.WITHDRAWN, "申请人可以在决定作出前撤回申请")
_MISTAKE = Step(CaseState.VOID, "录入错误, 本站规则")

STEPS: Mapping[CaseState, Mapping[type[CaseEvent], Step]] = MappingProxyType(
    {
        CaseState.DRAFT: {
            CaseReceived: Step(CaseState.RECEIVED, f"{_LICENSING} 29, 31, 32"),
            CaseWithdrawn: _WITHDRAWAL,
            CaseVoided: _MISTAKE,
        },
        CaseState.RECEIVED: {
            CaseHandedOver: Step(CaseState.HANDED_OVER, "收件后转报, 地方规定"),
            CaseWithdrawn: _WITHDRAWAL,
            CaseVoided: _MISTAKE,
        },
        CaseState.HANDED_OVER: {
            CaseAccepted: Step(CaseState.ACCEPTED, f"{_LICENSING} 32(5)"),
            CorrectionAsked: Step(CaseState.CORRECTION, f"{_LICENSING} 32(4)"),
        },
        CaseState.CORRECTION: {
            CaseHandedOver: Step(CaseState.HANDED_OVER, f"{_LICENSING} 32(5)"),
            CaseWithdrawn: _WITHDRAWAL,
        },
        CaseState.ACCEPTED: {
            ReviewStarted: Step(CaseState.IN_REVIEW, f"{_LICENSING} 34"),
            CaseGranted: Step(CaseState.GRANTED, f"{_LICENSING} 34, 38"),
            CaseRefused: Step(CaseState.REFUSED, f"{_LICENSING} 38"),
        },
        CaseState.IN_REVIEW: {
            CaseGranted: Step(CaseState.GRANTED, f"{_LICENSING} 37, 38"),
            CaseRefused: Step(CaseState.REFUSED, f"{_LICENSING} 37, 38"),
        },
        CaseState.GRANTED: {
            ResultDispatched: Step(CaseState.IN_DELIVERY, f"{_LICENSING} 44"),
        },
        CaseState.REFUSED: {
            ResultDispatched: Step(CaseState.IN_DELIVERY, f"{_LICENSING} 38, 44"),
        },
        CaseState.IN_DELIVERY: {
            ResultDelivered: Step(CaseState.DELIVERED, f"{_LICENSING} 44; 民事诉讼法 87-91 参照"),
        },
        CaseState.DELIVERED: {
            CaseArchived: Step(CaseState.ARCHIVED, "档案法 13, 14"),
        },
        CaseState.ARCHIVED: {},
        CaseState.WITHDRAWN: {},
        CaseState.VOID: {},
    }
)

_OFFICES = frozenset({Side.STATION, Side.DISTRICT})
_STATION = frozenset({Side.STATION})

FACTS: Mapping[type[CaseEvent], frozenset[Side]] = MappingProxyType(
    {
        PapersTaken: _STATION,
        NoticeGiven: _STATION,
        PickupAppointed: _STATION,
        SheetPrinted: _OFFICES,
        CaseViewed: _OFFICES,
        EventRefused: _OFFICES,
    }
)
"""Events that move nothing, and the ends of the line that may write them."""

FACT_STATES: Mapping[type[CaseEvent], frozenset[CaseState]] = MappingProxyType(
    {
        PapersTaken: frozenset({CaseState.DRAFT, CaseState.CORRECTION}),
        NoticeGiven: frozenset({CaseState.DRAFT, CaseState.CORRECTION}),
        PickupAppointed: frozenset({CaseState.IN_DELIVERY}),
    }
)
"""Facts that belong to certain states only; the others may come at any time."""


class IllegalStep(RuleBroken):
    """The event does not belong to the state the case is in, or to the one who wrote it."""


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


def step(state: CaseState, kind: type[CaseEvent], side: Side, decider: Side) -> CaseState:
    """The state after an event of this kind, written by this end. Raises IllegalStep."""
    if kind in FACTS:
        if side not in FACTS[kind]:
            raise IllegalStep(
                "{kind} is not for this office to write", "Ask the other office to record it.",
                kind=kind.kind,
            )  # fmt: skip
        if state not in FACT_STATES.get(kind, frozenset(CaseState)):
            raise _not_now(kind, state)
        return state
    if kind not in STEPS[state]:
        raise _not_now(kind, state)
    if side != holder_side(state, decider):
        raise IllegalStep(
            "the other office holds this case", "Synchronise, then look at the case again."
        )
    return STEPS[state][kind].to


def _not_now(kind: type[CaseEvent], state: CaseState) -> IllegalStep:
    allowed = ", ".join(
        before.value
        for before in CaseState
        if kind in STEPS[before] or before in FACT_STATES.get(kind, ())
    )
    return IllegalStep(
        "{kind} is not possible while the case is {state}",
        "It is possible while the case is: {allowed}.",
        kind=kind.kind, state=state.value, allowed=allowed,
    )  # fmt: skip

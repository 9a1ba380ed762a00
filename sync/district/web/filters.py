"""What the list of cases can be narrowed to: groups of states, and kinds of clocks."""

from collections.abc import Mapping
from types import MappingProxyType

from station.domain.clocks import Clock
from station.domain.dues import LEGAL, PROMISED
from station.domain.states import NEGATIVE_ENDS, REVIEWING, CaseState
from sync.district.caselist import Wanted
from sync.district.words import N_

OURS, ALL = "ours", "all"
S = CaseState

GROUPS: Mapping[str, tuple[str, tuple[CaseState, ...]]] = MappingProxyType(
    {
        "window": (N_("At the window"), (S.DRAFT, S.RECEIVED, S.CORRECTION)),
        "intake": (N_("To be accepted"), (S.PRE_REVIEW, S.HANDED_OVER)),
        "review": (N_("Under review"), (*REVIEWING, S.PUBLICITY, S.SUSPENDED, S.FORWARDED)),
        "decided": (N_("Decided"), (S.GRANTED, S.GRANTED_PENDING, S.REFUSED)),
        "delivery": (N_("On the way to the applicant"), (S.IN_DELIVERY, S.UNDELIVERABLE)),
        "over": (
            N_("Finished"), (S.CONCLUDED, S.DELIVERED, S.RATED, S.ARCHIVED, S.TRANSFERRED),
        ),
        "negative": (
            N_("Ended without a decision"), (*NEGATIVE_ENDS, S.WITHDRAWN, S.VOID),
        ),
    }
)  # fmt: skip
"""Each state stands in one group."""

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "pre_review": (N_("Pre-review"), (Clock.PRE_REVIEW.value,)),
        "forward": (N_("Hand over"), (Clock.FORWARD.value,)),
        "notice": (N_("One-time notice"), (Clock.NOTICE.value,)),
        "correction": (N_("Correction"), (Clock.CORRECTION.value,)),
        "decision": (
            N_("Decision"), (PROMISED, LEGAL, Clock.REVIEW.value, Clock.RENEWAL.value),
        ),
        "special": (N_("Special procedure"), (Clock.EXCLUDED.value, Clock.HEARING.value)),
        "gap": (N_("Promised papers"), (Clock.GAP.value,)),
        "delivery": (N_("Delivery"), (Clock.DELIVERY.value,)),
        "rating": (
            N_("Bad ratings"), (Clock.RATING_CONTACT.value, Clock.RATING_FIX.value),
        ),
    }
)  # fmt: skip
"""Each clock by which somebody can be late stands in one kind."""


def clocks_of(kind: str) -> frozenset[str]:
    """The names of the clocks of this kind; none for a kind that there is not."""
    return frozenset(KINDS[kind][1]) if kind in KINDS else frozenset()


def wanted(asked: Mapping[str, str]) -> tuple[Wanted, str, str]:
    """What the list shows, and the filters of states and of clocks that were chosen."""
    text, kind = asked.get("q", "")[:100], asked.get("clock", "")
    kind = kind if kind in KINDS else ""
    chosen = asked.get("state", ALL if text or kind else OURS)
    clocks = clocks_of(kind)
    states = {state.value: state for state in CaseState}
    if chosen in states:
        one = frozenset({states[chosen]})
        return Wanted(text=text, states=one, clocks=clocks), chosen, kind
    if chosen in GROUPS:
        return Wanted(text=text, states=frozenset(GROUPS[chosen][1]), clocks=clocks), chosen, kind
    if chosen == OURS and not text:
        return Wanted(text=text, clocks=clocks, ours=True), OURS, kind
    return Wanted(text=text, clocks=clocks), ALL, kind

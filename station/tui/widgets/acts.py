"""The acts of a case in the order of good sense, and what to say about the first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from types import MappingProxyType

from station.desk.words import N_, _
from station.domain.acts import Offer
from station.domain.case import Case
from station.domain.custody import away, originals
from station.domain.decider_events import CorrectionAsked, PublicityPosted, ResultDispatched
from station.domain.fact_events import SheetPrinted
from station.domain.hearing_events import HearingAnswered, HearingOffered
from station.domain.items import Item
from station.domain.materials import completeness
from station.domain.order_guards import SHEETS_OF
from station.domain.parties import mandate, named, needs_guardian
from station.domain.promises import open_promises
from station.domain.ratings import open_ratings
from station.domain.states import OVER, CaseState, holder_side
from station.domain.transfer_events import CaseTransferred
from station.domain.values import Place, Role, Side
from station.domain.voices import negatives
from station.domain.window_events import DeliveryPlanned, PapersTaken, PickupAppointed
from station.tui.widgets.words import Push

RECEIPT, NOTICE, PICKUP, SERVICE = "F01", "F03", "F21", "F22"

NEXT_SHEET: Mapping[str, str] = MappingProxyType(
    {"receive": RECEIPT, "give_notice": NOTICE, "appoint_pickup": PICKUP}
)
"""The sheet that the resident gets after an act."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What good sense looks at: the case, its item, and the day."""

    case: Case
    item: Item
    today: date

    @property
    def lacks(self) -> bool:
        """Whether a paper is missing that was not even promised."""
        return not completeness(self.item, self.case.papers).complete

    @property
    def guardian_wanted(self) -> bool:
        """Whether the applicant cannot act alone and nobody is named."""
        minor = needs_guardian(self.case.applicant, self.today)
        return minor and named(self.case, Role.GUARDIAN) is None


Sense = Callable[[Situation], bool]


def _nothing_brought_since_asked(one: Situation) -> bool:
    if one.case.state is not CaseState.CORRECTION:
        return False
    later = takewhile(
        lambda entry: not isinstance(entry.event, CorrectionAsked), reversed(one.case.history)
    )
    return not any(isinstance(entry.event, PapersTaken) for entry in later)


def _papers_wanted(one: Situation) -> bool:
    if one.case.state is CaseState.DRAFT:
        return one.lacks
    promised = bool(open_promises(one.case)) and one.case.state not in OVER
    return promised or _nothing_brought_since_asked(one)


def _nobody_told(one: Situation) -> bool:
    """Whether the result is here, and neither a pick-up nor a delivery was arranged for it."""
    sent = one.case.last(ResultDispatched)
    return sent is not None and not any(
        told.at >= sent.at
        for told in (one.case.last(PickupAppointed), one.case.last(DeliveryPlanned)) if told
    )  # fmt: skip


def _lent_are_here(one: Situation) -> bool:
    out = away(one.case)
    return one.case.state in OVER and any(lent.place is Place.STATION for lent in out)


def _hearing_unanswered(one: Situation) -> bool:
    """Whether it was told of a hearing, nobody said a word yet, and there is time to."""
    told = one.case.last(HearingOffered)
    return told is not None and one.today <= told.ask_by and not one.case.count(HearingAnswered)


def _notice_board_waits(one: Situation) -> bool:
    return one.item.publicity is not None and not one.case.count(PublicityPosted)


PRESSING: tuple[tuple[str, Sense], ...] = (
    ("name_party", lambda one: one.case.state is CaseState.DRAFT and one.guardian_wanted),
    ("take_papers", _papers_wanted),
    ("give_notice", lambda one: one.case.state is CaseState.DRAFT and one.lacks),
    ("contact_rater", lambda one: not all(bad.contacted for bad in open_ratings(one.case))),
    ("settle_rating", lambda one: any(bad.contacted for bad in open_ratings(one.case))),
    ("move_originals", _lent_are_here),
    ("answer_hearing", _hearing_unanswered),
    ("post_publicity", _notice_board_waits),
    ("appoint_pickup", _nobody_told),
    ("plan_delivery", lambda one: one.case.state is CaseState.UNDELIVERABLE),
    ("explain_no", lambda one: any(no.explained is None for no in negatives(one.case))
                               and one.case.state in OVER),
)  # fmt: skip
"""What comes before the usual while there is a need for it."""

USUAL = (
    "receive", "hand_over", "answer_pre_review", "accept", "accept_gap", "end_publicity",
    "resume", "grant", "grant_pending", "release", "dispatch", "deliver", "archive",
)  # fmt: skip
"""What takes a case on: in each state the first of these that nothing hinders."""

OFTEN = (
    "ask_correction", "refuse", "start_review", "take_papers", "appoint_pickup", "rate",
    "plan_delivery", "record_failure", "conclude", "give_opinion", "write", "contact", "request",
)  # fmt: skip
"""What is wanted on many days; the rest comes after it in the order of the roll."""

GIVING_UP = (
    "give_up_correction", "withdraw", "void", "deem_withdrawn", "not_required", "not_accept",
    "return", "revoke_acceptance", "terminate",
)  # fmt: skip
"""What ends a case for nothing; never what comes next."""


IDLE: Mapping[str, Sense] = MappingProxyType(
    {
        "mark_read": lambda _: True,
        "take_papers": lambda one: one.case.state in OVER,
        "give_notice": lambda one: not one.lacks,
        "revoke_mandate": lambda one: mandate(one.case) is None,
        "give_mandate": lambda one: one.case.state in OVER,
        "name_party": lambda one: one.case.state in OVER,
        "move_originals": lambda one: not originals(one.case),
        "request": lambda one: holder_side(one.case.state, one.case.decider) is Side.STATION,
        "answer_hearing": lambda one: not one.case.count(HearingOffered),
        "rate": lambda one: one.case.state not in OVER,
    }
)
"""What the table allows and nobody would want now: only the list of all acts shows it."""


def by_sense(offers: Sequence[Offer], one: Situation) -> list[Offer]:
    """What comes next stands first, what ends the case for nothing stands last."""
    pressing = [name for name, needed in PRESSING if needed(one)]
    order = {
        name: (rank, place)
        for rank, names in (*enumerate((pressing, USUAL, OFTEN)), (4, GIVING_UP), (5, idle(one)))
        for place, name in enumerate(names)
    } | {name: (0, place) for place, name in enumerate(pressing)}
    return sorted(offers, key=lambda offer: order.get(offer.act.name, (3, 0)))


def idle(one: Situation) -> list[str]:
    """The acts that are senseless now."""
    return [name for name, senseless in IDLE.items() if senseless(one)]


def leads(offers: Sequence[Offer], one: Situation) -> Offer | None:
    """What Enter does: the first act, if it is one that comes next by itself."""
    first = next(iter(offers), None)
    expected = {*USUAL, *(name for name, needed in PRESSING if needed(one))}
    return first if first and first.act.name in expected else None


# ---- done without a question


def _sheets_printed(one: Situation) -> bool:
    printed = {sheet.sheet for sheet in one.case.all(SheetPrinted)}
    return all(code in printed for kind, code in SHEETS_OF if one.case.last(kind))


AT_ONCE: Mapping[str, Sense] = MappingProxyType(
    {
        "receive": lambda one: (
            mandate(one.case) is None and not needs_guardian(one.case.applicant, one.today)
        ),
        "give_notice": lambda one: one.lacks,
        "archive": _sheets_printed,
        "hand_over": lambda _: True,
        "start_review": lambda _: True,
        "release": lambda _: True,
        "mark_read": lambda _: True,
    }
)
"""The acts that ask nothing, and when: then nobody would want to add a word."""


# ---- in words

_WAITS: Mapping[CaseState, str] = MappingProxyType(
    dict.fromkeys(
        (CaseState.HANDED_OVER,), N_("The district decides whether to accept; sync with F5")
    )
    | {CaseState.PRE_REVIEW: N_("The district looks at the papers; sync with F5")}
    | dict.fromkeys(
        (CaseState.GRANTED, CaseState.REFUSED, CaseState.GRANTED_PENDING),
        N_("The result is not here yet; sync with F5"),
    )
    | dict.fromkeys(
        (
            CaseState.ACCEPTED, CaseState.ACCEPTED_GAP, CaseState.DEEMED_ACCEPTED,
            CaseState.IN_REVIEW, CaseState.PUBLICITY, CaseState.SUSPENDED, CaseState.EXTENDED,
            CaseState.FORWARDED,
        ),
        N_("The district is deciding; sync with F5"),
    )
)  # fmt: skip


def first_words(first: Offer | None, one: Situation) -> str:
    """What to do next with the case, in a sentence."""
    case = one.case
    if case.frozen_at(Side.STATION):
        return _("Frozen: only stored and protected. What is asked for now is a new case: F2")
    if first is not None:
        unguarded = first.act.name == "name_party" and one.guardian_wanted
        words = (
            _("Not received yet: the applicant is under 16. Enter names the guardian") if unguarded
            else _("Enter: {act}. Digits do the others, 0 shows all")
        )  # fmt: skip
        return words.format(act=_(first.act.title))
    if went := case.last(CaseTransferred):
        return _("This case goes on at station {to}; what is still to do is done there").format(
            to=went.to
        )
    if case.state in _WAITS:
        return _(_WAITS[case.state])
    if case.state in OVER or case.state is CaseState.ARCHIVED:
        return _("This case has ended; F4 prints its sheets again")
    return _("Digits do what stands below, 0 shows all")


class ActButton(Push):
    """A button for the act at this place of the list."""

    def __init__(self, label: str, place: int) -> None:
        super().__init__(label)
        self.place = place

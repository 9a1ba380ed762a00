"""The acts of a case in the order of good sense, and what to say about the first."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import takewhile
from types import MappingProxyType

from station.desk.office import Office
from station.desk.words import N_, _
from station.domain.act import Act
from station.domain.case import Case
from station.domain.decider_events import CorrectionAsked, ResultDispatched
from station.domain.materials import Completeness
from station.domain.states import CaseState
from station.domain.window_events import PapersTaken, PickupAppointed
from station.tui.widgets.words import Push

RECEIPT, NOTICE, PICKUP, SERVICE = "F01", "F03", "F21", "F22"

NEXT_SHEET: Mapping[str, str] = MappingProxyType(
    {"receive": RECEIPT, "give_notice": NOTICE, "appoint_pickup": PICKUP}
)
"""The sheet that the resident gets after an act."""

GIVING_UP = ("withdraw", "void", "deem_withdrawn", "give_up_correction")
"""Acts that end a case for nothing; never what comes next."""
SELDOM = (
    "rate", "ask_pre_review", "record_failure", "deem_accepted", "accept_gap", "plan_delivery",
    "conclude", "forward",
)  # fmt: skip
"""Acts that are possible and mostly not what comes next."""
_WAITS = MappingProxyType(
    {
        CaseState.HANDED_OVER: N_("The district decides whether to accept; sync with F5"),
        CaseState.ACCEPTED: N_("The district is deciding; sync with F5"),
        CaseState.IN_REVIEW: N_("The district is deciding; sync with F5"),
        CaseState.GRANTED: N_("The result is not here yet; sync with F5"),
        CaseState.REFUSED: N_("The result is not here yet; sync with F5"),
    }
)


class ActButton(Push):
    """A button for the act at this place of the list."""

    def __init__(self, label: str, place: int) -> None:
        super().__init__(label)
        self.place = place


def by_sense(acts: Sequence[Act], lacking: Completeness, case: Case) -> list[Act]:
    """What comes next stands first; what ends the case for nothing stands last."""
    dispatched, told = case.last(ResultDispatched), case.last(PickupAppointed)
    appointed = bool(told and dispatched and told.at >= dispatched.at)
    missing = not lacking.complete or _nothing_brought_since_asked(case)

    def rank(act: Act) -> int:
        if act.name in GIVING_UP:
            return 3
        if act.name in SELDOM:
            return 2
        if act.name == "appoint_pickup":
            return 2 if appointed else 0
        if act.name == "take_papers":
            return 0 if missing else 2
        return 2 if act.name == "give_notice" and not missing else 1

    return sorted(acts, key=rank)


def first_words(acts: Sequence[Act], case: Case) -> str:
    """What to do next with the case, in a sentence."""
    if acts and acts[0].name not in GIVING_UP:
        return _("Enter: {act}. Digits do the others").format(act=_(acts[0].title))
    if case.state in _WAITS:
        return _(_WAITS[case.state])
    return _("This case has ended; F4 prints its sheets again")


def _nothing_brought_since_asked(case: Case) -> bool:
    """Whether the district asked for corrections and no paper has come since."""
    if case.state is not CaseState.CORRECTION:
        return False
    later = takewhile(
        lambda entry: not isinstance(entry.event, CorrectionAsked), reversed(case.history)
    )
    return not any(isinstance(entry.event, PapersTaken) for entry in later)


def first_guess(name: str, case: Case, office: Office) -> Mapping[str, str]:
    """What the fields of an act most probably will hold; everything can be typed over."""
    person, settings = case.applicant, office.settings
    place = settings.office_pickup or settings.office_address or office.name
    guesses: Mapping[str, Mapping[str, str]] = {
        "appoint_pickup": {
            "day": (office.clock.now() + timedelta(days=1)).date().isoformat(),
            "slot": settings.office_hours,
            "place": place,
            "bring": "居民身份证、收件回执",
            "who": person.name,
        },
        "deliver": {"way": "direct", "place": place, "receiver": person.name, "relation": "self"},
    }
    return guesses.get(name, {})

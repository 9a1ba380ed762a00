"""What the rows of the exchange tables are about: the steps of a case, its special procedures, its
result and its papers, each told from the events that had effect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseAccepted,
    CaseDeemedAccepted,
    CaseDeemedWithdrawn,
    CaseForwarded,
    CaseGranted,
    CaseNotAccepted,
    CaseNotRequired,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSuspended,
    CaseTerminated,
    CaseVoided,
    CaseWithdrawn,
    ClockExcluded,
    CorrectionAsked,
    DecisionExtended,
    PreReviewAnswered,
    PublicityEnded,
    PublicityPosted,
)
from station.domain.event import CaseEvent
from station.domain.parties import mandate, named
from station.domain.people import Person
from station.domain.states import CaseState
from station.domain.steps import STEPS
from station.domain.transfer_events import CaseTransferred
from station.domain.values import Paper, Role, Taken
from station.domain.window_events import CaseReceived
from sync.district.national.column import About

RESULTS: Mapping[type[CaseEvent], str] = MappingProxyType(
    {
        CaseGranted: "granted",
        CaseRefused: "refused",
        CaseVoided: "void",
        CaseForwarded: "forwarded",
        CaseReturned: "returned",
        CaseWithdrawn: "returned",
        CaseDeemedWithdrawn: "returned",
        AcceptanceRevoked: "returned",
        CaseNotAccepted: "not_accepted",
        CaseNotRequired: "not_accepted",
        CaseTerminated: "terminated",
    }
)
"""What ends a case, as a word of the list `result_type`. The list puts there what an applicant
gave up or did not complete under 退件 and errors of entry under 删除办结."""
_SENT_BACK = (
    CorrectionAsked, CaseRefused, CaseReturned, CaseNotAccepted, CaseNotRequired,
    AcceptanceRevoked,
)  # fmt: skip
_OTHER = (
    ClockExcluded, DecisionExtended, CaseWithdrawn, CaseDeemedWithdrawn, CaseVoided,
    CaseTerminated, CaseForwarded,
)  # fmt: skip
TAKEN: Mapping[Taken, str] = MappingProxyType(
    {
        Taken.ORIGINAL: "paper",
        Taken.SEEN: "paper",
        Taken.COPY: "paper",
        Taken.SCAN: "scan",
        Taken.SPACE: "space",
        Taken.CERTIFICATE: "certificate",
        Taken.PROMISED: "later",
    }
)
"""How a paper was received, as a word of the list `get_type`. What is not there has no row."""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A case that the authority accepted."""

    about: About
    since: datetime
    event: CaseAccepted | CaseDeemedAccepted


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the case, from the one before it on."""

    about: About
    event: CaseEvent
    began: datetime

    @property
    def action(self) -> str:
        """业务动作 as a word of the list `event_name`."""
        back = isinstance(self.event, PreReviewAnswered) and not self.event.passed
        if back or isinstance(self.event, _SENT_BACK):
            return "sent_back"
        return "other" if isinstance(self.event, _OTHER) else "passed"


@dataclass(frozen=True, kw_only=True)
class Special:
    """A special procedure that is over, or an extension."""

    about: About
    begin: ClockExcluded | DecisionExtended
    end: CaseEvent

    @property
    def outcome(self) -> str:
        """What it found; empty if nobody said."""
        match self.end:
            case CaseResumed(outcome=words) | PublicityEnded(objections=words):
                return words
            case _:
                return ""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What became of the case."""

    about: About
    event: CaseEvent


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A paper in hand, or promised."""

    about: About
    paper: Paper


def is_told(about: About) -> bool:
    """Whether the tables have a place for this case: its papers were received, and the authority
    accepted it or it ended otherwise."""
    received = about.case.last(CaseReceived) is not None
    return received and (acceptance(about) is not None or _last_ending(about) is not None)


def acceptance(about: About) -> Accepted | None:
    """How the case was accepted; None before. What was accepted by silence stays so, since the
    receipt of its papers (行政许可法 32(4))."""
    deemed, told = about.case.last(CaseDeemedAccepted), about.case.last(CaseAccepted)
    event = told or deemed
    if event is None:
        return None
    return Accepted(about=about, since=deemed.since if deemed else event.at, event=event)


def accepted(about: About) -> Iterator[tuple[str, Accepted]]:
    """The acceptance, if there is one."""
    if found := acceptance(about):
        yield "accept", found


def steps(about: About) -> Iterator[tuple[str, Step]]:
    """Every step, numbered in the order in which they came to be known here: also where the case
    went to another station, for it takes its steps along."""
    state, began, number = CaseState.DRAFT, about.case.opened.at, 0
    for entry in about.case.history:
        event = entry.event
        row = STEPS[state].get(type(event)) if isinstance(event, CaseEvent) else None
        if entry.refused or row is None or isinstance(event, CaseTransferred):
            continue
        assert isinstance(event, CaseEvent)
        yield str(number), Step(about=about, event=event, began=began)
        state, began, number = row.to, event.at, number + 1


def specials(about: About) -> Iterator[tuple[str, Special]]:
    """Special procedures that are over: the table wants their end. An extension is over when it
    is decided."""
    number = 0
    running: tuple[int, ClockExcluded] | None = None
    for entry in about.case.history:
        event = entry.event
        if entry.refused or not isinstance(event, CaseEvent):
            continue
        number += isinstance(event, DecisionExtended | PublicityPosted | CaseSuspended)
        if isinstance(event, DecisionExtended):
            yield str(number), Special(about=about, begin=event, end=event)
        elif isinstance(event, PublicityPosted | CaseSuspended):
            running = (number, event)
        elif running and isinstance(event, (CaseResumed, PublicityEnded, *RESULTS)):
            yield str(running[0]), Special(about=about, begin=running[1], end=event)
            running = None


def endings(about: About) -> Iterator[tuple[str, Ending]]:
    """The result, once there is one: of a case that went up and came back the last."""
    if event := _last_ending(about):
        yield "result", Ending(about=about, event=event)


def _last_ending(about: About) -> CaseEvent | None:
    events = (entry.event for entry in reversed(about.case.history) if not entry.refused)
    kinds = tuple(RESULTS)
    return next((one for one in events if isinstance(one, CaseEvent) and isinstance(one, kinds)),
                None)  # fmt: skip


def result_word(event: CaseEvent) -> str:
    """Its word in the list `result_type`."""
    return next(word for kind, word in RESULTS.items() if isinstance(event, kind))


def papers(about: About) -> Iterator[tuple[str, Handed]]:
    """The papers that are here or promised, by their numbers."""
    for seq, paper in sorted(about.case.papers.items()):
        if paper.taken in TAKEN:
            yield str(seq), Handed(about=about, paper=paper)


def spokesman(about: About) -> Person | None:
    """联系人/代理人: who acts for the applicant; the applicant where nobody does."""
    given, guardian = mandate(about.case), named(about.case, Role.GUARDIAN)
    if given is not None:
        return given.mandatary
    return guardian.person if guardian else about.case.applicant

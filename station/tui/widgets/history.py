"""The life of a case as lines: when, who, what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from station.desk.words import _, because, word
from station.domain.case import Entry
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseAccepted,
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
    CorrectionAsked,
    DecisionExtended,
    OpinionGiven,
    PublicityPosted,
    ResultDispatched,
    ReviewStarted,
)
from station.domain.event import Event
from station.domain.fact_events import (
    CaseViewed,
    ContactMade,
    MandateGiven,
    MandateRevoked,
    MessageWritten,
    OriginalsMoved,
    PartyNamed,
    PromiseExtended,
    RatingContacted,
    RatingSettled,
    RequestMade,
    SheetPrinted,
    SiteVisited,
    SpaceUsed,
)
from station.domain.hearing_events import HearingAnswered, HearingHeld, HearingOffered
from station.domain.names import mask_name
from station.domain.renewal_events import RenewalAnswered, RenewalNamed
from station.domain.transfer_events import CaseBrought, CaseTransferred
from station.domain.values import Side
from station.domain.window import LEVELS
from station.domain.window_events import (
    CaseRated,
    CorrectionGivenUp,
    DeliveryFailed,
    DeliveryPlanned,
    NoticeGiven,
    PapersTaken,
    PickupAppointed,
    ResultDelivered,
)
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row


@dataclass(frozen=True, kw_only=True)
class Names:
    """What stands for the numbers and codes that events carry."""

    papers: Mapping[int, str]
    """The names of the papers of the case, by number."""
    sheet: Callable[[str], str]
    """The title of the sheet with this code; empty for a sheet that is not known here."""

    def paper(self, seq: int) -> str:
        """A paper by its name; by its number where this version of the item has none."""
        return self.papers.get(seq, str(seq))


_Tell = Callable[[Event, Names], str]


def history_columns() -> Sequence[Column]:
    """When, who, what."""
    return (
        Column(title=_("When"), width=11),
        Column(title=_("Who"), width=8),
        Column(title=_("What happened"), width=16, grows=True),
    )


def history_rows(history: Sequence[Entry], now: datetime, names: Names) -> list[Row]:
    """The newest first. Mere looks are on record, but not shown here."""
    shown = [
        entry
        for entry in reversed(history)
        if not (isinstance(entry.event, CaseViewed) and not entry.event.revealed)
    ]
    return [
        Row(
            key=str(place),
            cells=(near_date(entry.event.at, now), _who(entry), what_happened(entry, names)),
        )
        for place, entry in enumerate(shown)
    ]


def _who(entry: Entry) -> str:
    return entry.event.by if entry.side is Side.STATION else word(entry.side)


def what_happened(entry: Entry, names: Names) -> str:
    """The event in words, with what it says; one without effect says why."""
    words = word(entry.event.kind)
    detail = next(
        (tell(entry.event, names) for kind, tell in _DETAILS.items()
         if isinstance(entry.event, kind)), "",
    )  # fmt: skip
    if detail:
        words = f"{words}: {detail}"
    if entry.refused:
        reason = because(entry.refused)
        words = _("without effect: {words} ({reason})").format(words=words, reason=reason)
    return words


def _detail(kind: type[Event], *fields: str) -> tuple[type[Event], _Tell]:
    """Shows these fields of events of this kind, those that are not empty; papers by name."""

    def tell(event: Event, names: Names) -> str:
        values = ((name, getattr(event, name)) for name in fields)
        told = (
            names.paper(value) if name == "seq" else str(value) for name, value in values if value
        )
        return " ".join(told)

    return kind, tell


def _papers(event: Event, names: Names) -> str:
    assert isinstance(event, PapersTaken)
    return ", ".join(f"{names.paper(paper.seq)} {word(paper.taken)}" for paper in event.papers)


def _defects(event: Event, _names: Names) -> str:
    assert isinstance(event, NoticeGiven | CorrectionAsked)
    return "; ".join(f"{defect.paper} {defect.fault}" for defect in event.defects)


def _sheet(event: Event, names: Names) -> str:
    assert isinstance(event, SheetPrinted)
    return f"{names.sheet(event.sheet) or event.sheet} ×{event.nth}"


def _delivery(event: Event, _names: Names) -> str:
    assert isinstance(event, ResultDelivered)
    return f"{word(event.way)} {mask_name(event.receiver)}"


def _mandate(event: Event, _names: Names) -> str:
    assert isinstance(event, MandateGiven)
    return f"{mask_name(event.mandatary.name)} {event.begins} .. {event.ends}"


def _rating(event: Event, _names: Names) -> str:
    assert isinstance(event, CaseRated)
    return word(LEVELS[event.level - 1])


def _word_and(kind: type[Event], name: str, more: str) -> tuple[type[Event], _Tell]:
    """A word of a roll, and what was said besides."""
    return kind, lambda event, _: f"{word(getattr(event, name))} {getattr(event, more)}".strip()


def _wish(event: Event, *fields: str) -> str:
    """Whether it is wanted, and what was said besides."""
    assert isinstance(event, HearingAnswered | RenewalAnswered)
    said = (str(getattr(event, name)) for name in fields)
    wanted = _("wanted") if event.wanted else _("not wanted")
    return " ".join(part for part in (wanted, *said) if part)


def _space_use(event: Event, names: Names) -> str:
    assert isinstance(event, SpaceUsed)
    only = f"{_('What they may be used for')}: {word(event.purpose)}" if event.purpose else ""
    return " ".join(filter(None, (names.paper(event.seq), only)))


_DETAILS: Mapping[type[Event], _Tell] = dict(
    (
        (PapersTaken, _papers),
        (NoticeGiven, _defects),
        (CorrectionAsked, _defects),
        (SheetPrinted, _sheet),
        (CaseRated, _rating),
        (MandateGiven, _mandate),
        (ResultDelivered, _delivery),
        _detail(CaseTransferred, "to", "reason"),
        _detail(CaseBrought, "from_name", "from_station", "reason"),
        _detail(CaseAccepted, "official_number"),
        _detail(ReviewStarted, "note"),
        _detail(CaseGranted, "decision_number", "words"),
        _detail(CaseRefused, "reason", "basis"),
        _detail(ResultDispatched, "document", "document_number"),
        _detail(PickupAppointed, "day", "slot", "place"),
        *(
            _detail(kind, "reason", "basis")
            for kind in (
                CaseNotRequired,
                CaseNotAccepted,
                CaseReturned,
                AcceptanceRevoked,
                CaseTerminated,
                CaseDeemedWithdrawn,
            )
        ),
        *(
            _detail(kind, "reason")
            for kind in (CaseWithdrawn, CaseVoided, CorrectionGivenUp, MandateRevoked)
        ),
        *(_detail(kind, "words") for kind in (MessageWritten, ContactMade, RatingContacted)),
        _detail(PublicityPosted, "what", "place"),
        _detail(CaseSuspended, "what", "reason"),
        _detail(CaseResumed, "outcome"),
        _detail(HearingOffered, "about", "ask_by"),
        (HearingAnswered, lambda event, _: _wish(event, "who", "reason")),
        _detail(HearingHeld, "on", "chair", "minutes"),
        _detail(RenewalNamed, "document_number", "valid_until"),
        (RenewalAnswered, lambda event, _: _wish(event, "to_case")),
        _detail(DecisionExtended, "days", "reason", "approver"),
        _detail(CaseForwarded, "to", "letter_number"),
        _detail(OpinionGiven, "opinion"),
        _detail(DeliveryPlanned, "day", "slot", "place", "reference"),
        _detail(PromiseExtended, "seq", "until", "reason"),
        _detail(SiteVisited, "findings"),
        _word_and(DeliveryFailed, "why", "place"),
        _word_and(RequestMade, "what", "reason"),
        _word_and(OriginalsMoved, "to", "note"),
        _word_and(RatingSettled, "outcome", "words"),
        _word_and(PartyNamed, "role", "relation"),
        (SpaceUsed, _space_use),
    )
)

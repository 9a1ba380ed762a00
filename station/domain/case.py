"""A case is the fold of its events."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from station.domain.errors import RuleBroken
from station.domain.events import (
    CaseEvent,
    CaseOpened,
    CorrectionAsked,
    Event,
    EventRefused,
    PapersTaken,
)
from station.domain.stamp import Stamp
from station.domain.states import CaseState, IllegalStep, step
from station.domain.values import Defect, Paper, Side

_LONGEST_NUMBER, _LONGEST_REASON = 64, 400

E = TypeVar("E", bound=CaseEvent)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event with the end of the line that wrote it; `refused` says why it has no effect."""

    side: Side
    event: Event
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """An entry as an office keeps it: its place in the order of arrival, and its digest."""

    seq: int
    entry: Entry
    digest: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """One resident's request for one item, as this office knows it now."""

    opened: CaseOpened
    state: CaseState
    papers: Mapping[int, Paper] = field(default_factory=lambda: MappingProxyType({}))
    history: tuple[Entry, ...] = ()

    @classmethod
    def begin(cls, opened: CaseOpened) -> "Case":
        """The case that this event opens."""
        return apply(None, Entry(side=Side.STATION, event=opened))

    def after(self, side: Side, event: CaseEvent) -> "Case":
        """The case after one more event of this end of the line. Raises RuleBroken."""
        return apply(self, Entry(side=side, event=event))

    @property
    def number(self) -> str:
        """The local receipt number (收件编号)."""
        return self.opened.case

    def last(self, kind: type[E]) -> E | None:
        """The latest event of this kind that had effect; None if there was none."""
        events = (entry.event for entry in reversed(self.history) if not entry.refused)
        return next((event for event in events if isinstance(event, kind)), None)

    def count(self, kind: type[CaseEvent]) -> int:
        """How often this kind of event had effect."""
        return sum(isinstance(entry.event, kind) for entry in self.history if not entry.refused)

    @property
    def asked(self) -> tuple[Defect, ...]:
        """What the authority asked to be put right and is still open; empty otherwise."""
        asked = self.last(CorrectionAsked) if self.state is CaseState.CORRECTION else None
        return asked.defects if asked else ()


def apply(case: Case | None, entry: Entry) -> Case:
    """The case after one more event. Raises RuleBroken when the event has no place in it."""
    event = entry.event
    if case is None:
        if not isinstance(event, CaseOpened) or entry.side is not Side.STATION:
            raise IllegalStep(
                "there is no such case", "The station must send the case from its beginning."
            )
        return Case(opened=event, state=CaseState.DRAFT, history=(entry,))
    if isinstance(event, CaseOpened):
        raise IllegalStep(
            "case {number} exists already", "Look at both, and void the one that is wrong.",
            number=event.case,
        )  # fmt: skip
    state, papers = case.state, case.papers
    if isinstance(event, CaseEvent):
        state = step(case.state, type(event), entry.side, case.opened.decider)
    if isinstance(event, PapersTaken):
        papers = MappingProxyType({**papers, **{paper.seq: paper for paper in event.papers}})
    return replace(case, state=state, papers=papers, history=(*case.history, entry))


Admits = Callable[[CaseOpened], str]
"""Why an office does not take a case that another office opened; empty if it does."""


def any_case(_: CaseOpened) -> str:
    """Who opened the case himself takes it."""
    return ""


def replay(entries: Iterable[Entry], admits: Admits = any_case) -> Case | None:
    """The case that these events make, in the order in which they came to this office.

    An event without a lawful place stays in the history with the reason and has no effect:
    the journal keeps everything, the state keeps to the table. None if no event opens it.
    """
    case: Case | None = None
    for entry in entries:
        if case is None and isinstance(entry.event, CaseOpened) and admits(entry.event):
            continue
        try:
            case = apply(case, entry)
        except RuleBroken as fault:
            if case is not None:
                refused = replace(entry, refused=str(fault))
                case = replace(case, history=(*case.history, refused))
    return case


def refusals(arrived: Sequence[Arrived], admits: Admits = any_case) -> tuple[tuple[str, str], ...]:
    """Digest and reason of each of a case's events that has no lawful place in it."""
    case = replay((one.entry for one in arrived), admits)
    history = case.history if case else ()
    homeless = arrived[: len(arrived) - len(history)]
    reasons = (
        *(_not_taken(one.entry.event, admits) for one in homeless),
        *(entry.refused for entry in history),
    )
    return tuple(
        (one.digest, reason)
        for one, reason in zip(arrived, reasons, strict=True)
        if reason and may_be_refused(one.entry.event)
    )


def _not_taken(event: Event, admits: Admits) -> str:
    reason = admits(event) if isinstance(event, CaseOpened) else ""
    return reason or "there is no such case"


def refusal(stamp: Stamp, case: str, digest: str, reason: str) -> EventRefused:
    """The answer to the event with this digest. It fits into an entry, however long the words
    are that it answers."""
    return EventRefused(
        at=stamp.at, by=stamp.by, case=case[:_LONGEST_NUMBER], refused=digest,
        reason=reason[:_LONGEST_REASON],
    )  # fmt: skip


def may_be_refused(event: Event) -> bool:
    """Whether an event can be answered by a refusal: a newer office's kinds cannot, and no
    refusal either, for two offices would answer each other for ever."""
    return isinstance(event, CaseEvent) and not isinstance(event, EventRefused)

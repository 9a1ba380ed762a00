"""A case is the fold of its events."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from station.domain.audit import refuse_nobody
from station.domain.carrying import carried, next_part
from station.domain.clocks import NO_RUNS, Runs, after
from station.domain.decider_events import CorrectionAsked
from station.domain.errors import StationError
from station.domain.event import CaseEvent, Event
from station.domain.fact_events import EventRefused, RecordsFrozen
from station.domain.people import Person
from station.domain.states import CaseState
from station.domain.steps import Row
from station.domain.table import IllegalStep, lawful
from station.domain.transfer_events import CaseBrought, CaseTransferred
from station.domain.values import Defect, Paper, Side
from station.domain.window_events import CaseOpened, FixedOnSpot, PapersTaken, VersionTaken

E = TypeVar("E", bound=CaseEvent)


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why an event has no effect: a msgid and what fills its places."""

    reason: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, fault: StationError) -> "Why":
        """The words of an error, kept as they can be translated later."""
        values = {name: str(value) for name, value in fault.values.items()}
        return cls(reason=fault.message, values=MappingProxyType(values))

    def __str__(self) -> str:
        return self.reason.format(**self.values)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event with the end of the line that wrote it; `refused` says why it has no effect."""

    side: Side
    event: Event
    refused: Why | None = None
    digest: str = ""
    """Of its bytes; empty for what came as part of another entry, or is not written yet."""


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
    applicant: Person
    """As it is known now: what was wrong may have been mended on the spot."""
    item_version: int
    papers: Mapping[int, Paper] = field(default_factory=lambda: MappingProxyType({}))
    clocks: Runs = field(default_factory=lambda: NO_RUNS)
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

    @property
    def decider(self) -> Side:
        """The end of the line that decides."""
        return self.opened.decider

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """The events of this kind that had effect, in their order; kinds derived from it too."""
        events = (entry.event for entry in self.history if not entry.refused)
        return tuple(event for event in events if isinstance(event, kind))

    def last(self, kind: type[E]) -> E | None:
        """The latest event of this kind that had effect; None if there was none."""
        events = (entry.event for entry in reversed(self.history) if not entry.refused)
        return next((event for event in events if isinstance(event, kind)), None)

    def count(self, kind: type[CaseEvent]) -> int:
        """How often this kind of event had effect."""
        return len(self.all(kind))

    def frozen_at(self, side: Side) -> bool:
        """Whether this end only stores and protects its copy any more (个人信息保护法 47)."""
        return any(
            entry.side is side and isinstance(entry.event, RecordsFrozen) and not entry.refused
            for entry in self.history
        )

    @property
    def asked(self) -> tuple[Defect, ...]:
        """What the authority asked to be put right and is still open; empty otherwise."""
        asked = self.last(CorrectionAsked) if self.state is CaseState.CORRECTION else None
        return asked.defects if asked else ()


def apply(case: Case | None, entry: Entry) -> Case:
    """The case after one more event. Raises StationError when the event has no place in it."""
    event = entry.event
    if case is None:
        if not isinstance(event, CaseOpened) or entry.side is not Side.STATION:
            raise _unknown()
        return Case(
            opened=event, state=CaseState.DRAFT, applicant=event.applicant,
            item_version=event.item_version, history=(entry,),
        )  # fmt: skip
    if isinstance(event, CaseOpened):
        raise _known_already(event)
    history = (*case.history, entry)
    if not isinstance(event, CaseEvent):
        return replace(case, history=history)
    refuse_nobody(event)
    row = lawful(case.state, type(event), entry.side, case.decider)
    return replace(
        case,
        state=row.to if isinstance(row, Row) else case.state,
        clocks=after(case.clocks, row.clock, event),
        history=history,
        **_changes(case, event),
    )


def _changes(case: Case, event: CaseEvent) -> dict[str, Any]:
    match event:
        case PapersTaken(papers=papers):
            rows = {**case.papers, **{paper.seq: paper for paper in papers}}
            return {"papers": MappingProxyType(rows)}
        case FixedOnSpot():
            return {"applicant": _mended(case.applicant, event)}
        case VersionTaken(item_version=version, papers=papers):
            by_seq = MappingProxyType({paper.seq: paper for paper in papers})
            return {"item_version": version, "papers": by_seq}
        case _:
            return {}


def _mended(person: Person, fixed: FixedOnSpot) -> Person:
    """A place on a form leaves the person as they are. Raises StationError for a value that a
    person cannot have."""
    if fixed.field not in MENDABLE:
        return person
    return replace(person, **{fixed.field: fixed.after})


MENDABLE = ("name", "id_number", "phone", "address")
"""The fields of the applicant that can be mended on the spot."""

Admits = Callable[[CaseOpened], str]
"""Why an office does not take a case that another office opened, as a msgid; empty if it does."""


def any_case(_: CaseOpened) -> str:
    """Who opened the case himself takes it."""
    return ""


def replay(entries: Iterable[Entry], admits: Admits = any_case) -> Case | None:
    """The case that these events make, in the order in which they came to this office.

    An event without a lawful place stays in the history with the reason and has no effect:
    the journal keeps everything, the state keeps to the table. None if no event opens it.
    """
    case: Case | None = None
    for step in each_step(entries, admits):
        case = step[0]
    return case


def each_step(entries: Iterable[Entry], admits: Admits) -> Iterator[tuple[Case | None, Why | None]]:
    """After each entry the case, and why the entry had no effect; None if it had."""
    kept = tuple(entries)
    declined = {
        entry.event.refused: entry.event for entry in kept
        if isinstance(entry.event, EventRefused) and entry.side is Side.DISTRICT
    }  # fmt: skip
    case: Case | None = None
    parts: tuple[CaseBrought, ...] = ()
    for entry in kept:
        why: Why | None = None
        try:
            answer = declined.get(entry.digest)
            if isinstance(entry.event, CaseTransferred) and answer:
                why = Why(reason=answer.reason, values=answer.values)
            elif isinstance(entry.event, CaseBrought):
                parts = _next_part(case, parts, entry, entry.event)
                if len(parts) == entry.event.parts:
                    shown = replace(entry, event=replace(entry.event, told=()))
                    case, parts = _brought(parts, shown), ()
            else:
                case = _admitted(case, entry, admits)
        except StationError as fault:
            why = Why.of(fault)
        if why and case is not None:
            case = replace(case, history=(*case.history, replace(entry, refused=why)))
        yield case, why


def _admitted(case: Case | None, entry: Entry, admits: Admits) -> Case:
    if case is None and isinstance(entry.event, CaseOpened) and (reason := admits(entry.event)):
        raise IllegalStep(reason, "The district says which items a station may decide.")
    return apply(case, entry)


def _next_part(
    case: Case | None, parts: tuple[CaseBrought, ...], entry: Entry, event: CaseBrought
) -> tuple[CaseBrought, ...]:
    if entry.side is not Side.DISTRICT:
        raise IllegalStep(
            "only the district brings a case to a station", "Ask the district for the case."
        )
    if case is not None and case.state is not CaseState.TRANSFERRED:
        raise _known_already(event)
    return next_part(parts, event)


def _brought(parts: Sequence[CaseBrought], entry: Entry) -> Case:
    """The case as its whole history makes it, on the line to which it was brought; the entry
    that brought it comes after what it told."""
    case: Case | None = None
    for side, event in carried(parts):
        one = Entry(side=side, event=event)
        if isinstance(event, CaseBrought) and case is not None:
            case = replace(case, history=(*case.history, one))
        else:
            case = apply(case, one)
    if case is None:
        raise _unknown()
    return replace(case, history=(*case.history, entry))


def _unknown() -> IllegalStep:
    return IllegalStep(
        "there is no such case", "The station must send the case from its beginning."
    )


def _known_already(event: CaseEvent) -> IllegalStep:
    return IllegalStep(
        "case {number} exists already", "Look at both, and void the one that is wrong.",
        number=event.case,
    )  # fmt: skip

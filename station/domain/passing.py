"""What the passing of time calls for.

Where the law or a local rule says itself what follows, the holder's program notes it: 视为受理
(行政许可法 32(4)), 视为撤回. What somebody has to decide is never done by itself: they are
reminded of it. Nothing happens by itself on a clock that may be wrong, on an estimated date, or
while a promised paper may lie at a station that was not heard.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from station.domain.act import Law, Told
from station.domain.acts import ACTS
from station.domain.case import Case
from station.domain.clocks import Clock
from station.domain.decider_events import CaseAcceptedWithGap
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.gap_guards import CONSEQUENCES
from station.domain.guard import Guard
from station.domain.guards import hindrance
from station.domain.local_rules import Overdue
from station.domain.order_guards import (
    correction_end,
    correction_overdue,
    handed_back,
    notice_end,
    notice_overdue,
)
from station.domain.papers_guards import corrected, material_names
from station.domain.promises import broken
from station.domain.stamp import Stamp, official_day
from station.domain.states import Actor, CaseState, holder_side
from station.domain.steps import ROWS, STEPS
from station.domain.values import Side


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Time calls for an act that only a person may do: on which case, which act of the roll,
    why, and what to do next."""

    case: str
    act: str
    why: StationError


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What the passing of time brought: what was noted, of what somebody is reminded, and what
    could not be looked at."""

    noted: tuple[CaseEvent, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    faults: tuple[StationError, ...] = ()


class Gathering:
    """What comes of one look at many cases. A case that cannot be looked at is told of, and
    keeps nobody from the others."""

    def __init__(self, stops: tuple[type[StationError], ...]) -> None:
        """`stops`: faults that end the whole look, as nothing can be kept any more."""
        self.noted: list[CaseEvent] = []
        self.reminders: list[Reminder] = []
        self.faults: list[StationError] = []
        self._stops = stops

    @contextmanager
    def case(self, number: str) -> Iterator[None]:
        """Inside, this one is looked at; what was noted counts once that has ended well."""
        noted, reminded = len(self.noted), len(self.reminders)
        try:
            yield
        except BaseException as fault:
            del self.noted[noted:], self.reminders[reminded:]
            told = _about(number, fault)
            if told is None or isinstance(fault, self._stops):
                raise
            self.faults.append(told)

    def passed(self) -> Passed:
        """All of it."""
        return Passed(
            noted=tuple(self.noted), reminders=tuple(self.reminders), faults=tuple(self.faults)
        )


def _about(number: str, fault: BaseException) -> StationError | None:
    """The fault with the case it is about; None for a fault of the program. Dates that no clock
    can show come from other offices, in no form that anybody foresees."""
    if isinstance(fault, StationError):
        values = {**fault.values, "number": number, "fault": fault}
        return StationError("case {number}: {fault}", fault.hint, **values)
    if isinstance(fault, ArithmeticError | TypeError | ValueError):
        return StationError(
            "case {number} has times that no clock can show",
            "Look at its history, and ask the office that wrote them.", number=number,
        )  # fmt: skip
    return None


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How far an office can rely on what it sees when it asks what time calls for."""

    doubted: bool
    """The clock here, or the one that recorded the receipt, cannot be relied on."""
    heard: datetime
    """Up to when the entries of the window are here; at the window itself that is now."""


def due_act(case: Case, law: Law, stamp: Stamp, side: Side, sight: Sight) -> str | None:
    """The act that time calls for now and that this side, as the holder, may note by itself."""
    called = _called(case, law, stamp, side)
    return next((told.act for told in called if _unsure(told, sight) is None), None)


def reminders(case: Case, law: Law, stamp: Stamp, side: Side, sight: Sight) -> tuple[Reminder, ...]:
    """What somebody at this side has to see to because time has passed."""
    if holder_side(case.state, case.decider) is not side:
        return ()
    found = [(told.act, _unsure(told, sight)) for told in _called(case, law, stamp, side)]
    for act, why in _CALLS.items():
        if ACTS[act].event in STEPS[case.state]:
            found.append((act, why(_told(act, case, law, stamp, side))))
    return tuple(Reminder(case=case.number, act=act, why=fault) for act, fault in found if fault)


def started_at(case: Case) -> datetime | None:
    """The moment on which the clock of the one-time notice rests, as the window wrote it down;
    None if that clock does not run."""
    run = case.clocks.get(Clock.NOTICE)
    return run.since if run and not run.stopped else None


def _called(case: Case, law: Law, stamp: Stamp, side: Side) -> Iterator[Told]:
    """The acts of time itself whose guards hold."""
    if holder_side(case.state, case.decider) is not side:
        return
    for act in ACTS.values():
        row = STEPS[case.state].get(act.event)
        if row and row.actor is Actor.TIME:
            told = _told(act.name, case, law, stamp, side)
            if hindrance(row.guards, told) is None:
                yield told


def _told(act: str, case: Case, law: Law, stamp: Stamp, side: Side) -> Told:
    """As if the form of the act had been left empty: an act that is only listed asks less."""
    values = {field.name: "" for field in ACTS[act].fields}
    return Told(act=act, side=side, case=case, law=law, stamp=stamp, values=values)


def _unsure(told: Told, sight: Sight) -> StationError | None:
    """Why the program must not do this by itself; None if everything is known."""
    if sight.doubted:
        return StationError(
            "time calls for it, but the clock of this computer, or of the one that recorded the"
            " receipt, is in doubt",
            "Look at the date on the receipt; if the time is really over, note it yourself.",
        )
    if any(end.provisional for end in (notice_end(told), correction_end(told)) if end):
        return StationError(
            "time calls for it, but the date is only estimated: a year's calendar is not here",
            "Fetch the calendar; or count yourself, and note it if the time is really over.",
        )
    guards = STEPS[told.case.state][ACTS[told.act].event].guards
    if Guard.PROMISE_BROKEN in guards and not broken(told.case, official_day(sight.heard)):
        return StationError(
            "a promise is over, but the station was not heard since: the paper may lie there",
            "Call the station; then wait for its entries, or note it yourself.",
        )
    return None


# ---- what a person has to decide


def _promise(told: Told) -> StationError | None:
    gap = told.case.last(CaseAcceptedWithGap)
    late = broken(told.case, told.today)
    if gap is None or not late or gap.broken is not CONSEQUENCES[told.act]:
        return None
    return StationError(
        "{names} was promised and did not come in time ({rule})",
        "Do what the local rule says, with written reasons; or give more time where it allows it.",
        names=material_names(told.law.item, tuple(one.seq for one in late)), rule=gap.rule,
    )  # fmt: skip


def _correction(told: Told) -> StationError | None:
    by_itself = told.law.rules.correction_overdue is Overdue.WITHDRAWN
    if by_itself or not correction_overdue(told) or corrected(told.case):
        return None
    return StationError(
        "what the correction asked for was not brought in time",
        "Ask the applicant; then hand the case back as it is: the authority decides.",
    )


def _handed_back(told: Told) -> StationError | None:
    if not handed_back(told) or not notice_overdue(told):
        return None
    return StationError(
        "the case came back uncorrected and waits for an answer",
        "Accept the case, do not accept it, or return it.",
    )


_CALLS: dict[str, Callable[[Told], StationError | None]] = {
    "give_up_correction": _correction,
    "return": _handed_back,
    "revoke_acceptance": _promise,
    "terminate": _promise,
}
"""Acts that time calls for and only a person may do, and when."""

WATCHED: frozenset[CaseState] = frozenset(
    state
    for row in ROWS
    if row.actor is Actor.TIME or row.event in {ACTS[act].event for act in _CALLS}
    for state in row.begin
)
"""The states in which the passing of time can call for something."""

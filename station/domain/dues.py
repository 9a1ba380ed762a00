"""Which clocks run on a case now, and when each strikes.

The nearest date is what lists are ordered by, and what a light on the screen stands for.
What starts and stops a clock stands at the rows of `steps` and `facts`; how long it runs is
the item's, the law's or the place's (`local_rules`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from types import MappingProxyType

from station.domain.calendar import WorkCalendar
from station.domain.case import Case
from station.domain.clocks import LONGEST, Clock, Run, pauses, waits_for
from station.domain.codes import ItemType
from station.domain.deadlines import Due, Pause, Standing, due, standing
from station.domain.decider_events import (
    CaseAccepted,
    CaseDeemedAccepted,
    CaseGranted,
    ClockExcluded,
    CorrectionAsked,
    ResultDispatched,
)
from station.domain.expiry import SILENCE, asked_in_time, last_day_to_ask
from station.domain.hearing_events import HearingOffered
from station.domain.items import Item, Level, Span
from station.domain.local_rules import LocalRules
from station.domain.promises import first_promise
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import CaseState
from station.domain.values import Deadline


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """By what dates are found: which days count, when the office closes, what the place has
    ruled, and the item in the version of the case (None where it is not known)."""

    calendar: WorkCalendar
    closes: time
    rules: LocalRules
    item: Item | None


@dataclass(frozen=True, kw_only=True)
class Running:
    """A clock that runs: its name (an English msgid), since when, when it strikes and why.

    While `held` is not empty the clock waits for what it names, and its date moves on with
    every day.
    """

    clock: str
    since: datetime
    due: Deadline
    held: str = ""
    found: Due | None = None
    """How the date was found; None for a day that was simply named."""

    @property
    def basis(self) -> str:
        """The rule that sets it; empty if none is named."""
        return self.due.basis


def clocks(case: Case, by: Reckoning, today: date) -> tuple[Running, ...]:
    """All clocks that run on this case, the nearest first, those that are held last. None here
    on a case that goes on at another station: they run there."""
    if case.state is CaseState.TRANSFERRED:
        return ()
    found: list[Running] = []
    for clock, run in case.clocks.items():
        if not run.stopped:
            found.extend(_READERS[clock](_Reading(case=case, by=by, run=run, today=today)))
    return tuple(sorted(found, key=lambda one: (bool(one.held), one.due.at)))


_RIGHTS = frozenset({Clock.HEARING_ASK.value, Clock.RENEWAL_ASK.value})


def pressing(clocks: Iterable[Running]) -> tuple[Running, ...]:
    """Those of these clocks by which an office, or the resident towards it, is late: when a right
    to ask lapses nobody is."""
    return tuple(one for one in clocks if one.clock not in _RIGHTS)


def running(case: Case, by: Reckoning, today: date) -> Running | None:
    """The clock by which somebody is late first on this case; None when none runs."""
    return next(iter(pressing(clocks(case, by, today))), None)


def light(
    since: datetime, due_at: datetime, now: datetime, calendar: WorkCalendar, *, provisional: bool
) -> Standing:
    """How urgent a running clock is; see `deadlines.standing`."""
    whole = Due(start=since, at=due_at, provisional=provisional, explanation=())
    return standing(whole, now, calendar)


def limit_end(
    start: datetime, limit: Span, by: Reckoning, basis: str, held: tuple[Pause, ...] = ()
) -> Deadline:
    """The end of a limit as it is told to people."""
    found = due(start, limit, by.calendar, by.closes, held)
    return Deadline(at=found.at, provisional=found.provisional, basis=basis)


def decision_dues(
    case: Case, by: Reckoning, today: date
) -> tuple[Deadline | None, Deadline | None]:
    """The legal and the promised end of the decision as they are counted now."""
    ends = {one.clock: one.due for one in clocks(case, by, today)}
    return ends.get(LEGAL), ends.get(PROMISED)


PROMISED, LEGAL = "Promised decision", "Legal decision"


@dataclass(frozen=True, kw_only=True)
class _Reading:
    case: Case
    by: Reckoning
    run: Run
    today: date

    def counted(self, clock: str, limit: Span, basis: str) -> Running:
        """A limit counted from the start of this run, with its pauses and its further days."""
        longer = Span(value=limit.value + self.run.more, unit=limit.unit)
        held = pauses(self.run, self.today)
        found = due(self.run.since, longer, self.by.calendar, self.by.closes, held)
        told = Deadline(at=found.at, provisional=found.provisional, basis=basis)
        waits = waits_for(self.run, self.today)
        return Running(clock=clock, since=self.run.since, due=told, held=waits, found=found)

    def named(self, clock: str, day: date, basis: str) -> Running:
        """A day that was named in a notice or a promise: it ends when the office closes."""
        at = datetime.combine(day, self.by.closes, tzinfo=OFFICIAL_TIME)
        told = Deadline(at=at, provisional=False, basis=basis)
        return Running(clock=clock, since=self.run.since, due=told)


_Reader = Callable[[_Reading], Iterable[Running]]


def _ruled(clock: Clock, field: str) -> _Reader:
    def read(one: _Reading) -> Iterable[Running]:
        limit = getattr(one.by.rules, field)
        yield one.counted(clock.value, limit, limit.basis)

    return read


def _each_visit(clock: Clock, field: str) -> _Reader:
    def read(one: _Reading) -> Iterable[Running]:
        limit = getattr(one.by.rules, field)
        for _, since in one.run.visits:
            yield replace(one, run=Run(since=since)).counted(clock.value, limit, limit.basis)

    return read


def _correction(one: _Reading) -> Iterable[Running]:
    asked, usual = one.case.last(CorrectionAsked), one.by.rules.correction
    if asked and asked.fix_by:
        yield one.named(Clock.CORRECTION.value, asked.fix_by, "补正告知书")
    elif usual:
        yield one.counted(Clock.CORRECTION.value, usual, usual.basis)


def _decision(one: _Reading) -> Iterable[Running]:
    """Both limits: a promise binds once it is published. Without the item, as they were told."""
    item = one.by.item
    if item is None:
        told = one.case.last(CaseAccepted) or one.case.last(CaseDeemedAccepted)
        ends = ((PROMISED, told.promised_due), (LEGAL, told.legal_due)) if told else ()
        for name, end in ends:
            if end:
                yield Running(clock=name, since=one.run.since, due=end)
        return
    for name, limit in ((PROMISED, item.promised_limit), (LEGAL, item.legal_limit)):
        if limit is not None:
            yield one.counted(name, limit, limit.basis)


def _review(one: _Reading) -> Iterable[Running]:
    """行政许可法 43 binds the lower office only where a higher one decides."""
    item, limit = one.by.item, one.by.rules.lower_review
    two_levels = one.case.opened.decided_by.level is Level.DISTRICT
    if item and two_levels and Level.TOWNSHIP in item.level_chain:
        yield one.counted(Clock.REVIEW.value, limit, limit.basis)


def _excluded(one: _Reading) -> Iterable[Running]:
    """When the time outside the clock should be over, as the applicant was told."""
    told = one.case.last(ClockExcluded)
    if told and 0 < told.days <= LONGEST:
        span = Span(value=told.days, unit=told.unit)
        yield one.counted(Clock.EXCLUDED.value, span, told.what)


def _gap(one: _Reading) -> Iterable[Running]:
    day = first_promise(one.case)
    if day:
        yield one.named(Clock.GAP.value, day, "容缺受理承诺书")


def _hearing_ask(one: _Reading) -> Iterable[Running]:
    """Once its last day is over nobody has anything to do: the right has lapsed."""
    offered = one.case.last(HearingOffered)
    if offered and one.today <= offered.ask_by:
        limit = one.by.rules.hearing_ask
        yield one.named(Clock.HEARING_ASK.value, offered.ask_by, limit.basis)


def _renewal(one: _Reading) -> Iterable[Running]:
    """行政许可法 50: decided before the licence ends; nothing is left out of it."""
    named = asked_in_time(one.case)
    if named:
        yield one.named(Clock.RENEWAL.value, named.valid_until, SILENCE)


def _renewal_ask(one: _Reading) -> Iterable[Running]:
    """行政许可法 50: the last day on which the holder of a licence asks in time that it goes on."""
    result, item, limit = one.case.last(ResultDispatched), one.by.item, one.by.rules.renewal_ask
    if result is None or result.valid_until is None or not one.case.last(CaseGranted):
        return
    if item and item.item_type is ItemType.LICENCE:
        day = last_day_to_ask(result.valid_until, limit)
        yield one.named(Clock.RENEWAL_ASK.value, day, limit.basis)


_READERS: Mapping[Clock, _Reader] = MappingProxyType(
    {
        Clock.PRE_REVIEW: _ruled(Clock.PRE_REVIEW, "pre_review"),
        Clock.FORWARD: _ruled(Clock.FORWARD, "forward"),
        Clock.NOTICE: _ruled(Clock.NOTICE, "notice"),
        Clock.CORRECTION: _correction,
        Clock.REVIEW: _review,
        Clock.DECISION: _decision,
        Clock.EXCLUDED: _excluded,
        Clock.GAP: _gap,
        Clock.DELIVERY: _ruled(Clock.DELIVERY, "deliver"),
        Clock.HEARING_ASK: _hearing_ask,
        Clock.HEARING: _ruled(Clock.HEARING, "hearing_hold"),
        Clock.RENEWAL: _renewal,
        Clock.RENEWAL_ASK: _renewal_ask,
        Clock.RATING_CONTACT: _each_visit(Clock.RATING_CONTACT, "rating_contact"),
        Clock.RATING_FIX: _each_visit(Clock.RATING_FIX, "rating_fix"),
    }
)

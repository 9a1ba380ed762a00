"""The clocks of a case, and how events start, stop, hold and lengthen them.

Which event does what to which clock stands at its row in `station.domain.steps`; how long
each clock runs, and by which law, in `station.domain.dues`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from types import MappingProxyType

from station.domain.deadlines import Pause
from station.domain.decider_events import (
    CaseDeemedAccepted,
    ClockExcluded,
    DecisionExtended,
    PublicityPosted,
    ResultDispatched,
)
from station.domain.event import CaseEvent
from station.domain.fact_events import RatingContacted, RatingSettled
from station.domain.hearing_events import HearingAnswered
from station.domain.stamp import OFFICIAL_TIME
from station.domain.window_events import (
    CaseHandedOver,
    CaseRated,
    CaseReceived,
    CorrectionGivenUp,
)

BAD_RATINGS = (4, 5)
"""不满意 and 非常不满意: the rating is bad (差评) and its clocks run."""
LONGEST = 3660
"""Days beyond which nothing is counted: no number from outside makes a list wait."""


class Clock(Enum):
    """What the law, a local rule or a promise has a date for. Values are English msgids."""

    PRE_REVIEW = "Pre-review"
    FORWARD = "Hand over"
    NOTICE = "One-time notice"
    CORRECTION = "Correction"
    REVIEW = "Lower-level review"
    DECISION = "Decision"
    EXCLUDED = "Special procedure"
    GAP = "Promised papers"
    DELIVERY = "Delivery"
    HEARING_ASK = "Asking for a hearing"
    HEARING = "Hearing"
    RENEWAL = "Decision on the renewal"
    RENEWAL_ASK = "Asking for the renewal"
    RATING_CONTACT = "Contact after a bad rating"
    RATING_FIX = "Fix after a bad rating"


class Doing(Enum):
    """What an event does to a clock. Values are English msgids."""

    START = "starts"
    START_AT_RECEIPT = "starts, counted from the receipt of the papers"
    START_OF_VISIT = "starts for this visit"
    STOP_OF_VISIT = "stops for this visit"
    STOP = "stops"
    HOLD = "is held"
    GO_ON = "goes on"
    LENGTHEN = "gets more days"


@dataclass(frozen=True)
class Effect:
    """What an event does to one clock."""

    doing: Doing
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Run:
    """A clock that was started, as far as events tell."""

    since: datetime
    pauses: tuple[Pause, ...] = ()
    held: Pause | None = None
    """The pause that still runs; its `ends` is its first day."""
    until: date | None = None
    """The last day that this pause can take away; None: as long as it lasts."""
    more: int = 0
    """Days that it got."""
    stopped: datetime | None = None
    visits: tuple[tuple[date, datetime], ...] = ()
    """For a clock that runs for each visit by itself: those for which it runs, since when."""


Runs = Mapping[Clock, Run]
NO_RUNS: Runs = MappingProxyType({})


def starts(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.START, clock) for clock in clocks)


def stops(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.STOP, clock) for clock in clocks)


def holds(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.HOLD, clock) for clock in clocks)


def goes_on(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.GO_ON, clock) for clock in clocks)


def starts_of_visit(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.START_OF_VISIT, clock) for clock in clocks)


def stops_of_visit(*clocks: Clock) -> tuple[Effect, ...]:
    return tuple(Effect(Doing.STOP_OF_VISIT, clock) for clock in clocks)


RATING_CLOCKS = (Clock.RATING_CONTACT, Clock.RATING_FIX)
STOP_ALL = stops(*(clock for clock in Clock if clock not in RATING_CLOCKS))
"""Of the case itself: who was served badly is called, whatever became of the case."""


def after(runs: Runs, effects: Sequence[Effect], event: CaseEvent) -> Runs:
    """The clocks after an event with these effects. What does not run is neither stopped, nor
    held, nor lengthened; what runs already is not started anew."""
    if not effects:
        return runs
    new = dict(runs)
    for effect in effects:
        if isinstance(event, CaseRated | RatingContacted | RatingSettled):
            run = _of_visit(effect.doing, new.get(effect.clock) or Run(since=event.at), event)
        else:
            run = _after(effect, new, event)
        if run is not None:
            new[effect.clock] = run
    return MappingProxyType(new)


def _after(effect: Effect, known: Runs, event: CaseEvent) -> Run | None:
    run = known.get(effect.clock)
    runs = run is not None and not run.stopped
    if effect.doing in (Doing.START, Doing.START_AT_RECEIPT):
        return None if runs or not _begins(effect, event, known) else _started(effect, event)
    if run is None or run.stopped:
        return None
    match effect.doing:
        case Doing.STOP:
            return replace(_gone_on(run, event), stopped=event.at)
        case Doing.HOLD:
            return _held(run, event)
        case Doing.GO_ON:
            return _gone_on(run, event)
        case _:
            more = event.days if isinstance(event, DecisionExtended) else 0
            return replace(run, more=run.more + (more if 0 < more <= LONGEST else 0))


def _of_visit(
    doing: Doing, run: Run, event: CaseRated | RatingContacted | RatingSettled
) -> Run | None:
    """Each visit that was rated badly has its own clock; a good rating starts nothing."""
    others = tuple(one for one in run.visits if one[0] != event.visit)
    if doing is Doing.STOP_OF_VISIT:
        return replace(run, visits=others)
    if isinstance(event, CaseRated) and event.level in BAD_RATINGS:
        return replace(run, visits=(*others, (event.visit, event.at)))
    return None


def _begins(effect: Effect, event: CaseEvent, known: Runs) -> bool:
    """A hearing that nobody has to hold starts nothing, nor one of which word comes when there is
    no decision to wait any more, nor does a document without a last day. Where the station does
    not receive for the authority the time for the notice begins with the arrival there."""
    match event:
        case HearingAnswered(wanted=wanted, in_time=in_time):
            decision = known.get(Clock.DECISION)
            return wanted and in_time and decision is not None and not decision.stopped
        case ResultDispatched(valid_until=until):
            return until is not None
        case CaseReceived() | CaseHandedOver() | CorrectionGivenUp():
            return effect.clock is not Clock.NOTICE or event.for_authority
        case _:
            return True


def _started(effect: Effect, event: CaseEvent) -> Run:
    """A case accepted by silence counts from its receipt, a hearing from the day of the wish."""
    if effect.doing is Doing.START_AT_RECEIPT and isinstance(event, CaseDeemedAccepted):
        return Run(since=event.since)
    if isinstance(event, HearingAnswered) and event.on < _day(event.at):
        return Run(since=datetime.combine(event.on, time.min, tzinfo=OFFICIAL_TIME))
    return Run(since=event.at)


def _held(run: Run, event: CaseEvent) -> Run:
    """Time that the item or the law does not exclude stays inside the clock."""
    if run.held or (isinstance(event, ClockExcluded) and not event.excluded):
        return run
    why = event.what if isinstance(event, ClockExcluded) else _PENDING
    day = _day(event.at)
    until = event.until if isinstance(event, PublicityPosted) else None
    return replace(run, held=Pause(begins=day, ends=day, why=why), until=until)


def _gone_on(run: Run, event: CaseEvent) -> Run:
    if run.held is None:
        return run
    return replace(run, held=None, pauses=pauses(run, _day(event.at)))


def pauses(run: Run, today: date) -> tuple[Pause, ...]:
    """The pauses of a clock; one that still runs goes to today, a public notice no further than
    it was told to hang."""
    if run.held is None:
        return run.pauses
    ends = min(today, run.until) if run.until else today
    return (*run.pauses, replace(run.held, ends=max(ends, run.held.begins)))


def waits_for(run: Run, today: date) -> str:
    """For what the clock waits today; empty if it goes on."""
    over = run.until is not None and today > run.until
    return run.held.why if run.held and not over else ""


_PENDING = "容缺材料未补齐"
"""Why a delivery waits whose document is locked (Gaoming)."""


def _day(moment: datetime) -> date:
    try:
        return moment.astimezone(OFFICIAL_TIME).date()
    except OverflowError:
        return moment.date()

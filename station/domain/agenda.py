"""What a case asks of the station, each thing with its moment: what lists of reminders and of
deliveries are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum

from station.domain.case import Case
from station.domain.clocks import Clock
from station.domain.decider_events import (
    CaseAcceptedWithGap,
    ResultDispatched,
)
from station.domain.dues import Running, pressing
from station.domain.papers_guards import corrected
from station.domain.promises import open_promises, promised_for
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import NEGATIVE_ENDS, OVER, CaseState
from station.domain.values import DeliveryPlan, Side
from station.domain.voices import thread
from station.domain.window_events import (
    DeliveryFailed,
    DeliveryPlanned,
    PapersTaken,
    PickupAppointed,
)


class Matter(Enum):
    """What is to be seen to. Values are English msgids."""

    CLOCK = "date"
    """A limit of the law, of a local rule or of the item ends."""
    PROMISE = "promised"
    """A paper was promised for this day."""
    PICK_UP = "pick-up"
    """The resident was told to come."""
    VISIT = "home visit"
    COURIER = "courier"
    LOCKER = "locker"
    ELECTRONIC = "electronic"
    FAILED = "failed"
    """It was tried, and not delivered."""
    RENEWAL = "licence ends"
    """Until this day its holder asks in time that it goes on (行政许可法 50)."""
    RESULT = "result here"
    """Nobody was told of it yet."""
    MESSAGE = "the district writes"
    """The other office wrote, and nobody here has read it."""
    HAND_OVER = "hand over"
    """What a correction asked for is here; it waits to go back."""


TO_HAND_OUT = (
    Matter.RESULT, Matter.PICK_UP, Matter.VISIT, Matter.COURIER, Matter.LOCKER,
    Matter.ELECTRONIC, Matter.FAILED,
)  # fmt: skip
"""送达与领取."""
ARRANGED = TO_HAND_OUT[1:-1]
"""Those with a day that was agreed: a reminder when the day is near."""
TO_REMEMBER = (Matter.CLOCK, Matter.PROMISE, Matter.MESSAGE, Matter.HAND_OVER, Matter.RENEWAL)
"""待办提醒, besides what is arranged for one of the next days; a licence may end far off."""
_LONGEST = 80  # characters of a message that a list shows
_WAYS = {
    DeliveryPlan.HOME: Matter.VISIT,
    DeliveryPlan.COURIER: Matter.COURIER,
    DeliveryPlan.LOCKER: Matter.LOCKER,
    DeliveryPlan.ELECTRONIC: Matter.ELECTRONIC,
}


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing to see to: what it is, when, and in words of the case what it is about."""

    matter: Matter
    at: datetime
    about: str


def agenda(case: Case, clocks: Sequence[Running]) -> tuple[Thing, ...]:
    """All that this case asks of the station now. A held clock asks nothing: its end moves; what
    another office wrote of times that no clock can show is left out."""
    things = (
        *(
            Thing(matter=Matter.CLOCK, at=one.due.at, about=one.clock)
            for one in pressing(clocks)
            if not one.held and one.clock != Clock.GAP.value
        ),
        *_renewal(case, clocks),
        *_promises(case),
        *_messages(case),
        *_corrected(case),
        *_delivery(case),
    )
    return tuple(one for one in things if _can_be_shown(one.at))


def _can_be_shown(moment: datetime) -> bool:
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return False
    return True


def _promises(case: Case) -> Iterator[Thing]:
    gap = case.last(CaseAcceptedWithGap)
    names = {one.seq: one.paper for one in gap.promises} if gap else {}
    for paper in open_promises(case) if case.state not in OVER else ():
        day = promised_for(case, paper.seq)
        if day:
            about = names.get(paper.seq, str(paper.seq))
            yield Thing(matter=Matter.PROMISE, at=_on(day, last=True), about=about)


def _renewal(case: Case, clocks: Sequence[Running]) -> Iterator[Thing]:
    result = case.last(ResultDispatched)
    for one in clocks:
        if result and one.clock == Clock.RENEWAL_ASK.value:
            yield Thing(matter=Matter.RENEWAL, at=one.due.at, about=result.document)


def _messages(case: Case) -> Iterator[Thing]:
    """One for all that nobody has read, from the first of them on."""
    new = [one for one in thread(case) if one.side is not Side.STATION and not one.read]
    if new:
        yield Thing(matter=Matter.MESSAGE, at=new[0].at, about=new[-1].words[:_LONGEST])


def _corrected(case: Case) -> Iterator[Thing]:
    brought = case.last(PapersTaken)
    if case.state is CaseState.CORRECTION and brought and corrected(case):
        yield Thing(matter=Matter.HAND_OVER, at=brought.at, about="")


def _delivery(case: Case) -> Iterator[Thing]:
    """How it stands with what is to be handed out: the latest word on it."""
    if case.state not in (CaseState.IN_DELIVERY, CaseState.UNDELIVERABLE, *NEGATIVE_ENDS):
        return
    kinds = (ResultDispatched, PickupAppointed, DeliveryPlanned, DeliveryFailed)
    last = next(
        (one.event for one in reversed(case.history)
         if not one.refused and isinstance(one.event, kinds)),
        None,
    )  # fmt: skip
    match last:
        case PickupAppointed():
            about = f"{last.slot} {last.place}".strip()
            yield Thing(matter=Matter.PICK_UP, at=_on(last.day), about=about)
        case DeliveryPlanned():
            about = " ".join(part for part in (last.slot, last.place, last.reference) if part)
            yield Thing(matter=_WAYS[last.way], at=_on(last.day), about=about)
        case DeliveryFailed():
            yield Thing(matter=Matter.FAILED, at=last.tried_at, about=last.place)
        case _:
            document = last.document if isinstance(last, ResultDispatched) else ""
            yield Thing(matter=Matter.RESULT, at=case.history[-1].event.at, about=document)


def _on(day: date, *, last: bool = False) -> datetime:
    """The beginning of a day, or its end: a promise is kept on its last day as well."""
    return datetime.combine(day, time(23, 59) if last else time.min, tzinfo=OFFICIAL_TIME)

"""What an office answers to events that came over the line and have no lawful place here."""

from collections.abc import Sequence

from station.domain.case import Admits, Arrived, Case, Why, any_case, each_step
from station.domain.event import CaseEvent, Event
from station.domain.fact_events import EventRefused
from station.domain.office_events import EntryPurged
from station.domain.purging import OF_THE_OFFICE
from station.domain.stamp import Stamp

_LONGEST_NUMBER, _LONGEST_REASON = 64, 400
GONE = "the records of this case are purged at the other office: their term of keeping is over"


def judged(
    arrived: Sequence[Arrived], admits: Admits = any_case
) -> tuple[Case | None, tuple[tuple[str, Why], ...]]:
    """The case as in `replay`, and digest and reason of each event to be answered by a refusal:
    of those that have no lawful place in it.

    Where the records were purged nothing has a place any more. Each office keeps its own copy,
    so what the other one notes of its own order is no fault and gets no answer.
    """
    steps = list(each_step((one.entry for one in arrived), admits))
    gone = any(isinstance(one.entry.event, EntryPurged) for one in arrived)
    refused = tuple(
        (one.digest, Why(reason=GONE) if gone and case is None else why)
        for one, (case, why) in zip(arrived, steps, strict=True)
        if why
        and may_be_refused(one.entry.event)
        and not (gone and isinstance(one.entry.event, OF_THE_OFFICE))
    )
    return steps[-1][0] if steps else None, refused


def refusal(stamp: Stamp, case: str, digest: str, why: Why) -> EventRefused:
    """The answer to the event with this digest. It fits into an entry, however long the words
    are that it answers."""
    return EventRefused(
        at=stamp.at, by=stamp.by, case=case[:_LONGEST_NUMBER], refused=digest,
        reason=why.reason[:_LONGEST_REASON],
        values={name: value[:_LONGEST_REASON] for name, value in why.values.items()},
    )  # fmt: skip


def may_be_refused(event: Event) -> bool:
    """Whether an event can be answered by a refusal: a newer office's kinds cannot, and no
    refusal either, for two offices would answer each other for ever."""
    return isinstance(event, CaseEvent) and not isinstance(event, EventRefused)

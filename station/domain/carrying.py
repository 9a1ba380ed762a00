"""A history that travels inside other entries: put together in order, and read."""

from collections.abc import Iterator, Sequence

from station.domain import canon
from station.domain.codec import case_of, decode
from station.domain.event import Event
from station.domain.table import IllegalStep
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side


def next_part(parts: tuple[CaseBrought, ...], event: CaseBrought) -> tuple[CaseBrought, ...]:
    """The parts that are here, with the next one; a first part begins anew. Raises IllegalStep
    where one is missing."""
    if event.part == 1:
        return (event,)
    if event.part != len(parts) + 1:
        raise IllegalStep(
            "a part of the case's history is missing", "The district sends it from its beginning."
        )
    return (*parts, event)


def carried(parts: Sequence[CaseBrought]) -> Iterator[tuple[Side, Event]]:
    """What happened to the case before, each with the end of the line that wrote it. Raises
    NotAnEvent, and IllegalStep for what happened to another case."""
    for told in (told for part in parts for told in part.told):
        event = decode(canon.write(told.event))
        if case_of(event) != parts[0].case:
            raise IllegalStep(
                "the history is that of another case", "The district sends it from its beginning."
            )
        yield told.side, event

"""How a case goes on at another station: its history travels whole and is folded there again.

So nothing has to be copied field by field: papers, promises, mandates, clocks, numbers and
noes are what the same events make of them (ADR 0023).
"""

from collections.abc import Iterator
from dataclasses import replace

from station.domain import canon
from station.domain.case import Case
from station.domain.codec import encode
from station.domain.event import Event
from station.domain.fact_events import CaseViewed, EventRefused
from station.domain.stamp import Stamp
from station.domain.transfer_events import Carried, CaseBrought, CaseTransferred

STAYS: tuple[type[Event], ...] = (CaseViewed, EventRefused)
"""What belongs to the line on which it was written, and tells nothing of the case."""
PART = 32 * 1024
"""Bytes of history in one event; one entry at least."""


def bring(
    case: Case, went: CaseTransferred, *, from_station: str, from_name: str, stamp: Stamp
) -> tuple[CaseBrought, ...]:
    """What the district writes for the station to which the case goes; `case` is as the line
    that it leaves has it now."""
    bundles = list(_bundles(_history(case)))
    return tuple(
        CaseBrought(
            at=stamp.at, by=stamp.by, case=case.number, from_station=from_station,
            from_name=from_name, reason=went.reason, part=part, parts=len(bundles), told=told,
        )
        for part, told in enumerate(bundles, start=1)
    )  # fmt: skip


def _history(case: Case) -> Iterator[tuple[Carried, int]]:
    """Each entry that had effect, with its size; of what was carried before, only that it was."""
    number = 0
    for entry in case.history:
        event = entry.event
        if entry.refused or isinstance(event, (*STAYS, CaseTransferred)):
            continue
        if isinstance(event, CaseBrought):
            event = replace(event, part=1, parts=1, told=())
        number += 1
        data = encode(event, number)
        yield Carried(side=entry.side, event=canon.read(data)), len(data)


def _bundles(carried: Iterator[tuple[Carried, int]]) -> Iterator[tuple[Carried, ...]]:
    told: tuple[Carried, ...] = ()
    size = 0
    for one, length in carried:
        if told and size + length > PART:
            yield told
            told, size = (), 0
        told, size = (*told, one), size + length
    yield told

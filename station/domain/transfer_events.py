"""A case goes on at another station: villages merge, a resident moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from station.domain.event import CaseEvent
from station.domain.values import Side


@dataclass(frozen=True, kw_only=True)
class CaseTransferred(CaseEvent):
    """转出: from here on the station with the code `to` holds the case. It has no effect if the
    district refuses it."""

    kind = "case_transferred"
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Carried:
    """An event of the case on the line that it left."""

    side: Side
    event: Mapping[str, Any]
    """As it stands in a journal: `kind`, `at`, `by`, `no` and its fields."""


@dataclass(frozen=True, kw_only=True)
class CaseBrought(CaseEvent):
    """转入: the district brings a case from another station, with all that made it what it is.

    A long history comes in several of these, one after the other; with the last one the case is
    there. The receipt number stays the one that the resident has.
    """

    kind = "case_brought"
    from_station: str
    from_name: str
    reason: str
    part: int
    """From 1 to `parts`."""
    parts: int
    told: tuple[Carried, ...]

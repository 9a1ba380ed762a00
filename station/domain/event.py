"""What an event is: past, immutable and whole.

The kinds stand in the modules whose names end in `_events`; `station.domain.events` is their
roll.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from station.domain.errors import RuleBroken


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened once: `at` carries a time zone, `by` is the person's name."""

    kind: ClassVar[str]
    at: datetime
    by: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            hint = "This is a fault of the program."
            raise RuleBroken("the time of {kind} has no time zone", hint, kind=self.kind)


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Something that happened to the case with this local receipt number."""

    case: str


@dataclass(frozen=True, kw_only=True)
class Unrecognised(Event):
    """A kind, or a form of a kind, that this version does not know. Kept and sent on whole."""

    kind = "unrecognised"
    raw: bytes
    case: str
    """The case it names; empty if none."""

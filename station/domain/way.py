"""How far what this station wrote about a case has come on its way to the district.

Nothing is ever marked as sent (docs/wire.md, section 4). A stick that was written and an answer
that came prove nothing: only what the district said, signed, that it holds is held. So a case is
told as no further on its way than is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Leg(Enum):
    """Where the last entry about a case is, as far as anybody said so."""

    SAVED = "saved"
    """At this station, and nowhere else that we know of."""
    ON_STICK = "on_stick"
    """Also on a stick, read back there."""
    SENT = "sent"
    """Also put on the network. It may have arrived."""
    HELD = "held"
    """The district said, signed, that it holds it: the receipt."""


@dataclass(frozen=True, kw_only=True)
class Departure:
    """What left by one of the roads last: our entries up to this one."""

    upto: int
    """Its place in the order in which entries came here."""
    at: datetime
    stick: int
    """The how many-th use of a stick it was at this station; 0: by network."""


@dataclass(frozen=True, kw_only=True)
class CaseWay:
    """How far one case has come."""

    leg: Leg
    waiting: int
    """Entries of ours about it that the district has not said it holds."""
    all_wait: bool
    """Whether it holds none of them yet."""
    left: Departure | None
    """With what the last of them left, if it is on its way."""


def way_of(*, last: int, entries: int, waiting: int, left: Iterable[Departure]) -> CaseWay:
    """The way of a case about which we wrote so many entries, the last one at place `last`."""
    going = [one for one in left if one.upto >= last] if waiting else []
    latest = max(going, key=lambda one: one.at, default=None)
    if not waiting:
        leg = Leg.HELD
    elif latest is None:
        leg = Leg.SAVED
    else:
        leg = Leg.ON_STICK if latest.stick else Leg.SENT
    return CaseWay(leg=leg, waiting=waiting, all_wait=waiting == entries, left=latest)

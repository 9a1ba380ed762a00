"""Values that events are made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Side(Enum):
    """The two ends of a line."""

    STATION = "station"
    DISTRICT = "district"


class Taken(Enum):
    """How a paper came into the case."""

    ORIGINAL = "original"
    """The original is kept."""
    SEEN = "seen"
    """The original was checked and given back; a copy is kept where the item asks for one."""
    COPY = "copy"
    """Only a copy was handed in."""
    PROMISED = "promised"
    """To be brought later; only for papers that may be (容缺后补)."""
    NEEDED = "needed"
    """Its condition holds, and it is not here yet."""
    ABSENT = "absent"
    """Taken out again: the row was ticked by mistake, or the resident took the paper back."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is in hand for one material of the item, named by its number in the item."""

    seq: int
    taken: Taken
    originals: int = 0
    copies: int = 0
    pages: int = 0


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One line of a one-time notice: the paper, what is wrong, by which rule, how to mend it."""

    seq: int
    """The number of the material in the item; 0 when the line is about no paper."""
    paper: str
    fault: str
    basis: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date computed from the law, kept as it was told to the resident."""

    at: datetime
    provisional: bool
    """True when the official calendar of a year it runs through was not known."""
    basis: str
    """The rule that sets the limit, as the item or the law names it; empty if none is named."""

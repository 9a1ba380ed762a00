"""What can be found odd in a station's journal, and how much each finding weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Weight(Enum):
    """How much a finding weighs."""

    FAULT = "fault"
    """It cannot be so where everybody is honest."""
    ASK = "ask"
    """There is an honest way to it, and another one: somebody has to be asked."""
    NOTE = "note"
    """It is so; nothing is wrong."""


class Oddity(Enum):
    """What can be found."""

    BROKEN = "broken"
    DOUBTFUL = "doubtful"
    STRANGER = "stranger"
    FOISTED = "foisted"
    OVERSTEPPED = "overstepped"
    REWRITTEN = "rewritten"
    FORKED = "forked"
    WENT_BACK = "went_back"
    CUT_OFF = "cut_off"
    CLOCK_BACK = "clock_back"
    CLOCK_AHEAD = "clock_ahead"
    CLOCK_DOUBTED = "clock_doubted"
    LET_IN = "let_in"
    KEYS_AGAIN = "keys_again"
    KEYS_ENDED = "keys_ended"
    SLOTS = "slots"
    MANY_LOOKS = "many_looks"
    SILENT = "silent"
    WAITING = "waiting"


_ODD = Oddity
WEIGHTS: Mapping[Oddity, Weight] = MappingProxyType(
    {
        **dict.fromkeys(
            (_ODD.BROKEN, _ODD.DOUBTFUL, _ODD.STRANGER, _ODD.FOISTED, _ODD.OVERSTEPPED,
             _ODD.REWRITTEN),
            Weight.FAULT,
        ),
        **dict.fromkeys(
            (_ODD.FORKED, _ODD.CUT_OFF, _ODD.CLOCK_BACK, _ODD.CLOCK_AHEAD, _ODD.LET_IN,
             _ODD.KEYS_AGAIN, _ODD.KEYS_ENDED, _ODD.SLOTS, _ODD.MANY_LOOKS, _ODD.SILENT),
            Weight.ASK,
        ),
        **dict.fromkeys((_ODD.WENT_BACK, _ODD.CLOCK_DOUBTED, _ODD.WAITING), Weight.NOTE),
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something odd in a station's journal."""

    what: Oddity
    life: str
    number: int
    """The entry where it shows; 0 if it is about none."""
    who: str = ""
    count: int = 0
    """How many entries, records or days it is about."""
    numbers: str = ""
    """Which entries, if they are several."""

    @property
    def weight(self) -> Weight:
        """How much it weighs."""
        return WEIGHTS[self.what]

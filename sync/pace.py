"""How much a road bears at once: learnt from what passed, what took long and what did not pass."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sync.errors import PASSING

LEAST = 2 * 1024
FIRST = 64 * 1024
MOST = 4 * 1024 * 1024
"""Bytes of one sealed message: what any road is taken to bear, what one that nobody knows yet, and
what is asked of the best."""
TOO_LONG = frozenset({"too-big", "answer-too-long"})
"""Faults of the road that say that a message, or the answer to it, was too long for it."""
HALVES = 2
"""Into how many parts a message is cut that was too long: that is said at once, so that a try costs
little, and a half wastes least of what the road bears. Twelve refusals lead from `MOST` to the
shortest."""
SHORTER = 8
"""Into how many parts one that was lost in time: each try may cost a whole deadline, and how much
would have passed is learnt from the next one that does."""
CALM = 128
"""So many messages pass before a road that refused one is asked for more again."""
FASTEST = 10**9
QUICK_FROM = 64 * 1024
"""Bytes a second from which on a road is quicker than the best packing."""
CUT_BY = PASSING | TOO_LONG
"""Faults of the road that a shorter message, or a shorter answer, may escape: who hangs up in the
middle of a long one looks like nobody there."""


def _unmeasured() -> float:
    return 0.0


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What one road is known to bear."""

    most: int
    """Bytes of one sealed message, or of the answer to it."""
    patience: float = 0.0
    """Seconds that a message and its answer should take at most; 0: the road is not measured."""
    passed: Callable[[], float] = _unmeasured
    """Seconds since some moment; they only grow."""
    calm: int = 0
    """How many messages have still to pass before it is asked for more."""
    speed: int = 0
    """Bytes a second that it made at least: those of the best of the last messages with its answer,
    and with all that the other end did meanwhile; 0: not known."""

    @property
    def measured(self) -> bool:
        """Whether anything is learnt from this road, and told to the other end of it."""
        return self.patience > 0

    @property
    def quick(self) -> bool:
        """Whether to pack shorter takes longer than it saves."""
        return self.speed >= QUICK_FROM

    def bore(self, *, longest: int, both: int, seconds: float) -> "Pace":
        """After a message and its answer passed: the longer one of the two, both together, and how
        long it took. What came near the most shows that more may pass, and the speed how much."""
        if not self.measured:
            return self
        speed = min(int(both / seconds), FASTEST) if seconds > 0 else FASTEST
        speed = max(speed, self.speed * 7 // 8)
        return replace(self._after(longest, both, seconds), speed=speed)

    def _after(self, longest: int, both: int, seconds: float) -> "Pace":
        fits = int(both * self.patience / seconds) if seconds > 0 else MOST
        if seconds > self.patience:
            return replace(self, most=max(LEAST, min(self.most, fits)))
        if self.calm:
            return replace(self, calm=self.calm - 1)
        if 2 * longest >= self.most:
            return replace(self, most=max(self.most, min(2 * self.most, fits, MOST)))
        return self

    def refused(self, size: int, reason: str) -> "Pace":
        """After a message of this size did not pass, for this reason of `CUT_BY`."""
        parts, speed = (HALVES, self.speed) if reason in TOO_LONG else (SHORTER, 0)
        return replace(self, most=min(self.most, size) // parts, calm=CALM, speed=speed)

    @property
    def text(self) -> str:
        """What is remembered of it."""
        return f"{max(LEAST, min(self.most, MOST))} {self.calm} {self.speed}"


UNMEASURED = Pace(most=2 * MOST)
"""A stick, which bears what it holds."""


def remembered(text: str, *, patience: float, passed: Callable[[], float]) -> Pace:
    """The pace of a road as it was remembered; empty if it is not known yet."""
    most, calm, speed = map(int, text.split()) if text else (FIRST, 0, 0)
    return Pace(most=most, patience=patience, passed=passed, calm=calm, speed=speed)

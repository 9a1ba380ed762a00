"""When the exchange that goes by itself is tried next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from station.domain.errors import StationError

_SPREAD = 0.1
"""By so much of the interval chance puts a try off: stations that began together part."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How the exchanges stand that nobody asks for."""

    every: int
    """Minutes between two of them; 0: there are none."""
    tried: datetime | None = None
    """When the last one was; None if there was none yet."""
    fault: StationError | None = None
    """Why it came to nothing; None if it did not."""
    received: int = 0
    """Entries of the district that came with it."""

    def next(self, chance: float) -> datetime | None:
        """When the next one is due; None if there is none, or none was tried yet. `chance` is a
        number from 0 to 1."""
        if not self.every or self.tried is None:
            return None
        return self.tried + timedelta(minutes=self.every * (1 + _SPREAD * chance))

    def is_due(self, now: datetime, chance: float) -> bool:
        """Whether it is time for one. So it is too where the clock was put back behind the last."""
        at = self.next(chance)
        behind = self.tried is not None and self.tried > now
        return bool(self.every) and (at is None or behind or at <= now)

"""The only door to time and chance at a district."""

import secrets
from datetime import UTC, datetime
from typing import Protocol

from station.domain.stamp import OFFICIAL_TIME


class Clock(Protocol):
    """Time and chance. Tests hand in one that they set by hand."""

    def now(self) -> datetime:
        """This moment, with its zone."""

    def chance(self, count: int) -> bytes:
        """Unpredictable bytes."""


class WallClock:
    """The clock and the random source of this computer."""

    def now(self) -> datetime:
        """This moment in official time."""
        return datetime.now(UTC).astimezone(OFFICIAL_TIME)

    def chance(self, count: int) -> bytes:
        """Unpredictable bytes from the operating system."""
        return secrets.token_bytes(count)

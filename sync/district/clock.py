"""The only door to time and chance at a district."""

import secrets
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8))
"""China Standard Time, in which legal days are counted."""


class Clock(Protocol):
    """Time and chance. Tests hand in one that they set by hand."""

    def now(self) -> datetime:
        """This moment, with its zone."""

    def chance(self, count: int) -> bytes:
        """Unpredictable bytes."""


class WallClock:
    """The clock and the random source of this computer."""

    def now(self) -> datetime:
        """This moment in China Standard Time."""
        return datetime.now(UTC).astimezone(CHINA)

    def chance(self, count: int) -> bytes:
        """Unpredictable bytes from the operating system."""
        return secrets.token_bytes(count)

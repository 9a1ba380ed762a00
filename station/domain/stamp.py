"""Who acts and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

OFFICIAL_TIME = timezone(timedelta(hours=8))
"""Beijing time, the only one in China, without daylight saving since 1992: it decides on which
day something happened."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The person's name and the moment (with its zone); the desk fills it in."""

    at: datetime
    by: str

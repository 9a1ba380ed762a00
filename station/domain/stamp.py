"""Who acts and when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

OFFICIAL_TIME = timezone(timedelta(hours=8))
"""Beijing time, the only one in China, without daylight saving since 1992: it decides on which
day something happened."""

SYSTEM = "系统"
"""By whom an entry is that the program makes of itself, because time has passed."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The person's name and the moment (with its zone); the desk fills it in."""

    at: datetime
    by: str

    @property
    def day(self) -> date:
        """The day on which it is, in official time."""
        return official_day(self.at)


def official_day(moment: datetime) -> date:
    """The day in official time. Raises OverflowError at both ends of the calendar."""
    return moment.astimezone(OFFICIAL_TIME).date()

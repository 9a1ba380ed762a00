"""A time over which something is listed or counted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from station.domain.stamp import OFFICIAL_TIME


@dataclass(frozen=True, kw_only=True)
class Period:
    """Moments after `begins` up to `ends`: what is written when a list is due still counts."""

    begins: datetime
    ends: datetime

    def holds(self, at: datetime) -> bool:
        """Whether this moment lies in it."""
        return self.begins < at <= self.ends


def days(first: date, last: date) -> Period:
    """From the beginning of one day to the end of another, in official time."""
    return Period(begins=_midnight(first), ends=_midnight(last + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    """The last moment of the day before."""
    begins = datetime.combine(day, time(), tzinfo=OFFICIAL_TIME)
    return begins - timedelta(microseconds=1)

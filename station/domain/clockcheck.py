"""Whether the clock of this device can be right. It marks, and never stops anybody.

Every legal date hangs on the clock of one cheap computer whose battery may be empty. What it
can be held against: what is on record already, what the district said, signed, that the time
was, and the calendars that came with the program.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from station.domain.calendar import WorkCalendar
from station.domain.errors import StationError
from station.domain.stamp import OFFICIAL_TIME

BACKWARDS = timedelta(minutes=5)
"""Clocks are put right by so much without anybody's doing."""
JUST_NOW = timedelta(hours=1)
CLOSE = timedelta(minutes=10)
"""How far two good clocks may differ, the road included."""
APART = timedelta(days=1)
"""How far they may have differed when they last met: the clock may have been set since."""
SILENCE = timedelta(days=731)
"""No station is left shut for two years."""


class ClockDoubt(Enum):
    """Why the clock cannot be right: English msgids."""

    NONE = "the clock may be right"
    BEHIND = "the clock of this computer is behind what is recorded already"
    BEHIND_DISTRICT = "the clock of this computer is behind the district's"
    AHEAD_OF_DISTRICT = "the clock of this computer is ahead of the district's"
    UNLIKELY = "the clock of this computer shows a time that cannot be"


@dataclass(frozen=True, kw_only=True)
class DistrictWord:
    """What time it was, as the district last said under its signature."""

    said: datetime
    heard: datetime
    """When that came here, by the clock of this device."""
    live: bool
    """It was answered at once, over the network; a stick may have been carried for days."""


class WrongClock(StationError):
    """The clock cannot be right: for people to read, nothing is refused for it."""


def clock_doubt(
    now: datetime, *, latest: datetime | None, word: DistrictWord | None, calendar: WorkCalendar
) -> ClockDoubt:
    """Whether `now` can be. `latest` is the latest time on record here, None at a new station.

    A word that was carried on a stick is only older than it seems, never younger: it cannot
    show that this clock is ahead.
    """
    recorded = [moment for moment in (latest, word.heard if word else None) if moment]
    if recorded and max(recorded) - now > BACKWARDS:
        return ClockDoubt.BEHIND
    if word and (against := _against(now, word)) is not ClockDoubt.NONE:
        return against
    floor = earliest(calendar)
    before = floor is not None and now.astimezone(OFFICIAL_TIME).date() < floor
    if before or (recorded and now - max(recorded) > SILENCE):
        return ClockDoubt.UNLIKELY
    return ClockDoubt.NONE


def _against(now: datetime, word: DistrictWord) -> ClockDoubt:
    room = CLOSE if word.live and now - word.heard <= JUST_NOW else APART
    if word.said - word.heard > room:
        return ClockDoubt.BEHIND_DISTRICT
    if word.live and word.heard - word.said > room:
        return ClockDoubt.AHEAD_OF_DISTRICT
    return ClockDoubt.NONE


def agrees(word: DistrictWord) -> bool:
    """Whether the district's word, just heard, says that this clock is right."""
    return word.live and abs(word.heard - word.said) <= CLOSE


def earliest(calendar: WorkCalendar) -> date | None:
    """The day on which the newest calendar here was issued: it is no earlier than that."""
    return max((year.issued for year in calendar.years.values() if year.issued), default=None)


def wrong_clock(doubt: ClockDoubt) -> WrongClock:
    """The doubt in words, and what to do about it."""
    return WrongClock(
        doubt.value,
        "Ask the district for the time and set the clock; work goes on, entries are marked.",
    )

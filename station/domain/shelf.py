"""Which backups stay and which go, when the next is due, and what of it has to be told.

How many stay is this program's choice: the last of each of 7 days and of each of 4 weeks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from station.domain.errors import StationError
from station.domain.stamp import official_day

DAYS, WEEKS = 7, 4
OVERDUE = timedelta(days=2)
"""After so long without a backup it is said loudly: one day may fail, or the station be shut."""
STICK_PATIENCE = timedelta(days=7)
"""So long the second place, which may be a stick in a safe, may be without a new one."""
_MAKE = "Make one on the page of the backups, or with run.py backup."


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A backup of the present life of the journal, as it lies in a folder."""

    name: str
    made: datetime
    number: int
    """How many own entries it holds."""


class Term(Enum):
    """Why a daily backup stays: it is the last of a day, or of a week."""

    DAY = "day"
    WEEK = "week"


def newest(shelf: Iterable[Shelved]) -> Shelved | None:
    """The one that holds most: the journal does not go back, as a clock does."""
    return max(shelf, key=lambda one: (one.number, one.made, one.name), default=None)


def going(shelf: Iterable[Shelved], now: datetime, *, doubted: bool) -> tuple[Shelved, ...]:
    """Those that may be deleted, the oldest first.

    The newest stays, the last of each of the latest 7 days that have one, and the last of each of
    the latest 4 weeks. While the clock is doubted nothing goes; what is dated later than `now`
    was written by a wrong clock: it neither goes nor takes a place.
    """
    if doubted:
        return ()
    all_here = tuple(shelf)
    stays = terms(all_here, now)
    past = sorted((one for one in all_here if one.made <= now), key=_age)
    return tuple(one for one in past if one.name not in stays)


def terms(shelf: Iterable[Shelved], now: datetime) -> Mapping[str, Term]:
    """As what each stays, by its name; the others may go."""
    all_here = sorted(shelf, key=_age, reverse=True)
    past = [one for one in all_here if one.made <= now]
    last = newest(all_here)
    weeks = {one.name: Term.WEEK for one in _last_of(past, _week, WEEKS)}
    days = {one.name: Term.DAY for one in (*_last_of(past, _day, DAYS), *([last] if last else ()))}
    return weeks | days


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether a backup is due: there is none of this day."""
    return last is None or official_day(last) != official_day(now)


@dataclass(frozen=True, kw_only=True)
class Backups:
    """What is known of the backups of a station."""

    daily: bool
    """Whether the program makes one each day: else their age is somebody else's to see to."""
    since: datetime
    """The first entry of the station: so long there could have been one."""
    last: datetime | None
    """When the newest that was read back was made; None if there is none."""
    second_since: datetime | None
    """Since when a second place is named; None if none is."""
    second_last: datetime | None
    failed: StationError | None
    """Why the last attempt failed; None if it did not."""


def worries(told: Backups, now: datetime, *, doubted: bool) -> Iterator[StationError]:
    """What the agent has to see to. While the clock is doubted nobody can say how old a backup
    is, only that one failed."""
    if told.failed is not None:
        yield told.failed
    if doubted:
        return
    if told.daily and now - (told.last or told.since) > OVERDUE:
        yield _overdue(told.last, now)
    second = told.second_last or told.second_since
    if second is not None and now - second > STICK_PATIENCE:
        yield StationError(
            "the second place has had no backup for {days} days",
            "Put the stick in, then make one: on the page of the backups, or run.py backup",
            days=(now - second).days,
        )  # fmt: skip


def _overdue(last: datetime | None, now: datetime) -> StationError:
    if last is None:
        return StationError("this station has no backup yet", _MAKE)
    return StationError("the newest backup is {days} days old", _MAKE, days=(now - last).days)


def _age(one: Shelved) -> tuple[datetime, int, str]:
    return one.made, one.number, one.name


def _last_of(
    shelf: Iterable[Shelved], span: Callable[[Shelved], object], most: int
) -> Iterator[Shelved]:
    """The last of each of the latest `most` spans; `shelf` has the latest first."""
    seen: set[object] = set()
    for one in shelf:
        if len(seen) == most:
            return
        if span(one) not in seen:
            seen.add(span(one))
            yield one


def _day(one: Shelved) -> object:
    return official_day(one.made)


def _week(one: Shelved) -> object:
    return official_day(one.made).isocalendar()[:2]

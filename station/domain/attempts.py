"""How long nobody may type after wrong passphrases, and when a slot is shut.

It slows down whoever stands before the screen, and nobody who has copied the files. A pause ends
by itself; nothing is ever deleted because of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WAITS = (0, 0, 0, 2, 4, 8, 16, 32, 60)
"""Seconds after so many wrong passphrases in a row; after more of them the last."""
ROUND = 5
PAUSE = timedelta(minutes=15)
"""After every ROUND of them instead: GB/T 22239-2019, 8.1.4.1 b) asks for limits."""
MOST = 100
"""NIST SP 800-63B-4, 3.2.2: after so many in a row no passphrase is tried any more."""


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """Wrong passphrases of one agent in a row. A wait counts from `since`."""

    count: int
    on_record: int
    """How many of them the journal tells of."""
    first: datetime
    """The first of those that it does not tell of."""
    last: datetime
    since: datetime

    @property
    def shut(self) -> bool:
        """Whether a colleague or the district has to vouch for the agent."""
        return self.count >= MOST

    @property
    def untold(self) -> int:
        """How many of them the journal does not tell of."""
        return self.count - self.on_record


def wait_after(count: int) -> timedelta:
    """How long to wait after so many wrong passphrases in a row."""
    if count and count % ROUND == 0:
        return PAUSE
    return timedelta(seconds=WAITS[min(count, len(WAITS) - 1)])


def one_more(known: Attempts | None, now: datetime) -> Attempts:
    """Another wrong passphrase, after those that are known."""
    if known is None:
        return Attempts(count=1, on_record=0, first=now, last=now, since=now)
    first = known.first if known.untold else now
    return replace(known, count=known.count + 1, first=first, last=now, since=now)


def told(known: Attempts) -> Attempts:
    """The same, once the journal tells of all of them."""
    return replace(known, on_record=known.count)


def left(known: Attempts, now: datetime) -> timedelta:
    """How long the wait still is; zero when it is over.

    On a clock that shows less than when the wait began nobody can say what has passed: then it is
    the whole wait, to be counted from there (`seen`).
    """
    over = wait_after(known.count) - max(now - known.since, timedelta())
    return max(over, timedelta())


def seen(known: Attempts, now: datetime) -> Attempts:
    """The same, looked at now: on a clock that was set back the wait begins again, so that it is
    neither cut short nor as long as the clock was moved."""
    return replace(known, since=min(known.since, now))

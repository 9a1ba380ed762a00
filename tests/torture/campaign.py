"""What a campaign is, and what it has to show.

A campaign does one thing to a station very often and judges what is left of it. Those that belong
to one promise make a `Bar`; the roll of all of them is `roll.py`. A control does the same with a
wrong setting: there something must be found, or the judge is blind.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERYTHING = 10**6
"""As an amount: each call, page or byte that there is."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a campaign saw."""

    trials: int
    faults: Sequence[str]
    """Every way in which a promise was not kept, one line each."""
    told: int = 0
    """Cases, changes or backups that somebody was told are done."""
    remarks: str = ""
    """Other figures, in a few words."""


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """One way to go wrong."""

    name: str
    """Unique among all campaigns; also the seed of its chances."""
    run: Callable[[Path, int, random.Random], Seen]
    """In an empty folder, so often (or less, where there is no more to be tried), with these
    chances: the same seed does the same, as far as the moment of a kill allows it."""
    whole: int
    """The amount if everything is tried."""
    short: int
    """The amount as a part of `run.py check`; 0 for not at all."""
    control: bool = False
    disk: bool = False
    """Whether it needs the disk that fails on command: Linux, with a C compiler."""
    hindered: Callable[[], str] = str
    """Why this computer cannot try it; empty if it can."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One promise, and the campaigns that try it. Without a control nobody knows whether they
    see anything: `uncontrolled` then says what stands for it."""

    name: str
    """One word, by which it can be asked for."""
    promise: str
    campaigns: tuple[Campaign, ...]
    trials: int = 0
    """At least so many of all its campaigns, or the promise was not tried."""
    told: int = 0
    uncontrolled: str = ""


def spread(count: int, amount: int, rng: random.Random) -> range:
    """About `amount` of the numbers 0 to count - 1 (all of them, if there are no more), evenly
    spread, the first by chance."""
    step = max(1, count // max(1, amount))
    return range(rng.randrange(step), count, step)


def chances(seed: int, name: str) -> random.Random:
    """The chances of the campaign with this name in the run with this seed."""
    return random.Random(f"{seed} {name}")

"""From the passphrase to an open station: the stretching of it, and everything else."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

from station.desk.home import Home
from station.desk.opening import open_station
from station.storage import locks
from station.storage.keys import FLOOR, Cost, calibrate
from tests.bench.crowd import fill
from tests.bench.figures import Figure, milliseconds, ms
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

TIMES = 7
CASES = 5_000


def unlocking(folder: Path) -> Iterator[Figure]:
    """The floor and what this machine chose; then a station of some years, without stretching."""
    chosen = calibrate(perf_counter)
    yield Figure(
        what=f"stretching a passphrase, as chosen here ({_told(chosen)})",
        ours=ms(_stretching(chosen)),
        beside=f"the floor ({_told(FLOOR)})",
        theirs=ms(_stretching(FLOOR)),
    )
    home, clock = Home(folder=folder / "unlocking"), HandClock()
    with an_office(home.folder, clock) as office:
        fill(office, clock, CASES)
    taken = []
    with patch.object(locks, "_stretch", cache(locks._stretch)):
        for _ in range(TIMES + 1):  # the first one stretches
            started = perf_counter()
            office = open_station(
                home, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock
            )
            taken.append(1000 * (perf_counter() - started))
            office.leave()
    yield Figure(
        what=f"everything else of unlocking, with {CASES:,} cases", ours=ms(median(taken[1:]))
    )


def _stretching(cost: Cost) -> float:
    return milliseconds(lambda: locks._stretch(PASSPHRASE, cost, bytes(16), b"", None), 3)


def _told(cost: Cost) -> str:
    return f"{cost.memory_kib // 1024} MiB, {cost.passes} times, {cost.lanes} lanes"

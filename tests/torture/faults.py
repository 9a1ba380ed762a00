"""The N-th call to the disk is the last one, or fails, for each N: what is left of the station?

Each trial opens a copy of the same station, records cases and leaves; one call to the disk is
hit. Then the station is opened on a sound disk and judged as after a kill (`kills.judged`), and
so is what was said while the disk failed: nothing that was not kept may have been told, and
what was told is still to be read. The control is a disk that says "done" and writes nothing.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.office import HandClock, an_office
from tests.torture.campaign import EVERYTHING, Bar, Campaign, Seen, spread
from tests.torture.disk import FOREVER, Disk, Fault, Say, in_child
from tests.torture.kills import Outcome, judged
from tests.torture.sitting import recorded

CASES = 8


@dataclass(frozen=True, kw_only=True)
class Failing:
    """One way to fail."""

    fault: Fault
    count: int = 1
    """How many calls fail, one after the other."""


def campaign(how: Failing, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Hit so many of the calls that the fault can hit."""
    base, home = folder / "base", folder / "home"
    with an_office(base, HandClock()):
        pass
    counted = list(_tried(how, base, home, FOREVER))
    calls = next(word["calls"] for word in counted if "calls" in word)
    trials = told = refused = closed = 0
    faults: list[str] = []
    for number in spread(calls, amount, rng):
        words = list(_tried(how, base, home, number + 1))
        said = {word["case"]: word["state"] for word in words if "case" in word}
        trials, told = trials + 1, told + len(said)
        refused += sum("refused" in word for word in words)
        closed += any("closed" in word for word in words)
        found = [str(word["fault"]) for word in words if "fault" in word]
        if not (how.fault is Fault.READ_ERROR and how.count == FOREVER):
            found += [f"not to be read: {word['unread']}" for word in words if "unread" in word]
        found += judged(home, Outcome(told=said))
        faults += [f"call {number + 1}: {fault}" for fault in found]
    remarks = f"of {calls} calls; {refused} cases refused, {closed} times not opened or left"
    return Seen(trials=trials, told=told, faults=faults, remarks=remarks)


def _tried(how: Failing, base: Path, home: Path, number: int) -> Iterator[dict[str, Any]]:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home)
    disk = Disk()

    def work(say: Say) -> None:
        disk.watch(home)
        disk.fails(how.fault, number, how.count)
        recorded(home, say, HandClock(), first=0, cases=CASES)
        say(calls=disk.seen)

    return in_child(work)


def _one(name: str, fault: Fault, *, short: int, count: int = 1, **rest: Any) -> Campaign:
    run = partial(campaign, Failing(fault=fault, count=count))
    return Campaign(name=name, run=run, **({"whole": EVERYTHING} | rest), short=short, disk=True)


CALLS = Bar(
    name="calls",
    promise="no space, I/O errors: no word of what was not kept; what was told can be read; opens",
    campaigns=(
        _one("kill -9 before each call", Fault.KILL, short=12),
        _one("each write half done, then kill -9", Fault.TORN, short=12),
        _one("no space from each write on", Fault.NO_SPACE, count=FOREVER, short=12),
        _one("no space for one write", Fault.NO_SPACE, short=12),
        _one("I/O errors from each call on", Fault.WRITE_ERROR, count=FOREVER, short=12),
        _one("I/O error at one call", Fault.WRITE_ERROR, short=12),
        _one("fsync fails from each on", Fault.SYNC_ERROR, count=FOREVER, short=12),
        _one("fsync fails once", Fault.SYNC_ERROR, short=12),
        _one("fsync fails, and forgets", Fault.FORGET, short=12),
        _one("fsync fails and forgets from each on", Fault.FORGET, count=FOREVER, short=12),
        _one("I/O error at one reading", Fault.READ_ERROR, short=12),
        _one("I/O errors from each reading on", Fault.READ_ERROR, count=FOREVER, short=12),
        _one("writes not done", Fault.LIE, count=FOREVER, whole=40, short=4, control=True),
    ),
)  # fmt: skip

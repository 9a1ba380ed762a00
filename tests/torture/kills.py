"""SIGKILL while cases are recorded, again and again in the same home.

After each kill the station is opened as an agent opens it, and judged: the file, the chain, the
signatures and the tables are whole; every case that was acknowledged is there in the state that
was told; no case is half there; of those that nobody was told about there is one at most, the
one that was being recorded.
"""

import json
import random
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.domain.errors import StationError
from station.storage.casebook import Wanted
from tests.office import HandClock, an_office
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.disk import Disk, Fault, Say, in_child
from tests.torture.program import ROOT, case_lines, command, later
from tests.torture.sitting import recorded, with_pragmas

MORE_THAN_ANY_LIFE = 2000
"""Cases that wait to be recorded; the process is killed long before the last."""
WHOLE = 3
"""Events that make a received case: opened, papers taken, received. One transaction."""
IN_ONE_HOME = 10
"""Kills in one home. The fuller it is, the longer it takes to be judged."""


@dataclass
class Outcome:
    """What was told in one home, and what came of it."""

    sittings: int = 0
    told: dict[str, str] = field(default_factory=dict)
    """Every acknowledged receipt number and the state that was told with it."""
    untold: set[str] = field(default_factory=set)
    """Cases that were on the disk when the kill came before the word."""


Sitting = Callable[[Path, int, random.Random], dict[str, str]]
"""Records in a home, as the so-manieth one, until it is killed: what it acknowledged."""


def campaign(sitting: Sitting, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Kill so many sittings."""
    faults: list[str] = []
    outcome, told, untold, silent = Outcome(), 0, 0, 0
    home, left = folder, 0
    for number in range(amount):
        if not left:
            home, left, outcome = folder / f"home{number}", IN_ONE_HOME, Outcome()
            with an_office(home, HandClock()):
                pass
        words = sitting(home, number, rng)
        outcome.sittings = number + 1
        outcome.told.update(words)
        before = len(outcome.untold)
        found = [f"kill {number + 1}: {fault}" for fault in judged(home, outcome)]
        faults += found
        left = 0 if found else left - 1  # nobody goes on in a vault that is not whole
        told, silent = told + len(words), silent + (not words)
        untold += len(outcome.untold) - before
    remarks = f"{silent} before the first case, {untold} between disk and word"
    return Seen(trials=amount, told=told, faults=faults, remarks=remarks)


# ---- who is killed, and when


def program(home: Path, number: int, rng: random.Random) -> dict[str, str]:
    """`run.py record`, a process of its own. One kill in eight hits its start."""
    waiting = home.with_name("waiting.jsonl")
    waiting.write_text(case_lines(number * MORE_THAN_ANY_LIFE, MORE_THAN_ANY_LIFE), "utf-8")
    after, delay = _when(rng, start=1.0)
    told: dict[str, str] = {}
    with waiting.open("rb") as cases, _running(home, cases.fileno()) as process:
        killer = threading.Timer(delay, process.kill)
        if not after:
            killer.start()
        assert process.stdout is not None
        for count, line in enumerate(process.stdout, start=1):
            if line.endswith(b"\n"):  # what a dying process said by half it has not said
                said = json.loads(line)
                told[said["case"]] = said["state"]
            if count == after:
                killer.start()
        killer.join()
    return told


def _when(rng: random.Random, *, start: float) -> tuple[int, float]:
    """After how many words, and how many seconds later: of the order that one case takes."""
    if rng.random() < 1 / 8:
        return 0, rng.uniform(0, start)
    return rng.randint(1, 50), rng.uniform(0, 0.05)


@contextmanager
def _running(home: Path, cases: int) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(
        command("record", home), stdin=cases, stdout=subprocess.PIPE, cwd=ROOT
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def child(home: Path, number: int, rng: random.Random) -> dict[str, str]:
    """The same in a child of this process, which has imported everything already."""
    after, delay = _when(rng, start=0.2)

    def work(say: Say) -> None:
        def told(**words: object) -> None:
            nonlocal after
            say(**words)
            after -= 1
            if after == 0:
                dies_in(delay)

        if not after:
            dies_in(delay)
        _record(home, told, number)

    return _told(work)


def dies_in(seconds: float) -> None:
    """The kernel ends this process then, wherever it is: nobody handles that signal."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))


def torn(
    home: Path, number: int, rng: random.Random, *, pragmas: tuple[tuple[str, object], ...] = ()
) -> dict[str, str]:
    """A child that dies in the middle of a write to the disk, any of its first 3000."""
    disk, write = Disk(), rng.randint(1, 3000)

    def work(say: Say) -> None:
        with with_pragmas(pragmas):
            disk.watch(home)
            disk.fails(Fault.TORN, write, 1)
            _record(home, say, number)

    return _told(work)


def _record(home: Path, say: Say, number: int) -> None:
    first = number * MORE_THAN_ANY_LIFE
    recorded(home, say, later(number + 1), first=first, cases=MORE_THAN_ANY_LIFE)


def _told(work: Callable[[Say], None]) -> dict[str, str]:
    words = list(in_child(work))
    if unheard := [word for word in words if "case" not in word]:
        raise RuntimeError(f"a sound disk does not say: {unheard}")
    return {word["case"]: word["state"] for word in words}


# ---- what is left


def judged(home: Path, outcome: Outcome) -> Iterator[str]:
    """Every way in which the station is not as its words were; adds to `outcome.untold`."""
    try:
        with an_office(home, HandClock(seed=f"judge {outcome.sittings}")) as office:
            yield from map(str, check(office, progress=lambda _: None).faults)
            lines = CaseDesk(office).lines(Wanted(), 0, 10**6)
            there = {line.number: line.state.value for line in lines}
            with office.vault.reading():
                half = [
                    line.number
                    for line in lines
                    if len(office.journal.of_case(line.number)) != WHOLE
                ]
    except StationError as refusal:
        yield f"the vault does not open: {refusal}"
        return
    except Exception as stranger:  # noqa: BLE001 - a vault that is not whole may bring about any
        yield f"the vault cannot be used: {stranger!r}"
        return
    yield from (f"lost: {number}" for number in outcome.told.keys() - there.keys())
    yield from (f"half: {number}" for number in half)
    differ = (number for number, state in outcome.told.items() if there.get(number, state) != state)
    yield from (f"not as told: {number}" for number in differ)
    untold = there.keys() - outcome.told.keys() - outcome.untold
    if len(untold) > 1:
        yield f"never told of {len(untold)} cases"
    outcome.untold |= untold


def _one(name: str, sitting: Sitting, **rest: Any) -> Campaign:
    return Campaign(name=name, run=partial(campaign, sitting), **rest)


_IN_MEMORY = partial(torn, pragmas=(("journal_mode", "MEMORY"),))
KILLS = Bar(
    name="kills",
    promise="kill -9: nothing that was acknowledged is lost, and the vault opens",
    campaigns=(
        _one("run.py record is killed at random", program, whole=60, short=8),
        _one("a sitting is killed at random", child, whole=500, short=60, disk=True),
        _one("journal in memory, killed", _IN_MEMORY, whole=40, short=8, disk=True, control=True),
    ),
    trials=500, told=10_000,
)  # fmt: skip
TORN = Bar(
    name="torn",
    promise="half a write, then kill -9: the same",
    campaigns=(
        _one("a write is torn at random", torn, whole=800, short=60, disk=True),
        _one("journal in memory, torn", _IN_MEMORY, whole=40, short=8, disk=True, control=True),
    ),
    trials=500, told=10_000,
)  # fmt: skip

"""The N-th call to the disk is the last one, or fails, for each N: what is left of the station?

    python -m tests.torture.faults [--every 1] [--seed 1]

Each trial opens a copy of the same station, records cases and leaves; one call to the disk is
hit. Then the station is opened on a sound disk and judged as after a kill (`kills.judged`), and
so is what was said while the disk failed: nothing that was not kept may have been told, and
what was told is still to be read. With `--every 7` one call in seven is hit, from a random one
on. The last two rows are controls: a journal in memory, and a disk that says "done" and writes
nothing any more. There the judge must find something, or it is blind.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.errors import StationError
from station.storage import connections
from station.storage.casebook import Wanted
from tests.office import HandClock, an_office
from tests.torture.disk import FOREVER, Disk, Fault, Say, in_child, preloaded
from tests.torture.kills import Outcome, judged
from tests.torture.program import applicants
from tests.torture.table import ended, line

ITEM = "SB-01"
CASES = 12
AT_LEAST = 4
"""Calls that a campaign hits, however few are asked for."""
MOST_OF_CONTROL = 40
PAGES_IN_LOG = 40
"""SQLite folds its log at 1000 pages; a dozen cases must see it done."""


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """One way to fail, tried at each call that it can hit."""

    name: str
    fault: Fault
    count: int = 1
    """How many calls fail, one after the other."""
    pragmas: tuple[tuple[str, object], ...] = ()
    """Wrong settings of the vault."""
    control: bool = False


CAMPAIGNS = (
    Campaign(name="kill -9 before each call", fault=Fault.KILL),
    Campaign(name="half a write, then kill -9", fault=Fault.TORN),
    Campaign(name="no space from each write on", fault=Fault.NO_SPACE, count=FOREVER),
    Campaign(name="no space for one write", fault=Fault.NO_SPACE),
    Campaign(name="I/O errors from each call on", fault=Fault.WRITE_ERROR, count=FOREVER),
    Campaign(name="I/O error at one call", fault=Fault.WRITE_ERROR),
    Campaign(name="fsync fails from each on", fault=Fault.SYNC_ERROR, count=FOREVER),
    Campaign(name="fsync fails once", fault=Fault.SYNC_ERROR),
    Campaign(
        name="control: journal in memory, killed", fault=Fault.TORN,
        pragmas=(("journal_mode", "MEMORY"),), control=True,
    ),
    Campaign(
        name="control: writes that are not done", fault=Fault.LIE, count=FOREVER, control=True
    ),
)  # fmt: skip


@dataclass
class Row:
    """What a campaign saw."""

    trials: int = 0
    told: int = 0
    refused: int = 0
    """Cases that were not recorded, and said so."""
    closed: int = 0
    """Trials in which the station did not open while the disk failed, and said so."""
    faults: list[str] = field(default_factory=list)


def recorded(home: Path, say: Say, clock: HandClock, *, first: int, cases: int) -> None:
    """Open the station, record, leave; `say` what an agent would have been told."""
    told: set[str] = set()
    try:
        with an_office(home, clock) as office:
            with office.vault.reading():
                office.vault.sql(f"PRAGMA wal_autocheckpoint = {PAGES_IN_LOG}")
            papers = all_papers(office.item(ITEM))
            for applicant in applicants(first, cases):
                try:
                    case = CaseDesk(office).open(ITEM, applicant, papers, receive=True).case
                except StationError as refusal:
                    say(refused=type(refusal).__name__)
                    _read(office, told, say)
                else:
                    told.add(case.number)
                    say(case=case.number, state=case.state.value)
    except StationError as refusal:
        say(closed=type(refusal).__name__)


def _read(office: Office, told: set[str], say: Say) -> None:
    """On a disk that takes nothing more, what was told is still to be read."""
    try:
        there = {line.number for line in CaseDesk(office).lines(Wanted(), 0, 10**6)}
    except StationError as refusal:
        say(fault=f"nothing can be read: {refusal}")
    else:
        if missing := told - there:
            say(fault=f"not to be read: {sorted(missing)}")


def with_pragmas(changed: tuple[tuple[str, object], ...]) -> AbstractContextManager[Any]:
    """A vault with these settings in place of its own, and no promise about them."""
    names = dict(changed)
    own = tuple((name, value) for name, value in connections._PRAGMAS if name not in names)
    pragmas = (own[0], *changed, *own[1:])
    kept = tuple((name, holds) for name, holds in connections._PROMISED if name not in names)
    return patch.multiple(connections, _PRAGMAS=pragmas, _PROMISED=kept)


def campaign(one: Campaign, folder: Path, disk: Disk, *, every: int, rng: random.Random) -> Row:
    """Hit one call in `every`; the first of them by chance."""
    row, base = Row(), folder / "base"
    if not base.exists():
        with an_office(base, HandClock()):
            pass
    home = folder / "home"
    counted = list(_tried(one, base, home, disk, FOREVER))
    calls = next(word["calls"] for word in counted if "calls" in word)
    step = min(every, max(1, calls // AT_LEAST))
    if one.control:
        step = max(step, calls // MOST_OF_CONTROL)
    for number in range(1 + rng.randrange(step), calls + 1, step):
        words = list(_tried(one, base, home, disk, number))
        told = {word["case"]: word["state"] for word in words if "case" in word}
        row.trials += 1
        row.told += len(told)
        row.refused += sum("refused" in word for word in words)
        row.closed += any("closed" in word for word in words)
        found = [str(word["fault"]) for word in words if "fault" in word]
        found += judged(home, Outcome(told=told))
        row.faults += [f"{one.name}, call {number}: {fault}" for fault in found]
    return row


def _tried(
    one: Campaign, base: Path, home: Path, disk: Disk, number: int
) -> Iterator[dict[str, Any]]:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home)

    def work(say: Say) -> None:
        with with_pragmas(one.pragmas):
            disk.watch(home)
            disk.fails(one.fault, number, one.count)
            recorded(home, say, HandClock(), first=0, cases=CASES)
            say(calls=disk.seen)

    return in_child(work)


def main() -> int:
    """Runs the campaigns and prints a table; 1 if anything was lost or a control found nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="hit one call in so many")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if (code := preloaded("tests.torture.faults")) is not None:
        return code
    disk, bad, began = Disk(), [], monotonic()
    line("the disk", "calls hit", "told", "refused", "shut", "faults")
    for one in CAMPAIGNS:
        with tempfile.TemporaryDirectory() as folder:
            rng = random.Random(f"{given.seed} {one.name}")
            row = campaign(one, Path(folder), disk, every=given.every, rng=rng)
        line(one.name, row.trials, row.told, row.refused, row.closed, len(row.faults))
        if not one.control:
            bad += row.faults
        elif not row.faults:
            bad.append(f"{one.name}: nothing was found")
    return ended(bad, seed=given.seed, began=began)


if __name__ == "__main__":
    sys.exit(main())

"""SIGKILL of `run.py record` at random moments, again and again in the same home.

    python -m tests.torture.kills --kills 100

After each kill the station is opened as an agent opens it, and judged: the file, the chain, the
signatures and the tables are whole; every case that was acknowledged is there in the state that
was told; no case is half there; of those that nobody was told about there is one at most, the
one that was being recorded.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.domain.errors import StationError
from station.storage.casebook import Wanted
from tests.office import HandClock, an_office
from tests.torture.program import ROOT, case_lines, command

MORE_THAN_ANY_LIFE = 2000
"""Cases that wait to be recorded; the process is killed long before the last."""
WHOLE = 3
"""Events that make a received case: opened, papers taken, received. One transaction."""


@dataclass
class Outcome:
    """What a campaign saw."""

    kills: int = 0
    while_starting: int = 0
    told: dict[str, str] = field(default_factory=dict)
    """Every acknowledged receipt number and the state that was told with it."""
    untold: set[str] = field(default_factory=set)
    """Cases that were on the disk when the kill came before the word."""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def campaign(folder: Path, *, kills: int, seed: int) -> Outcome:
    """Kill the recording program so many times in one home in `folder`."""
    rng, outcome, started = random.Random(seed), Outcome(), monotonic()
    home = folder / "home"
    with an_office(home, HandClock()):
        pass
    waiting = folder / "waiting.jsonl"
    for number in range(kills):
        waiting.write_text(case_lines(number * MORE_THAN_ANY_LIFE, MORE_THAN_ANY_LIFE), "utf-8")
        told = _record_and_kill(home, waiting, rng)
        outcome.kills += 1
        outcome.while_starting += not told
        outcome.told.update(told)
        for fault in judged(home, outcome):
            outcome.faults.append(f"kill {number + 1}: {fault}")
    outcome.seconds = monotonic() - started
    return outcome


def _record_and_kill(home: Path, waiting: Path, rng: random.Random) -> dict[str, str]:
    """What the program acknowledged until it was killed. One kill in eight hits its start."""
    at_start = rng.random() < 1 / 8
    after, delay = (0, rng.uniform(0, 1.0)) if at_start else (rng.randint(1, 12), _moment(rng))
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


def _moment(rng: random.Random) -> float:
    """Seconds, of the order that one case takes."""
    return rng.uniform(0, 0.05)


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


def judged(home: Path, outcome: Outcome) -> Iterator[str]:
    """Every way in which the station is not as its words were; adds to `outcome.untold`."""
    try:
        with an_office(home, HandClock(seed=str(outcome.kills))) as office:
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


def main() -> int:
    """Runs a campaign in a temporary folder and prints its table; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = campaign(Path(folder), kills=given.kills, seed=given.seed)
    rows = {
        "kills": outcome.kills,
        "  of them before the first case": outcome.while_starting,
        "cases acknowledged": len(outcome.told),
        "cases recorded, killed before the word": len(outcome.untold),
        "faults (lost, half, changed, not opening)": len(outcome.faults),
        "seconds": round(outcome.seconds),
        "seed": given.seed,
    }
    for what, count in rows.items():
        sys.stdout.write(f"{what:45}{count:>8}\n")
    sys.stdout.writelines(f"{fault}\n" for fault in outcome.faults)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""SIGKILL of `run.py agent rotate` while the vault gets a new key, again and again in one home.

    python -m tests.torture.rekeys --kills 100

After each kill the station is opened as an agent opens it: exactly one of the two keys is the
vault's, everything is whole, and the slots hold that one alone.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from station.desk.checking import check
from station.desk.home import Home
from station.domain.errors import StationError
from station.domain.office_events import DataKeyChanged
from station.storage.slots import read_slots
from tests.office import HandClock, an_office
from tests.torture.program import ROOT, command

_BALLAST = 200
"""Rows of 20,000 bytes: the more pages, the longer the moment that a kill has to hit."""
_LONGEST = 0.4
"""Seconds from the word that pages are encrypted anew to the latest kill."""


@dataclass
class Rekeyed:
    """What a campaign saw."""

    kills: int = 0
    with_both: int = 0
    """Kills that left both keys in the slots."""
    changed: int = 0
    """Kills after which the new key was the vault's."""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def campaign(folder: Path, *, kills: int, seed: int) -> Rekeyed:
    """Kill the program so many times in one home in `folder` while it changes the key."""
    rng, outcome, started = random.Random(seed), Rekeyed(), monotonic()
    home = folder / "home"
    with an_office(home) as office, office.vault.transaction():
        office.vault.sql("CREATE TABLE ballast (b BLOB)")
        for _ in range(_BALLAST):
            office.vault.sql("INSERT INTO ballast VALUES (?)", rng.randbytes(20_000))
    for number in range(kills):
        _rotate_and_kill(home, rng.uniform(0, _LONGEST))
        outcome.kills += 1
        outcome.with_both += read_slots(Home(folder=home).slots).pending is not None
        _judge(home, outcome, f"kill {number + 1}")
    outcome.seconds = monotonic() - started
    return outcome


def _rotate_and_kill(home: Path, delay: float) -> None:
    words = [*command("agent", home), "rotate"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as process:
        killer = threading.Timer(delay, process.kill)
        assert process.stdout is not None
        process.stdout.readline()  # the new key is being sealed
        killer.start()
        process.stdout.read()
        killer.join()


def _judge(home: Path, outcome: Rekeyed, when: str) -> None:
    try:
        with an_office(home, HandClock(seed=when)) as office:
            faults = check(office, progress=lambda _: None).faults
            with office.vault.reading():
                outcome.changed = len(office.journal.own_of(DataKeyChanged))
            outcome.faults += [f"{when}: {fault}" for fault in faults]
        if read_slots(Home(folder=home).slots).pending is not None:
            outcome.faults.append(f"{when}: two keys are left in the slots")
    except StationError as refusal:
        outcome.faults.append(f"{when}: the vault does not open: {refusal}")


def main() -> int:
    """Runs a campaign in a temporary folder and prints its table; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = campaign(Path(folder), kills=given.kills, seed=given.seed)
    rows = {
        "kills": outcome.kills,
        "  of them with both keys in the slots": outcome.with_both,
        "  of them after which the new key opened": outcome.changed,
        "faults (not opening, two keys, not whole)": len(outcome.faults),
        "seconds": round(outcome.seconds),
        "seed": given.seed,
    }
    for what, count in rows.items():
        sys.stdout.write(f"{what:45}{count:>8}\n")
    sys.stdout.writelines(f"{fault}\n" for fault in outcome.faults)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())

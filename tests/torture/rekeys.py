"""SIGKILL of `run.py agent rotate` while the vault gets a new key, again and again in one home.

After each kill the station is opened as an agent opens it: exactly one of the two keys is the
vault's, everything is whole, and the slots hold that one alone.
"""

import random
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from station.desk.checking import check
from station.desk.home import Home
from station.domain.errors import StationError
from station.domain.office_events import DataKeyChanged
from station.storage.slots import read_slots
from tests.office import HandClock, an_office
from tests.torture.campaign import Campaign, Seen
from tests.torture.program import ROOT, command

_BALLAST = 200
"""Rows of 20,000 bytes: the more pages, the longer the moment that a kill has to hit."""
_LONGEST = 0.4
"""Seconds from the word that pages are encrypted anew to the latest kill."""


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """Kill the program so many times in one home while it changes the key."""
    home, both = folder / "home", 0
    faults: list[str] = []
    with an_office(home) as office, office.vault.transaction():
        office.vault.sql("CREATE TABLE ballast (b BLOB)")
        for _ in range(_BALLAST):
            office.vault.sql("INSERT INTO ballast VALUES (?)", rng.randbytes(20_000))
    for number in range(amount):
        _rotate_and_kill(home, rng.uniform(0, _LONGEST))
        both += read_slots(Home(folder=home).slots).pending is not None
        faults += [f"kill {number + 1}: {fault}" for fault in _judged(home, str(number))]
    with an_office(home) as office, office.vault.reading():
        changed = len(office.journal.own_of(DataKeyChanged))
    remarks = f"{both} left both keys in the slots, {changed} times the new key opened"
    return Seen(trials=amount, told=changed, faults=faults, remarks=remarks)


def _rotate_and_kill(home: Path, delay: float) -> None:
    words = [*command("agent", home), "rotate"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT) as process:
        killer = threading.Timer(delay, process.kill)
        assert process.stdout is not None
        process.stdout.readline()  # the new key is being sealed
        killer.start()
        process.stdout.read()
        killer.join()


def _judged(home: Path, when: str) -> Iterator[str]:
    try:
        with an_office(home, HandClock(seed=when)) as office:
            yield from map(str, check(office, progress=lambda _: None).faults)
        if read_slots(Home(folder=home).slots).pending is not None:
            yield "two keys are left in the slots"
    except StationError as refusal:
        yield f"the vault does not open: {refusal}"


AT_RANDOM = Campaign(name="run.py agent rotate is killed", run=campaign, whole=60, short=3)

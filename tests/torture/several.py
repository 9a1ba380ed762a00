"""Several programs at one home: the second is refused, is told who holds it, and comes in as soon
as the first is killed.

Where that lock is not asked, SQLite's own locks are the second line: four programs record at the
same time, one of them is killed, and nothing that any of them was told is lost. In the control
SQLite locks nothing either.
"""

import random
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.storage import vault
from station.storage.connections import Connections
from station.storage.instance import Instance
from tests.office import HandClock, an_office
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.disk import Say, together
from tests.torture.kills import Outcome, dies_in, judged
from tests.torture.program import ROOT, command
from tests.torture.sitting import recorded, with_pragmas

WRITERS, CASES = 4, 40
Setting = Callable[[Path], AbstractContextManager[Any]]


def second(folder: Path, amount: int, _: random.Random) -> Seen:
    """`run.py find` while `run.py record` waits for its next line, and after that was killed."""
    home, faults = folder / "home", list[str]()
    with an_office(home):
        pass
    for number in range(amount):
        words = command("record", home)
        with subprocess.Popen(words, stdin=-1, stdout=-1, stderr=-1, cwd=ROOT) as first:
            assert first.stdin is not None
            assert first.stdout is not None
            first.stdin.write(b"nothing\n")
            first.stdin.flush()
            first.stdout.readline()  # it is in
            refused = _find(home)
            first.kill()
        after = _find(home)
        if refused.returncode != 1 or not re.search(rf"\b{first.pid}\b", refused.stderr):
            faults.append(f"{number}: not refused by name: {refused.stderr}")
        if after.returncode != 0:
            faults.append(f"{number}: locked out by a killed one: {after.stderr}")
    return Seen(trials=amount, faults=faults)


def _find(home: Path) -> "subprocess.CompletedProcess[str]":
    words = command("find", home, "nobody")
    return subprocess.run(words, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)


def writers(setting: Setting, folder: Path, amount: int, rng: random.Random) -> Seen:
    """Four at once, so many times, each time in another home."""
    faults: list[str] = []
    told = busy = 0
    for number in range(amount):
        home, dies = folder / f"home{number}", rng.uniform(0.05, 0.6)
        with setting(home), patch.object(Instance, "take", _anybody):
            words = together([partial(_write, home, one, dies) for one in range(WRITERS)])
        said = [word for one in words for word in one]
        cases = {word["case"]: word["state"] for word in said if "case" in word}
        busy += sum("refused" in word or "closed" in word for word in said)
        found = [str(word["fault"]) for word in said if "fault" in word]
        found += judged(home, Outcome(told=cases))
        faults += [f"home {number}: {fault}" for fault in found]
        told += len(cases)
    return Seen(trials=amount, told=told, faults=faults, remarks=f"{busy} times refused as busy")


def _write(home: Path, one: int, dies: float, say: Say) -> None:
    if one == 0:
        dies_in(dies)
    recorded(home, say, HandClock(seed=f"writer {one}"), first=1000 * one, cases=CASES)


def _anybody(path: Path, **_: object) -> Instance:
    return Instance(path.with_name(f"{path.name}.none").open("ab"))


class _Unlocked(Connections):
    """SQLite that asks no lock of the system."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__(Path(f"file:{path}?vfs=unix-none"), key)
        self.connect_params["uri"] = True


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    with an_office(home):
        pass
    yield


@contextmanager
def _unlocked(home: Path) -> Iterator[None]:
    """Such a SQLite cannot share a write-ahead log: it writes without one."""
    alone = with_pragmas((("journal_mode", "DELETE"),))
    with alone, _locked(home), patch.object(vault, "Connections", _Unlocked):
        yield


SEVERAL = Bar(
    name="several",
    promise="a second program is refused by name; of four writers one is killed: nothing is lost",
    campaigns=(
        Campaign(name="a second program", run=second, whole=10, short=1),
        Campaign(
            name="four writers, one killed", run=partial(writers, _locked), whole=50, short=4,
            disk=True,
        ),
        Campaign(
            name="four writers without locks", run=partial(writers, _unlocked), whole=12, short=10,
            disk=True, control=True,
        ),
    ),
)  # fmt: skip

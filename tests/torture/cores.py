"""What the system writes of the memory of the real program when it is made to break down.

The program is started as `run.py` does it, in a folder of its own and by an account that asks for
core dumps; the agent has come in. It gets the signal of a fault in its own code, and then there is
no file. The control has not refused: there the file is full of keys and of residents.
"""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

from tests.office import PASSPHRASE
from tests.torture.afterlock import secrets_of
from tests.torture.campaign import Seen
from tests.torture.markers import in_bytes
from tests.tui.sat import sat_down
from tests.tui.tour import APPLICANT, a_station

_WANTED = """
import os, resource, sys
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
os.chdir(sys.argv.pop())
"""
_REFUSED = "from station.storage import crashes; crashes.guard()\n"
_SCREEN = "from station.tui.app import main; sys.exit(main(sys.argv[1:]))\n"
_BREAKS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE)
_PATTERN = Path("/proc/sys/kernel/core_pattern")


def elsewhere() -> str:
    """Why no core dump would be in the folder of the program here; empty if it would."""
    import resource

    pattern = _PATTERN.read_text("utf-8").strip()
    if pattern[:1] in ("|", "/", ""):
        return f"core dumps of this computer go to {pattern or 'nowhere'}"
    if not resource.getrlimit(resource.RLIMIT_CORE)[1]:
        return "this account may not make core dumps"
    return ""


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """Break it down so often, with one signal after the other."""
    faults: list[str] = []
    home = _home(folder)
    for number in range(amount):
        with_signal = _BREAKS[number % len(_BREAKS)]
        faults += _broken(home, folder / f"work {number}", _REFUSED, with_signal)
    return Seen(trials=amount, faults=faults, remarks=elsewhere())


def control(folder: Path, amount: int, rng: random.Random) -> Seen:
    """The same without the refusal."""
    faults = list(_broken(_home(folder), folder / "work", "", signal.SIGABRT))
    return Seen(trials=1, faults=faults)


def _home(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir()
    (home / "station.ini").write_text("[station]\nlanguage = en\n[backup]\ndaily = no\n", "utf-8")
    a_station(home)
    return home


def _broken(home: Path, work: Path, refusal: str, with_signal: int) -> Iterator[str]:
    """What is wrong with what is left of a program that gets this signal."""
    work.mkdir()
    keys = secrets_of(home)
    program = f"{_WANTED}{refusal}{_SCREEN}"
    with sat_down(["--home", str(home), str(work)], program) as sat:
        sat.until("Passphrase")
        sat.type(f"{PASSPHRASE}\r")
        sat.until("Enter opens the case")
        sat.quiet()
        limits = (Path("/proc") / str(sat.process) / "limits").read_text("utf-8")
        core = next(line for line in limits.splitlines() if "core file" in line)
        if core.split()[4:6] != ["0", "0"]:
            yield f"may write a core dump: {core}"
        os.kill(sat.process, with_signal)
        if (code := sat.ended()) != -with_signal:
            yield f"ended with {code}"
    for file in work.rglob("*"):
        content = file.read_bytes()
        yield f"{file.name}: {len(content)} bytes"
        yield from in_bytes(file.name, content, [PASSPHRASE, *APPLICANT.values()])
        yield from (f"{file.name}: {name}" for name, key in keys.items() if key in content)

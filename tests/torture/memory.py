"""A computer with hardly any memory left: opening, recording, printing, writing a stick.

Each command of `run.py` runs in a child that may take only so much more than it has: from its
start, or once the passphrase is stretched, which takes more than all the rest. It succeeds, or ends
in words; afterwards the station is whole, and every case that was told is there.
"""

import ctypes
import json
import os
import random
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.cli.main import main
from station.desk import opening
from station.desk.office import Office
from station.domain import ending
from tests.district.pair import a_line, a_received_case
from tests.office import PASSPHRASE
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.kills import Outcome, judged
from tests.torture.program import case_lines

_CASES = 5


def _base(folder: Path) -> str:
    """A station that knows its district and has one case: its number."""
    with a_line(folder) as (office, _district):
        return a_received_case(office).number


@dataclass(frozen=True, kw_only=True)
class Short:
    """A command that runs short of memory."""

    words: Callable[[Path, str], Sequence[str]]
    """Of the command line, from the folder it may use and a case's number."""
    most: int
    """KiB, with which it succeeds."""
    least: int = 32
    opened: bool = True
    """Whether it runs short only when the station is open."""


def campaign(short: Short, folder: Path, amount: int, rng: random.Random) -> Seen:
    """So many steps of memory, from hardly any to plenty."""
    number = _base(folder / "base")
    (folder / "secret").write_text(PASSPHRASE, "utf-8")
    faults: list[str] = []
    done = told = 0
    for step in range(amount):
        share = (step + 1) / amount
        room = int(short.least * (short.most / short.least) ** share)
        place = folder / "tried"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "base" / "station", place / "home")
        (place / "stick").mkdir()
        code, said, complained = _run(short, number, place, room)
        done += code == 0
        cases = {word["case"]: word["state"] for word in _cases(said)}
        told += len(cases)
        found = [*_unclean(code, complained), *_left(place / "home", cases)]
        faults += [f"with {room} KiB: {fault}" for fault in found]
    if not done:
        faults.append("it never succeeded")
    remarks = f"{done} times done, {amount - done} times refused"
    return Seen(trials=amount, told=told, faults=faults, remarks=remarks)


def _run(short: Short, number: str, place: Path, room: int) -> tuple[int, str, str]:
    """Exit code (negative: ended by that signal), stdout and stderr of `run.py` so limited."""
    (place / "cases").write_text(case_lines(100, _CASES), "utf-8")
    given = ("--home", str(place / "home"), "--passphrase-file", str(place.parent / "secret"))
    child = os.fork()
    if child == 0:
        _limited([*short.words(place, number), *given], place, room, opened=short.opened)
    _pid, status = os.waitpid(child, 0)
    said, complained = ((place / name).read_text("utf-8") for name in ("out", "err"))
    return os.waitstatus_to_exitcode(status), said, complained


def _limited(words: Sequence[str], place: Path, room: int, *, opened: bool) -> None:
    code = 1
    try:
        for number, name, flags in (
            (0, "cases", os.O_RDONLY),
            (1, "out", os.O_WRONLY | os.O_CREAT),
            (2, "err", os.O_WRONLY | os.O_CREAT),
        ):
            os.dup2(os.open(place / name, flags, 0o600), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        if opened:
            come_in = opening.come_in

            def limited(*given: Any, **more: Any) -> Office:
                _limit(room)
                return come_in(*given, **more)

            opening.come_in = limited
        else:
            _limit(room)
        code = main(words)
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - the last words of a process
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _limit(room: int) -> None:
    import resource

    ctypes.CDLL(None).malloc_trim(0)  # what this process had and gave back is no room
    now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + room * 1024,) * 2)


def _cases(said: str) -> list[dict[str, str]]:
    return [word for line in said.splitlines() if '"case"' in line for word in (json.loads(line),)]


def _unclean(code: int, complained: str) -> list[str]:
    if code not in (0, 1, 2):
        return [f"ended by {code}"]
    if "Traceback" in complained or "E-" in complained or (code and not complained.strip()):
        return [f"exit code {code}, told in no words: {complained[-400:]!r}"]
    return []


def _left(home: Path, cases: dict[str, str]) -> list[str]:
    """What is wrong with the station; a case that was printed has more entries than the others."""
    return [
        one for one in judged(home, Outcome(told=cases)) if not one.startswith(("half", "never"))
    ]


SHORTAGES = {
    "opening": Short(words=lambda *_: ("find", "示例"), least=1024, most=64 * 1024, opened=False),
    "finding": Short(words=lambda *_: ("find", "示例"), most=8 * 1024),
    "recording": Short(words=lambda *_: ("record",), most=16 * 1024),
    "printing": Short(
        words=lambda folder, case: ("print", "F01", case, "--out", str(folder / "sheet.pdf")),
        most=128 * 1024,
    ),
    "writing a stick": Short(
        words=lambda folder, _case: ("stick", "out", str(folder / "stick")), most=16 * 1024
    ),
}


def _untold(folder: Path, amount: int, rng: random.Random) -> Seen:
    with patch.object(ending, "_is_short_of_memory", lambda _: False):
        return campaign(SHORTAGES["printing"], folder, amount, rng)


MEMORY = Bar(
    name="memory",
    promise="hardly any memory: done, or refused in words, and never half",
    campaigns=(
        *(
            Campaign(
                name=f"{name}, with little memory", run=partial(campaign, short),
                whole=25, short=3, disk=True,
            )
            for name, short in SHORTAGES.items()
        ),
        Campaign(
            name="printing, with little memory and no words for it", run=_untold, whole=8, short=3,
            disk=True, control=True,
        ),
    ),
    trials=100,
)  # fmt: skip

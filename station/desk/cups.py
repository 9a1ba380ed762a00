"""Printers by the commands of CUPS: `lp` prints, `lpstat` tells, `cancel` takes a job back.

In CUPS `lp` always sends the file to the scheduler, which keeps a copy of its own (lp(1), option
-c): once `lp` has ended well, nobody reads our file any more. A job that was taken is not printed
yet: `lpstat -W` tells which are still to be printed and how the others ended.
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from station.desk.programs import ask
from station.domain.printing import Hindrance

TAKING_SECONDS = 20
"""How long the system may take to accept a job,"""
TELLING_SECONDS = 6
"""and to tell what it knows."""
_JOB = re.compile(r"request id is (\S+-[0-9]+)")
_DEFAULT = re.compile(r"system default destination: (\S+)")
_PRINTER = re.compile(r"^printer (\S+) (.*)$", re.MULTILINE)
_STOPPED, _HELD, _REJECTING = "disabled since", "holding new jobs", "not accepting requests"
_NO_SUCH = ("Invalid destination", "Unknown destination", "does not exist", "No such")


@dataclass(frozen=True, kw_only=True)
class Printer:
    """A printer that the system knows."""

    name: str
    usual: bool
    """Whether it is the one that is taken where none is named."""
    hindrance: Hindrance | None
    """Why it would print nothing now."""


class End(Enum):
    """What became of a job that was taken."""

    OPEN = "open"
    DONE = "done"
    GIVEN_UP = "given up"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of handing a sheet to a printer: the job, or why there is none."""

    job: str = ""
    hindrance: Hindrance | None = None
    said: str = ""


def there() -> bool:
    """Whether this machine prints by CUPS."""
    return shutil.which("lp") is not None


def usual() -> str:
    """The system's default printer; empty if there is none, or it cannot be asked."""
    found = _DEFAULT.search(ask(["lpstat", "-d"], TELLING_SECONDS).words)
    return found[1] if found else ""


def printers() -> list[Printer]:
    """All printers, in the system's order."""
    told = ask(["lpstat", "-p", "-a"], TELLING_SECONDS).words
    first = usual()
    return [
        Printer(name=name, usual=name == first, hindrance=_hindrance(name, told))
        for name, _state in _PRINTER.findall(told)
    ]


def hindrance(printer: str) -> Hindrance | None:
    """Why this printer would take nothing now; None where nothing is known against it. One that
    is switched off is seldom known to be: its job waits at the system, as `end` tells."""
    if shutil.which("lpstat") is None:
        return None
    name = printer or usual()
    if not name:
        return Hindrance.NO_DEFAULT
    told = ask(["lpstat", "-p", name, "-a", name], TELLING_SECONDS)
    if told.late:
        return Hindrance.NO_ANSWER
    if not told.done:
        return Hindrance.UNKNOWN if _is_unknown(told.complaint) else None
    return _hindrance(name, told.words)


def submit(file: Path, *, printer: str, copies: int) -> Taken:
    """Hand the file over. When this returns, the system has a copy, or none at all; only where
    there was no answer it may have one."""
    against = hindrance(printer)
    if against is not None:
        return Taken(hindrance=against)
    chosen = ["-d", printer] if printer else []
    told = ask(["lp", *chosen, "-n", str(copies), str(file)], TAKING_SECONDS)
    if told.late:
        return Taken(hindrance=Hindrance.NO_ANSWER)
    if not told.done:
        why = Hindrance.UNKNOWN if _is_unknown(told.complaint) else Hindrance.REFUSED
        return Taken(hindrance=why, said=told.complaint)
    found = _JOB.search(told.words)
    return Taken(job=found[1] if found else "")


def ends(jobs: Sequence[str]) -> dict[str, End]:
    """What became of these jobs, as far as the system answers."""
    if not jobs or shutil.which("lpstat") is None:
        return {}
    to_print = ask(["lpstat", "-W", "not-completed", "-o"], TELLING_SECONDS)
    if not to_print.done:
        return {}
    still = _listed(to_print.words)
    over = [job for job in jobs if job not in still]
    ended = ask(["lpstat", "-l", "-W", "completed", "-o"], TELLING_SECONDS) if over else to_print
    if not ended.done:
        return {}
    alerts = _listed(ended.words)
    return {job: End.OPEN if job in still else _end(alerts.get(job, "")) for job in jobs}


def cancel(job: str) -> None:
    """Take a job back, if it is still to be printed."""
    ask(["cancel", job], TELLING_SECONDS)


def _listed(words: str) -> dict[str, str]:
    """The jobs in a list of lpstat, each with the indented lines under it."""
    found: dict[str, str] = {}
    last = ""
    for line in words.splitlines():
        if line[:1].isspace():
            found[last] = found.get(last, "") + line
        elif line:
            last = line.split()[0]
            found[last] = ""
    return found


def _end(alerts: str) -> End:
    """A job of which nothing is known any more has left the history: it was printed."""
    return End.GIVEN_UP if "cancel" in alerts or "abort" in alerts else End.DONE


def _hindrance(name: str, told: str) -> Hindrance | None:
    for line in told.splitlines():
        if line.startswith(f"printer {name} ") and (_STOPPED in line or _HELD in line):
            return Hindrance.OFF
        if line.startswith(f"{name} {_REJECTING}"):
            return Hindrance.REJECTING
    return None


def _is_unknown(complaint: str) -> bool:
    return any(words in complaint for words in _NO_SUCH)

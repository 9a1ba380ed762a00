"""The way of a finished sheet: to the program of station.ini, to the system's printer, or to a
viewer. Nothing is kept here: what was not printed is told with the reason.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from forms.catalogue import SHEETS
from station.desk import cups
from station.desk.programs import ask
from station.desk.showing import Way, show_file
from station.desk.spool import Spool
from station.domain.printing import Hindrance
from station.settings import Settings, command_words

_PAGES_SECONDS = 120
"""How long a sheet may take where pages are drawn for the printer by this program or another."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a sheet. `path` is where it lies in clear until the station is locked, or lay
    where it `stays` no longer."""

    way: Way
    path: Path
    stays: bool = False
    job: str = ""
    """Its number at the printing system, where that tells of the end."""
    hindrance: Hindrance | None = None
    said: str = ""
    done: int = 0
    """Of a sheet that waits: how many copies were printed before."""


def copies_of(settings: Settings, sheet: str) -> int:
    """How often the sheet is printed at once: as station.ini says, else as the sheet asks for."""
    said = dict(settings.print_copies)
    usual = SHEETS[sheet].copies if sheet in SHEETS else 1
    return said.get(sheet) or (said.get("") if sheet in SHEETS else 0) or usual


def hand_on(data: bytes, name: str, copies: int, *, spool: Spool, settings: Settings) -> Outcome:
    """Print the sheet, or show it where nothing prints. In the spool it stays only as long as
    somebody may read it."""
    try:
        outcome = _handed(spool.put(name, data), copies, settings)
    except OSError as fault:
        outcome = _waits(spool.place(name), Hindrance.NO_ROOM, fault.strerror or "")
    if not outcome.stays:
        spool.remove(outcome.path)
    return outcome


def _handed(path: Path, copies: int, settings: Settings) -> Outcome:
    if settings.print_command:
        return _by_command(path, copies, settings)
    if sys.platform == "win32":
        from station.desk.windows_printer import printed

        return _by_system(printed(path, printer=settings.printer, copies=copies), path)
    if cups.there():
        taken = cups.submit(path, printer=settings.printer, copies=copies)
        return _by_system(taken, path)
    return _shown(path)


def _by_command(path: Path, copies: int, settings: Settings) -> Outcome:
    """A program that is not told the number of copies runs once for each, and not again for
    one that is on paper. Nobody knows when it has read the file: it stays until the station is
    locked."""
    words = command_words(settings.print_command)
    command = [part.replace("{file}", str(path)).replace("{copies}", str(copies)) for part in words]
    often = 1 if "{copies}" in settings.print_command else copies
    for done in range(often):
        told = ask(command, _PAGES_SECONDS if copies > 1 else cups.TAKING_SECONDS)
        if not told.done:
            why = Hindrance.NO_ANSWER if told.late else Hindrance.REFUSED
            return replace(_waits(path, why, told.complaint), done=done)
    return Outcome(way=Way.PRINTED, path=path, stays=True)


def _by_system(taken: cups.Taken, path: Path) -> Outcome:
    """A machine without any printer shows the sheet, as it would without a printing system."""
    if taken.hindrance is None:
        return Outcome(way=Way.PRINTED, path=path, job=taken.job)
    if taken.hindrance is Hindrance.NO_DEFAULT and (shown := _shown(path)).way is Way.OPENED:
        return shown
    return _waits(path, taken.hindrance, taken.said)


def _shown(path: Path) -> Outcome:
    if show_file(path):
        return Outcome(way=Way.OPENED, path=path, stays=True)
    return _waits(path, Hindrance.NOWHERE)


def _waits(path: Path, hindrance: Hindrance, said: str = "") -> Outcome:
    return Outcome(way=Way.QUEUED, path=path, hindrance=hindrance, said=said)


def kept_in_spool(data: bytes, name: str, outcome: Outcome, spool: Spool) -> Outcome:
    """The same where there is no queue to wait in: the sheet lies in the spool until the station is
    locked or left."""
    if outcome.way is not Way.QUEUED:
        return outcome
    return replace(outcome, way=Way.KEPT, path=spool.put(name, data), stays=True)

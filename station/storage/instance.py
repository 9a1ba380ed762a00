"""One program at a time in a home: a lock that the operating system drops when its holder ends.

The file stays behind, and means nothing by itself: a holder that was killed locks nobody out.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from station.domain.errors import StationError
from station.storage.faults import translated
from station.storage.holding import locked

_MOST_BYTES = 1000


class VaultInUse(StationError):
    """Another program has this home open."""


@dataclass(frozen=True, kw_only=True)
class Occupant:
    """Who has the home open: process id, since when (ISO time), and for which agent it is open or
    being opened; zero and empty if unknown."""

    process: int
    since: str
    agent: str = ""


class Instance:
    """The right to work in a home; let go with `release`, or with the end of the process."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @classmethod
    def take(cls, path: Path, *, now: datetime, agent: str = "") -> Self:
        """Lock the home whose lock file is `path`, for this agent. Raises VaultInUse, naming who
        has it."""
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab+", buffering=0)
        if not locked(file):
            file.close()
            raise _in_use(occupant_of(path))
        with suppress(OSError):  # a full disk must not keep people from reading
            file.truncate(0)
            since = now.isoformat(timespec="seconds")
            said = {"process": os.getpid(), "since": since, "agent": agent}
            file.write(json.dumps(said).encode())
        return cls(file)

    def release(self) -> None:
        """Let the next program in. A second release does nothing."""
        if not self._file.closed:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()  # which unlocks


def _in_use(occupant: Occupant) -> VaultInUse:
    """The refusal: who has it open, and since when, as people say it."""
    return VaultInUse(
        "{agent} has this station open in another window since {since} (process {process})",
        "Go on in that window, or close it. If it hangs, end that process.",
        agent=occupant.agent or "?", since=occupant.since[:16].replace("T", " ") or "?",
        process=occupant.process or "?",
    )  # fmt: skip


def occupant_of(path: Path) -> Occupant:
    """Who last wrote into the lock file; it says nothing about whether he still runs."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_MOST_BYTES))
        return Occupant(
            process=int(said["process"]), since=str(said["since"]), agent=str(said["agent"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Occupant(process=0, since="")

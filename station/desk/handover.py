"""What the program tells its own next process when the station is locked: `door.json`.

A locked station begins again as a new process, so that no key stays in memory; this is all that
goes from one to the other: no resident, no passphrase, no key.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from station.desk.home import Home

_MAX_BYTES = 8000


@dataclass(frozen=True, kw_only=True)
class Handover:
    """Who was at the desk, what the door says, and whether the shell takes over before it."""

    agent: str
    words: str = ""
    stopped: bool = False


def hand_over(home: Home, told: Handover) -> None:
    """Leave it for the next process. On a full disk that one only knows less."""
    with suppress(OSError):
        home.door.write_text(json.dumps(asdict(told), ensure_ascii=False), "utf-8")


def taken_over(home: Home) -> Handover | None:
    """What the process before left, once; None if this is the first."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        with home.door.open("rb") as file:
            said = json.loads(file.read(_MAX_BYTES))
        home.door.unlink()
        return Handover(
            agent=str(said["agent"]), words=str(said["words"]), stopped=said["stopped"] is True
        )
    return None

"""Key slots of an office with one agent, the same in every run."""

import itertools
from collections.abc import Callable
from pathlib import Path

from station.storage.keys import (
    Opened,
    create_slots,
    unlock,
)
from tests.office import WEAK

OFFICE, AGENT, PASSPHRASE = "330211105203", "示例代办员", "8595 915 9631 073"


def chance_of(start: int) -> Callable[[int], bytes]:
    """Bytes that differ from call to call, and are the same in every run."""
    calls = itertools.count(start)
    return lambda count: bytes((next(calls) * 37 + place * 11) % 256 for place in range(count))


def make_slots(place: Path, passphrase: str = PASSPHRASE, start: int = 0) -> Opened:
    return create_slots(
        place,
        owner=OFFICE,
        agent=AGENT,
        passphrase=passphrase,
        cost=WEAK,
        chance=chance_of(start),
    )


def open_slots(place: Path, passphrase: str = PASSPHRASE) -> Opened:
    return unlock(place, agent=AGENT, passphrase=passphrase)

"""A scan of 20 MB over a network that cuts it off again and again.

The cuts fall by chance, before a message came through or after, half of them in the middle of the
scan's pieces one behind the other. Each time the next exchange has to go on at the piece that is
lacking: what is carried twice is counted, in pieces for each cut.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from station.domain.chain import digest
from station.domain.pieced import PIECE_BYTES
from sync.errors import NoAnswer
from sync.exchange import exchange
from sync.turns import answered
from tests.sync.memory_book import MemoryBook, MemoryShelf
from tests.sync.parcels import DISTRICT, DISTRICT_POST, LIFE, STATION, STATION_POST, scan_event
from tests.torture.campaign import Campaign, Seen

PIECES = 320
"""20 MB."""
CUTS = 50
MOST_TWICE = 2.0
"""What may be carried beyond the scan itself for each cut, frames and questions of the whole visit
included, in pieces."""


class _Road:
    """Answers as over HTTP, and breaks at these calls: before the message came through (False), or
    after."""

    def __init__(self, book: MemoryBook, cuts: dict[int, bool]) -> None:
        self._book, self._cuts = book, cuts
        self._come: list[bytes] = []
        self.calls = self.sent = 0

    def deliver(self, parcel: bytes) -> None:
        self.calls += 1
        self.sent += len(parcel)
        through = self._cuts.pop(self.calls, None)
        if through is False:
            raise NoAnswer("broken-off")
        letter = answered(self._book, DISTRICT_POST.open(parcel), spare=f"n{self.calls}")
        if through is not None:
            raise NoAnswer("broken-off")
        self._come.append(DISTRICT_POST.pack(letter))

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def campaign(
    without: Callable[[], AbstractContextManager[Any]], folder: Path, amount: int,
    rng: random.Random,
) -> Seen:  # fmt: skip
    """So many scans; trials are the cuts."""
    faults: list[str] = []
    worst = 0.0
    with without():
        for number in range(amount):
            twice, found = _one(rng)
            worst = max(worst, twice)
            faults += [f"scan {number}: {fault}" for fault in found]
    return Seen(
        trials=amount * CUTS, faults=faults[:20],
        remarks=f"{worst:.2f} pieces of 64 KiB carried again a cut, all else included, at worst",
    )  # fmt: skip


def _one(rng: random.Random) -> tuple[float, list[str]]:
    station = MemoryBook(STATION, DISTRICT, LIFE)
    district = MemoryBook(DISTRICT, STATION, "district-life")
    pieces = [_noise(rng) for _ in range(PIECES)]
    station.scan(scan_event(1, pieces), pieces)
    cuts = {call: rng.random() < 0.5 for call in rng.sample(range(1, PIECES), CUTS)}
    road = _Road(district, cuts)
    broken = 0
    for visit in range(2 * CUTS):
        report = exchange(
            station, road, STATION_POST, spare=partial(str, visit), progress=lambda _: None,
            cancel=lambda: False, reckon=False,
        )  # fmt: skip
        if report.road is None:
            break
        broken += 1
    twice = (road.sent / PIECE_BYTES - PIECES) / CUTS
    found = []
    if broken != CUTS or cuts:
        found.append(f"{broken} exchanges broke off, {CUTS} should have")
    if district.shelf.lacks() or any(district.shelf.piece(digest(one)) != one for one in pieces):
        found.append("the scan did not arrive whole")
    if twice >= MOST_TWICE:
        found.append(f"{twice:.2f} pieces were carried again for each cut")
    return twice, found


def _noise(rng: random.Random) -> bytes:
    """As a scan is: nothing of it can be packed."""
    return hashlib.shake_256(rng.randbytes(16)).digest(PIECE_BYTES)


def _nothing_kept() -> AbstractContextManager[Any]:
    """A district that keeps none of what came before the road broke."""
    return patch.object(MemoryShelf, "take", lambda shelf, name, data: False)


CUT_SCANS = (
    Campaign(
        name="a scan of 20 MB, cut off 50 times", run=partial(campaign, nullcontext), whole=10,
        short=1,
    ),
    Campaign(
        name="nothing is kept of what came",
        run=partial(campaign, _nothing_kept), whole=1, short=1, control=True,
    ),
)  # fmt: skip

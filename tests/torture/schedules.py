"""Random schedules on the line, with the real code and real sealed frames.

Parcels are sent, lost, doubled, late and out of order; machines are copied, put back to a copy (as
they are, or by the program, which begins a new life), cloned and rolled back. Then the weather
clears. After every parcel the conclusion of the office is compared with the truth, and in the end
nothing may be lost, nothing have taken effect twice, no fork have gone unflagged.

The books are those in memory, which keep the same contract as the real ones
(tests/sync/book_suite.py); for a share they are the real vaults, with the district's
in a file or on a PostgreSQL server. The controls leave out one check each.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from station.domain.chain import links
from sync import line as positions
from sync.line import Kept, Line, Parcel, Verdict
from tests.postgres import server_here, why_not
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import DISTRICT, DISTRICT_POST, STATION, STATION_POST
from tests.sync.real_books import AtDistrict, AtStation, OnServer
from tests.sync.weather import (
    InMemory,
    Machine,
    Office,
    Posted,
    Untrue,
    call,
    clear_up,
    judge,
)
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.servers import on_postgres

STEPS = 26
MOST_STATIONS = 3
_SHOWN = 20
Make = Callable[[str, str, str], Machine]
"""A new machine of this office, with this peer, in this life."""


class Story:
    """One schedule."""

    def __init__(self, rng: random.Random, station: Make, district: Make) -> None:
        self._rng = rng
        self._spares = (f"n{number}" for number in count(1))
        self.district = Office(district(DISTRICT, STATION, next(self._spares)), DISTRICT_POST)
        self.stations = [Office(station(STATION, DISTRICT, next(self._spares)), STATION_POST)]
        self._road: list[Posted] = []
        self._station_shelf = [self.stations[0].shelf()]
        self._district_shelf = [self.district.shelf()]
        self.happened: Counter[str] = Counter()

    def told(self) -> None:
        """What happens, and how it ends. Raises Untrue."""
        for name in self._rng.choices(list(ACTIONS), list(ACTIONS.values()), k=STEPS):
            getattr(self, f"_{name}")()
            self.happened[name] += 1
        clear_up(self.stations, self.district, self._spares)
        judge(self.stations, self.district)
        self.happened["forks"] += len(self.district.standing()[0].forked)
        self.happened["stories"] += 1

    def _a_station(self) -> Office:
        return self._rng.choice(self.stations)

    def _anybody(self) -> Office:
        return self._rng.choice((self._a_station(), self._a_station(), self.district))

    def _write(self) -> None:
        self._anybody().machine.write(next(self._spares))

    def _send(self) -> None:
        most, ahead = self._rng.randint(1, 3), self._rng.choice((0, 0, 1, 2))
        self._road.append(self._anybody().pack(ahead, most))

    def _arrive(self) -> None:
        if self._road:
            self._opened(self._road.pop(self._rng.randrange(len(self._road))))

    def _double(self) -> None:
        if self._road:
            self._opened(self._rng.choice(self._road))

    def _opened(self, posted: Posted) -> None:
        to_station = posted.parcel.recipient == STATION
        office = self._a_station() if to_station else self.district
        verdict = office.open(posted, next(self._spares)).verdict
        self.happened["new lives"] += verdict.reborn
        self.happened["gaps"] += verdict.gap

    def _drop(self) -> None:
        if self._road:
            self._road.pop(self._rng.randrange(len(self._road)))

    def _call(self) -> None:
        call(self._a_station(), self.district, self._spares, most=3)

    def _copy_station(self) -> None:
        self._station_shelf.append(self._a_station().shelf())

    def _copy_district(self) -> None:
        self._district_shelf.append(self.district.shelf())

    def _put_back(self) -> None:
        self._a_station().restore(self._rng.choice(self._station_shelf))

    def _restore(self) -> None:
        station = self._a_station()
        station.restore(self._rng.choice(self._station_shelf))
        station.begin_life(next(self._spares))

    def _clone(self) -> None:
        if len(self.stations) < MOST_STATIONS:
            self.stations.append(self._a_station().twin())

    def _roll_back(self) -> None:
        self.district.restore(self._rng.choice(self._district_shelf))


ACTIONS: Mapping[str, float] = MappingProxyType(
    {
        "write": 22, "send": 18, "arrive": 22, "double": 5, "drop": 4, "call": 6,
        "copy_station": 4, "put_back": 3, "restore": 1.5, "clone": 1.5, "copy_district": 4,
        "roll_back": 3,
    }
)  # fmt: skip


@contextmanager
def _memory() -> Iterator[tuple[Make, Make]]:
    yield InMemory, InMemory


@contextmanager
def _vaults(folder: Path) -> Iterator[tuple[Make, Make]]:
    made: list[AtStation | AtDistrict | OnServer] = []
    server = server_here()
    with TemporaryDirectory(dir=folder) as name:

        def station(me: str, peer: str, life: str) -> Machine:
            made.append(AtStation(Path(name), me, peer, life))
            return made[-1]

        def district(me: str, peer: str, life: str) -> Machine:
            at = partial(OnServer, server) if server else AtDistrict
            made.append(at(Path(name), me, peer, life))
            return made[-1]

        yield station, district
        for one in made:
            one.close()


def campaign(
    books: str, without: Callable[[], AbstractContextManager[Any]],
    folder: Path, amount: int, rng: random.Random,
) -> Seen:  # fmt: skip
    """So many schedules; each has its own seed, which a fault names."""
    happened: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    faults: list[str] = []
    with without():
        for _ in range(amount):
            seed = rng.getrandbits(48)
            with _vaults(folder) if books == "vaults" else _memory() as makes:
                story = Story(random.Random(seed), *makes)
                try:
                    story.told()
                except Untrue as untrue:
                    wrong[untrue.kind] += 1
                    if len(faults) < _SHOWN:
                        faults.append(f"schedule {seed}: {untrue}")
                happened += story.happened
    shown = wrong if wrong else {name: happened[name] for name in _REMARKED}
    remarks = ", ".join(f"{number} {name}".replace("_", " ") for name, number in shown.items())
    return Seen(trials=amount, faults=faults, remarks=f"books in {books}: {remarks}")


_REMARKED = ("put_back", "restore", "clone", "roll_back", "new lives", "forks", "gaps")


# ---- the line without one of its checks


def heads_not_compared(line: Line, parcel: Parcel, kept: Kept, spare: str) -> Line:
    if parcel.seen <= line.written:
        return replace(line, peer_holds=parcel.seen)
    return replace(line, incarnation=spare, peer_holds=0)


def _no_new_life(line: Line, parcel: Parcel, kept: Kept, spare: str) -> Line:
    return replace(line, peer_holds=min(parcel.seen, line.written))


def _take(compared: slice, nothing: Verdict, parcel: Parcel, kept: Kept) -> Verdict:
    """As in line.py, with only these of the hashes compared."""
    held, start = kept.held(nothing.life), parcel.first - 1
    if start > held:
        return replace(nothing, gap=True)
    hashes = (parcel.after, *links(parcel.after, parcel.events))
    overlap = tuple(enumerate(hashes[: held - start + 1], start))[compared]
    if any(ours != kept.theirs(nothing.life, number) for number, ours in overlap):
        forked = nothing.line.forked | {nothing.life}
        return replace(nothing, line=replace(nothing.line, forked=forked), fork=True)
    numbers = range(parcel.first, parcel.first + len(parcel.events))
    fresh = tuple(zip(numbers, hashes[1:], parcel.events, strict=True))
    return replace(nothing, fresh=fresh[held - start :])


def _everything_takes_effect(book: MemoryBook, life: str, fresh: Any) -> int:
    book.disk.theirs.setdefault(life, []).extend(hash_ for _, hash_, _ in fresh)
    book.disk.effective.extend(event for _, _, event in fresh)
    return len(fresh)


def _patched(target: object, name: str, by: Any) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(target, name, by)


_WITHOUT: Mapping[str, Callable[[], AbstractContextManager[Any]]] = MappingProxyType(
    {
        "heads are not compared": _patched(positions, "_heed", heads_not_compared),
        "no new life is begun": _patched(positions, "_heed", _no_new_life),
        "chains are not compared": _patched(positions, "_take", partial(_take, slice(0))),
        "ours need not go on from theirs": _patched(positions, "_take", partial(_take, slice(1))),
        "theirs need not go on from ours": _patched(
            positions, "_take", partial(_take, slice(1, None))
        ),
        "an event takes effect in each life": _patched(
            MemoryBook, "take", _everything_takes_effect
        ),
    }
)
_RARE: Mapping[str, int] = MappingProxyType({"theirs need not go on from ours": 160})
"""How many schedules it takes until one shows what is missing, where that are many."""
_PARTS = 10
SCHEDULES = Bar(
    name="schedules",
    promise="lost, doubled, late, restored, cloned, rolled back: each event arrives, and once",
    campaigns=(
        *(
            Campaign(
                name=f"any weather, {part} of {_PARTS}",
                run=partial(campaign, "memory", nullcontext), whole=100_000 // _PARTS,
                short=60 if part <= 2 else 0,
            )
            for part in range(1, _PARTS + 1)
        ),
        Campaign(
            name="any weather, real vaults", run=partial(campaign, "vaults", nullcontext),
            whole=400, short=1,
        ),
        Campaign(
            name="any weather, real vaults, a district on PostgreSQL",
            run=partial(on_postgres, partial(campaign, "vaults", nullcontext), on_disk=False),
            whole=300, short=0, hindered=why_not,
        ),
        *(
            Campaign(
                name=name, run=partial(campaign, "memory", without), whole=1000,
                short=_RARE.get(name, 25), control=True,
            )
            for name, without in _WITHOUT.items()
        ),
    ),
    trials=100_000,
)  # fmt: skip

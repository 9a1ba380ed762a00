"""How much a district takes in: parcels of simulated stations, by several processes at once.

The parcels are made before; what is measured is `intake.receive` and nothing else: opening and
checking each parcel, keeping its entries and their chain, the rows that show them, the answer.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from station.domain.errors import StationError
from station.storage.keys import Cost
from sync.district.clock import WallClock
from sync.district.founding import NewDistrict, make
from sync.district.intake import receive
from sync.district.premises import enter
from sync.district.samples import SampleStation, counts, enrolled

SAMPLE, NAME = "330211", "示例区政务服务中心"


class LoadFailed(StationError):
    """A process of the load gave up, or an answer does not say what it should."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the loaded district is: see `premises.enter`."""

    home: Path
    passphrase: str
    store: str


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What was taken in, in how many seconds; all answers were checked."""

    parcels: int
    events: int
    seconds: float

    @property
    def rate(self) -> float:
        """Entries a second."""
        return self.events / self.seconds


def prepare(place: Place, stations: int, cost: Cost) -> list[SampleStation]:
    """A new district of its own, and so many stations on its line. Raises AlreadyADistrict."""
    new = NewDistrict(id=SAMPLE, name=NAME, passphrase=place.passphrase)
    with make(place.home, new, clock=WallClock(), cost=cost, store=place.store) as district:
        return [enrolled(district, number) for number in range(1, stations + 1)]


def load(place: Place, stations: Sequence[SampleStation], cases: int, processes: int) -> Taken:
    """All parcels of these stations with so many cases together, taken in by so many processes,
    each with stations of its own. Raises LoadFailed."""
    work = list(zip(stations, counts(cases, len(stations)), strict=True))
    shares = [work[start::processes] for start in range(processes)]
    with _workers(place, shares) as ends:
        for end in ends:
            _told(end)
        begun = perf_counter()
        for end in ends:
            end.send("go")
        for end in ends:
            _told(end)
        seconds = perf_counter() - begun
        told = [_told(end) for end in ends]
    return Taken(
        parcels=sum(parcels for parcels, _ in told), events=sum(events for _, events in told),
        seconds=seconds,
    )  # fmt: skip


@contextmanager
def _workers(
    place: Place, shares: Sequence[Sequence[tuple[SampleStation, int]]]
) -> Iterator[list[Connection]]:
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in shares]
    workers = [
        context.Process(target=_work, args=(place, share, there), daemon=True)
        for share, (_, there) in zip(shares, pipes, strict=True)
    ]
    for worker, (_, there) in zip(workers, pipes, strict=True):
        worker.start()
        there.close()
    try:
        yield [here for here, _ in pipes]
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _told(end: Connection) -> tuple[int, int]:
    try:
        parcels, events = end.recv()
    except EOFError:
        raise LoadFailed(
            "a process of the load gave up", "It told why before; try fewer stations or processes."
        ) from None
    return int(parcels), int(events)


def _work(place: Place, share: Sequence[tuple[SampleStation, int]], end: Connection) -> None:
    """Make all parcels, wait, take them in, and then look at every answer."""
    clock = WallClock()
    with enter(place.home, place.passphrase, clock=clock, store=place.store) as district:
        begins = clock.now()
        sent = [(one, *framed) for one, cases in share for framed in one.frames(cases, begins)]
        end.send((0, 0))
        end.recv()
        answers = [receive(district, frame) for _, _, frame in sent]
        end.send((0, 0))
        held = {
            one.code: _confirmed(one, answer, last)
            for (one, last, _), answer in zip(sent, answers, strict=True)
        }
        end.send((len(sent), sum(held.values())))
        end.recv()


def _confirmed(station: SampleStation, answer: bytes, last: int) -> int:
    """The number of entries that the district says, signed, it holds. Raises LoadFailed if that
    is not all up to the `last`."""
    seen = station.post.unpack(answer).seen
    if seen != last:
        raise LoadFailed(
            "station {station} sent {sent} entries, and the district says that it holds {held}",
            "Look at it: run.py district verify", station=station.code, sent=last, held=seen,
        )  # fmt: skip
    return seen

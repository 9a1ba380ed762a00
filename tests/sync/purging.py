"""A station that lets go of what the district's backup holds, and a district that is put back.

Parcels are lost, late and doubled, the station is put back to old copies of itself, the district to
its last backup or to something later. In the end every entry that was let go of is still at the
district, with its words.
"""

from dataclasses import replace
from itertools import count
from typing import Any

from station.domain.backed import BackedUp
from station.domain.chain import digest
from sync.line import Parcel
from sync.turns import line_of, next_parcel, take_in
from tests.office import FRIDAY
from tests.sync.memory_book import Disk, MemoryBook
from tests.sync.parcels import DISTRICT, STATION, event


class Lost(Exception):
    """An entry is nowhere any more, or the line did what it need not have done."""


class Purging:
    """One such story. `waits`: whether the station waits for backups, as it should."""

    def __init__(self, *, waits: bool = True) -> None:
        self._waits = waits
        self._names = (f"n{number}" for number in count(1))
        self._numbers = count(1)
        self.station = MemoryBook(STATION, DISTRICT, next(self._names))
        self._first = self.station.incarnation()
        self.district = MemoryBook(DISTRICT, STATION, next(self._names))
        self.road: list[Parcel] = []
        self.purged: dict[str, bytes] = {}
        """The words of what went, by the digest of the place that is left."""
        self.untouched = True
        """Whether the station was never put back to an old copy."""
        self.rolled_back = 0
        self._station_copies: list[Disk] = []
        self._begun: tuple[Disk, str, int] | None = None
        self._copies: list[tuple[int, Disk]] = []
        """What the district may be put back to: the last backup first, then later copies."""
        self._ages = count()
        self._copies.append((next(self._ages), self.district.disk.copy()))

    # ---- what happens

    def write(self) -> None:
        """The station records something."""
        self.station.write(event(next(self._numbers)))

    def answer(self) -> None:
        """The district does."""
        self.district.write(event(next(self._numbers)))

    def send(self, *, of_station: bool, ahead: int) -> None:
        """A parcel goes on the road."""
        book = self.station if of_station else self.district
        self.road.append(_next(book, ahead))

    def arrive(self, which: int, *, again: bool) -> None:
        """One of them comes, perhaps not for the last time."""
        if self.road:
            which %= len(self.road)
            parcel = self.road[which] if again else self.road.pop(which)
            book = self.station if parcel.recipient == STATION else self.district
            take_in(book, parcel, spare=next(self._names))

    def call(self) -> None:
        """A road that works: there and back."""
        take_in(self.district, _next(self.station, 0), spare=next(self._names))
        take_in(self.station, _next(self.district, 0), spare=next(self._names))

    def begin_backup(self) -> None:
        """A backup is begun: what the district holds now will be in it."""
        life = self.district.heard_last()
        self._begun = self.district.disk.copy(), life, self.district.held(life)
        self._copies.append((next(self._ages), self._begun[0]))

    def end_backup(self) -> None:
        """It was verified, and the district may say so."""
        if self._begun is None:
            return
        disk, life, through = self._begun
        word = (life, BackedUp(through=through, at=FRIDAY)) if life else None
        self.district.disk.last_backup = word
        age = next(age for age, copy in self._copies if copy is disk)
        self._copies = [one for one in self._copies if one[0] >= age]
        self._begun = None

    def copy_district(self) -> None:
        """Somebody copies its disk."""
        self._copies.append((next(self._ages), self.district.disk.copy()))

    def roll_back(self, which: int) -> None:
        """The district is put back, at worst to its last backup."""
        _, disk = self._copies[which % len(self._copies)]
        self.district.disk = disk.copy()
        self._begun = None
        self.rolled_back += 1

    def copy_station(self) -> None:
        self._station_copies.append(self.station.disk.copy())

    def put_back(self, which: int, *, by_program: bool) -> None:
        """The station is put back to an old copy; the program begins a new life then."""
        if self._station_copies:
            self.station.disk = self._station_copies[which % len(self._station_copies)].copy()
            self.untouched = False
            if by_program:
                self.station.begin_life(next(self._names))

    def purge(self) -> None:
        """Everything that may go goes."""
        upto = self.station.peer_holds()
        if self._waits:
            upto = min(upto, self.station.disk.safety.through)
        written = self.station.disk.written
        for place in range(upto):
            if digest(written[place]) not in self.purged:
                left = b'{"gone":"%s"}' % digest(written[place]).encode()
                self.purged[digest(left)] = written[place]
                written[place] = left

    # ---- how it ends

    def judge(self) -> None:
        """The weather clears, and everybody talks until nothing moves. Raises Lost."""
        self._clear()
        heard = set(self.district.disk.effective)
        if any(one not in heard for one in self.purged.values()):
            raise Lost("what a station let go of is nowhere any more")
        own = {one for one in self.station.disk.written if digest(one) not in self.purged}
        if not own <= heard:
            raise Lost("events were lost")
        if self.untouched and self.station.incarnation() != self._first:
            raise Lost("a roll-back of the district made the station begin a new life")

    def _clear(self) -> None:
        stood: Any = None
        while stood != (stood := self._stands()):
            for _ in range(3):
                self.call()

    def _stands(self) -> object:
        return [
            (replace(line_of(book)), book.held(book.heard_last()))
            for book in (self.station, self.district)
        ]


def _next(book: MemoryBook, ahead: int) -> Parcel:
    with book.transaction():
        start = min(book.peer_holds() + ahead, book.written())
        return next_parcel(book, start=start, most_bytes=300)

"""Any weather on the line, and any accident to the machines at its ends.

Hypothesis tells the stories: parcels are lost, doubled, late, out of order; disks are copied and
put back, stations cloned, the district rolled back. After each parcel the test, which alone knows
the truth, compares what the line concluded with what is so. In the end the weather clears.
"""

from dataclasses import dataclass
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sync import line as positions
from sync.line import Line, Parcel
from sync.turns import line_of, take_in
from tests.sync.memory_book import Disk, MemoryBook

Events = tuple[bytes, ...]


@dataclass(frozen=True)
class Posted:
    """A parcel on the road, and the truth about it."""

    parcel: Parcel
    history: Events
    """All that its writer had numbered, up to the last event inside."""
    claimed: Events
    """What its writer truly holds of the life that he answers."""


class Office:
    """One machine. Copying its disk and what the test knows of it is copying the machine."""

    def __init__(self, me: str, peer: str, life: str) -> None:
        self.book = MemoryBook(me, peer, life)
        self.truth: dict[str, Events] = {}
        """For each life of the peer: the events numbered in it, as far as they were taken in."""

    def copy(self) -> "Office":
        twin = Office(self.book.me, self.book.peer, "")
        twin.restore(self.shelf())
        return twin

    def shelf(self) -> tuple[Disk, dict[str, Events]]:
        return self.book.disk.copy(), {**self.truth}

    def restore(self, shelf: tuple[Disk, dict[str, Events]]) -> None:
        self.book.disk, self.truth = shelf[0].copy(), {**shelf[1]}

    def standing(self) -> tuple[Line, int]:
        return line_of(self.book), self.book.held(self.book.heard_last())

    def write(self, words: str) -> None:
        self.book.write(f'{{"no":{self.book.written() + 1},"words":"{words}"}}'.encode())

    def pack(self, ahead: int = 0, most: int = 9) -> Posted:
        line = line_of(self.book)
        start = min(line.peer_holds + ahead, line.written)
        parcel = positions.outgoing(line, self.book, start=start, most_events=most)
        return Posted(
            parcel,
            tuple(self.book.disk.written[: parcel.first - 1 + len(parcel.events)]),
            self.truth.get(parcel.seen_incarnation, ()),
        )

    def open(self, posted: Posted, spare: str) -> None:
        """Take a parcel in; compare each conclusion with the truth."""
        parcel, before = posted.parcel, line_of(self.book)
        effective = len(self.book.disk.effective)
        written = tuple(self.book.disk.written)
        taken = take_in(self.book, parcel, spare=spare)
        after = line_of(self.book)

        answers_us = parcel.seen_incarnation == before.incarnation
        ours = posted.claimed == written[: len(posted.claimed)]
        reborn = after.incarnation != before.incarnation
        assert reborn == taken.verdict.reborn == (answers_us and not ours)
        if answers_us:
            assert after.peer_holds == (0 if reborn else len(posted.claimed))
        assert tuple(self.book.disk.written) == written

        held = self.truth.get(parcel.incarnation, ())
        expected: Events = ()
        forked = before.forked
        if parcel.first - 1 > len(held):
            assert taken.verdict.gap
        elif all(a == b for a, b in zip(held, posted.history, strict=False)):
            expected = posted.history[len(held) :]
            self.truth[parcel.incarnation] = max(held, posted.history, key=len)
        else:
            forked = before.forked | {parcel.incarnation}
        assert after.forked == forked
        assert after.heard_last == parcel.incarnation
        old, new = self.book.disk.effective[:effective], self.book.disk.effective[effective:]
        assert new == [event for event in expected if event not in old]
        assert taken.effective == len(new)


class AnyWeather(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.names = (f"n{number}" for number in count(1))
        self.district = Office("d", "s", next(self.names))
        self.stations = [Office("s", "d", next(self.names))]
        self.road: list[Posted] = []
        self.station_shelf = [self.stations[0].shelf()]
        self.district_shelf = [self.district.shelf()]

    def office(self, place: int) -> Office:
        return [*self.stations, self.district][place % (len(self.stations) + 1)]

    @rule(place=st.integers(0, 3))
    def something_is_written(self, place: int) -> None:
        self.office(place).write(next(self.names))

    @rule(place=st.integers(0, 3), most=st.integers(1, 3), ahead=st.integers(0, 2))
    def a_parcel_is_sent(self, place: int, most: int, ahead: int) -> None:
        self.road.append(self.office(place).pack(ahead, most))

    @precondition(lambda self: self.road)
    @rule(which=st.integers(0, 99), reader=st.integers(0, 2), again=st.booleans())
    def a_parcel_arrives_perhaps_again_later(self, which: int, reader: int, again: bool) -> None:
        which %= len(self.road)
        posted = self.road[which] if again else self.road.pop(which)
        to_station = posted.parcel.recipient == "s"
        office = self.stations[reader % len(self.stations)] if to_station else self.district
        office.open(posted, next(self.names))

    @precondition(lambda self: self.road)
    @rule()
    def a_parcel_is_lost(self) -> None:
        self.road.pop()

    @rule(which=st.integers(0, 2))
    def a_station_calls_the_district(self, which: int) -> None:
        self.call(self.stations[which % len(self.stations)])

    @rule(place=st.integers(0, 3))
    def a_disk_copy_is_put_aside(self, place: int) -> None:
        office = self.office(place)
        shelf = self.district_shelf if office is self.district else self.station_shelf
        shelf.append(office.shelf())

    @rule(which=st.integers(0, 2), copy=st.integers(0, 9))
    def a_station_is_put_back_to_an_old_copy(self, which: int, copy: int) -> None:
        station = self.stations[which % len(self.stations)]
        station.restore(self.station_shelf[copy % len(self.station_shelf)])

    @precondition(lambda self: len(self.stations) < 3)
    @rule(which=st.integers(0, 2))
    def a_station_is_cloned(self, which: int) -> None:
        self.stations.append(self.stations[which % len(self.stations)].copy())

    @rule(copy=st.integers(0, 9))
    def the_district_is_rolled_back(self, copy: int) -> None:
        self.district.restore(self.district_shelf[copy % len(self.district_shelf)])

    @invariant()
    def every_chain_held_is_as_long_as_what_was_taken_in(self) -> None:
        for office in (*self.stations, self.district):
            for life, events in office.truth.items():
                assert office.book.held(life) == len(events)

    def call(self, station: Office) -> None:
        self.district.open(station.pack(most=3), next(self.names))
        station.open(self.district.pack(most=3), next(self.names))

    def teardown(self) -> None:
        """Everything that was written on a living disk arrives, and then there is peace."""
        offices = (*self.stations, self.district)
        for _ in range(6 + 2 * sum(office.book.written() for office in offices)):
            before = [office.standing() for office in offices]
            for station in self.stations:
                self.call(station)
            if before == [office.standing() for office in offices]:
                break
        else:
            raise AssertionError("no peace on the line")
        for station in self.stations:
            assert in_order(station.book.disk.written, self.district.book.disk.effective)
            assert in_order(self.district.book.disk.written, station.book.disk.effective)
            assert len(set(station.book.disk.effective)) == len(station.book.disk.effective)
        lives = {office.book.incarnation(): office.book.disk.written for office in self.stations}
        for station in self.stations:
            assert lives[station.book.incarnation()] == station.book.disk.written


def in_order(some: list[bytes], of: list[bytes]) -> bool:
    wanted = set(some)
    return [event for event in of if event in wanted] == some


AnyWeather.TestCase.settings = settings(
    max_examples=200, stateful_step_count=60, deadline=None, derandomize=True, database=None
)
TestAnyWeather = AnyWeather.TestCase

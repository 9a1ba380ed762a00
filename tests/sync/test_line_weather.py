"""Any weather on the line, and any accident to the machines at its ends.

Hypothesis tells the stories: parcels are lost, doubled, late, out of order; disks are copied and
put back, stations cloned, the district rolled back. After each parcel the test, which alone knows
the truth, compares what the line concluded with what is so. In the end the weather clears.
"""

from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.sync.parcels import DISTRICT, STATION
from tests.sync.weather import InMemory, Office, Posted, call, clear_up, judge


def office(me: str, peer: str, life: str) -> Office:
    return Office(InMemory(me, peer, life))


class AnyWeather(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.names = (f"n{number}" for number in count(1))
        self.district = office(DISTRICT, STATION, next(self.names))
        self.stations = [office(STATION, DISTRICT, next(self.names))]
        self.road: list[Posted] = []
        self.station_shelf = [self.stations[0].shelf()]
        self.district_shelf = [self.district.shelf()]

    def office(self, place: int) -> Office:
        return [*self.stations, self.district][place % (len(self.stations) + 1)]

    @rule(place=st.integers(0, 3))
    def something_is_written(self, place: int) -> None:
        self.office(place).machine.write(next(self.names))

    @rule(place=st.integers(0, 3), most=st.integers(1, 3), ahead=st.integers(0, 2))
    def a_parcel_is_sent(self, place: int, most: int, ahead: int) -> None:
        self.road.append(self.office(place).pack(ahead, most))

    @precondition(lambda self: self.road)
    @rule(which=st.integers(0, 99), reader=st.integers(0, 2), again=st.booleans())
    def a_parcel_arrives_perhaps_again_later(self, which: int, reader: int, again: bool) -> None:
        which %= len(self.road)
        posted = self.road[which] if again else self.road.pop(which)
        to_station = posted.parcel.recipient == STATION
        office = self.stations[reader % len(self.stations)] if to_station else self.district
        office.open(posted, next(self.names))

    @precondition(lambda self: self.road)
    @rule()
    def a_parcel_is_lost(self) -> None:
        self.road.pop()

    @rule(which=st.integers(0, 2))
    def a_station_calls_the_district(self, which: int) -> None:
        call(self.stations[which % len(self.stations)], self.district, self.names, most=3)

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
        self.stations.append(self.stations[which % len(self.stations)].twin())

    @rule(copy=st.integers(0, 9))
    def the_district_is_rolled_back(self, copy: int) -> None:
        self.district.restore(self.district_shelf[copy % len(self.district_shelf)])

    @invariant()
    def every_chain_held_is_as_long_as_what_was_taken_in(self) -> None:
        for office in (*self.stations, self.district):
            for life, events in office.truth.items():
                assert office.book.held(life) == len(events)

    def teardown(self) -> None:
        """Everything that was written on a living disk arrives, and then there is peace."""
        clear_up(self.stations, self.district, self.names)
        judge(self.stations, self.district)


AnyWeather.TestCase.settings = settings(
    max_examples=200, stateful_step_count=60, deadline=None, derandomize=True, database=None
)
TestAnyWeather = AnyWeather.TestCase

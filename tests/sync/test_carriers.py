"""The road inside one process, and the one that is tried again."""

from collections.abc import Iterator, Sequence
from itertools import islice
from threading import Event

import pytest

from sync.carriers.leaving import LeavingCarrier, waiting
from sync.carriers.memory import MemoryCarrier, pair
from sync.carriers.retrying import RetryingCarrier, backoff
from sync.errors import PASSING, NoAnswer
from tests.sync.carrier_suite import ANSWER, PARCEL, CarrierSuite, Ends


class FarEnd:
    def __init__(self, carrier: MemoryCarrier) -> None:
        self._carrier = carrier

    def arrived(self) -> Sequence[bytes]:
        return list(self._carrier.collect())

    def answer(self, *parcels: bytes) -> None:
        for parcel in parcels:
            self._carrier.deliver(parcel)


class FaultyCarrier:
    """Fails as its fault string says, one reason for each call; then carries."""

    def __init__(self, carrier: MemoryCarrier, faults: str) -> None:
        self._carrier = carrier
        self._faults = faults.split()

    def deliver(self, parcel: bytes) -> None:
        if self._faults:
            raise NoAnswer(self._faults.pop(0), code=500, declined="")
        self._carrier.deliver(parcel)

    def collect(self) -> Iterator[bytes]:
        return self._carrier.collect()


def pauses() -> Iterator[float]:
    return backoff(first=1, factor=2, cap=5, jitter=lambda: 0)


def retrying(faults: str, attempts: int = 3) -> tuple[RetryingCarrier, MemoryCarrier, list[float]]:
    here, there = pair()
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return seconds < 4

    carrier = RetryingCarrier(
        FaultyCarrier(here, faults), attempts=attempts, pauses=pauses, wait=wait
    )
    return carrier, there, waited


class TestMemoryCarrier(CarrierSuite):
    @pytest.fixture
    def ends(self) -> Ends:
        here, there = pair()
        return here, FarEnd(there)


class TestRetryingCarrier(CarrierSuite):
    @pytest.fixture
    def ends(self) -> Ends:
        carrier, there, _ = retrying("")
        return carrier, FarEnd(there)


class TestLeavingCarrier(CarrierSuite):
    @pytest.fixture
    def ends(self) -> Ends:
        here, there = pair()
        return LeavingCarrier(here, stop=lambda: False), FarEnd(there)


class Hanging:
    """Waits for a network that says nothing, until the test lets go of it."""

    def __init__(self) -> None:
        self.let_go = Event()

    def deliver(self, parcel: bytes) -> None:
        self.let_go.wait()

    def collect(self) -> Iterator[bytes]:
        return iter(())


def test_a_road_that_hangs_is_left_when_the_exchange_is_given_up() -> None:
    road = Hanging()
    with pytest.raises(NoAnswer) as failed:
        LeavingCarrier(road, stop=lambda: True).deliver(PARCEL)
    assert failed.value.reason == "given-up"
    road.let_go.set()


def test_what_the_road_says_is_told_from_beside_it_too() -> None:
    with pytest.raises(NoAnswer) as failed:
        LeavingCarrier(FaultyCarrier(pair()[0], "tls"), stop=lambda: False).deliver(PARCEL)
    assert failed.value.reason == "tls"


def test_what_was_given_up_is_not_tried_again() -> None:
    road, asked = Hanging(), iter((True,))
    carrier = RetryingCarrier(
        LeavingCarrier(road, stop=lambda: next(asked)), attempts=3, pauses=pauses,
        wait=lambda _seconds: True,
    )  # fmt: skip
    with pytest.raises(NoAnswer) as failed:
        carrier.deliver(PARCEL)
    assert failed.value.reason == "given-up"
    road.let_go.set()


def test_a_pause_ends_when_the_exchange_is_given_up() -> None:
    assert not waiting(lambda: True)(3600)
    assert waiting(lambda: False)(0)


@pytest.mark.parametrize("fault", sorted(PASSING))
def test_what_may_pass_is_tried_again(fault: str) -> None:
    carrier, there, waited = retrying(f"{fault} {fault}")
    carrier.deliver(PARCEL)
    assert list(there.collect()) == [PARCEL]
    assert waited == [1, 2]


def test_each_parcel_starts_with_the_shortest_pause() -> None:
    carrier, _, waited = retrying("slow")
    carrier.deliver(PARCEL)
    carrier._carrier = FaultyCarrier(pair()[0], "slow")
    carrier.deliver(ANSWER)
    assert waited == [1, 1]


def test_after_the_last_attempt_its_fault_is_told() -> None:
    carrier, there, waited = retrying("slow slow unreachable")
    with pytest.raises(NoAnswer) as failed:
        carrier.deliver(PARCEL)
    assert failed.value.reason == "unreachable"
    assert waited == [1, 2]
    assert list(there.collect()) == []


@pytest.mark.parametrize("fault", ["redirected", "tls", "declined", "no-parcel"])
def test_what_will_not_pass_is_told_at_once(fault: str) -> None:
    carrier, _, waited = retrying(fault)
    with pytest.raises(NoAnswer):
        carrier.deliver(PARCEL)
    assert waited == []


def test_who_stops_waiting_stops_trying() -> None:
    carrier, _, waited = retrying("slow slow slow slow", attempts=9)
    with pytest.raises(NoAnswer):
        carrier.deliver(PARCEL)
    assert waited == [1, 2, 4]


def test_pauses_grow_to_the_cap_and_chance_makes_them_shorter() -> None:
    assert list(islice(pauses(), 5)) == [1, 2, 4, 5, 5]
    halved = backoff(first=1, factor=2, cap=5, jitter=lambda: 1)
    assert list(islice(halved, 3)) == [0.5, 1, 2]

"""The contract of every Carrier. A test class subclasses this and gives the two ends.

`ends` yields a Carrier and the other end of its road, as far as the road has one.
"""

from collections.abc import Sequence
from typing import Protocol

import pytest

from sync.errors import NoAnswer
from sync.ports import Carrier
from sync.seal import MAGIC, MAX_SEALED


class OtherEnd(Protocol):
    """What the test does at the far end of the road."""

    def arrived(self) -> Sequence[bytes]:
        """What has come there so far, oldest first."""

    def answer(self, *parcels: bytes) -> None:
        """Send these back, at the next opportunity that the road offers."""


Ends = tuple[Carrier, OtherEnd]
PARCEL = MAGIC + bytes(range(256)) * 4
ANSWER = MAGIC + b"\r\n\0\x1a an answer \xff" * 30


class CarrierSuite:
    @pytest.fixture
    def ends(self) -> Ends:
        raise NotImplementedError

    def test_a_parcel_arrives_as_it_was(self, ends: Ends) -> None:
        carrier, other = ends
        other.answer(ANSWER)
        carrier.deliver(PARCEL)
        assert list(other.arrived()) == [PARCEL]

    def test_the_largest_parcel_arrives_as_it_was(self, ends: Ends) -> None:
        carrier, other = ends
        largest = MAGIC + bytes(MAX_SEALED - len(MAGIC))
        other.answer(largest)
        carrier.deliver(largest)
        assert list(other.arrived()) == [largest]
        assert list(carrier.collect()) == [largest]

    def test_what_comes_back_is_collected_once(self, ends: Ends) -> None:
        carrier, other = ends
        other.answer(ANSWER)
        carrier.deliver(PARCEL)
        assert list(carrier.collect()) == [ANSWER]
        assert list(carrier.collect()) == []

    def test_parcels_arrive_in_the_order_in_which_they_were_sent(self, ends: Ends) -> None:
        carrier, other = ends
        parcels = [PARCEL + bytes([place]) for place in range(12)]
        for parcel in parcels:
            other.answer(ANSWER + parcel)
            carrier.deliver(parcel)
        assert list(other.arrived()) == parcels
        assert list(carrier.collect()) == [ANSWER + parcel for parcel in parcels]

    def test_nothing_is_collected_where_nothing_came(self, ends: Ends) -> None:
        carrier, _ = ends
        assert list(carrier.collect()) == []

    def test_a_parcel_too_long_for_any_road_is_not_delivered(self, ends: Ends) -> None:
        carrier, other = ends
        with pytest.raises(NoAnswer):
            carrier.deliver(MAGIC + bytes(MAX_SEALED))
        assert list(other.arrived()) == []

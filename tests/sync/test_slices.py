"""A parcel that is taken in by slices does what it does when it is taken in whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.chain import genesis, links
from sync import turns
from sync.line import Parcel
from sync.turns import slices, take_in
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import DISTRICT, EMPTY, LIFE, STATION, event

EVENTS = [event(number) for number in range(1, 13)]
CHAIN = (genesis(STATION, LIFE), *links(genesis(STATION, LIFE), EVENTS))
OTHER = [event(number, "another history") for number in range(1, 13)]


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 3)


def parcel(start: int, end: int) -> Parcel:
    return replace(EMPTY, first=start + 1, after=CHAIN[start], events=tuple(EVENTS[start:end]))


def office(held: int, events: list[bytes]) -> MemoryBook:
    """A district that holds so many of these events of the station."""
    book = MemoryBook(DISTRICT, STATION, "district-life")
    hashes = links(genesis(STATION, LIFE), events[:held])
    numbered = enumerate(zip(hashes, events, strict=False), 1)
    book.take(LIFE, [(number, hash_, data) for number, (hash_, data) in numbered])
    return book


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_slices_and_the_whole_leave_the_same_behind(
    held: int, start: int, length: int, forked: bool
) -> None:
    whole = parcel(min(start, 12), min(12, start + length))
    left = [office(held, OTHER if forked else EVENTS) for _ in range(2)]
    take_in(left[0], whole, spare="spare")
    for part in slices(whole):
        take_in(left[1], part, spare="spare")

    assert left[0].disk == left[1].disk


def test_a_slice_is_short_and_the_account_comes_with_the_last() -> None:
    account = MemoryBook(STATION, DISTRICT, LIFE).account()
    parts = list(slices(replace(parcel(0, 8), account=account)))

    assert [len(part.events) for part in parts] == [3, 3, 2]
    assert [part.account for part in parts] == [None, None, account]
    assert [part.first for part in parts] == [1, 4, 7]


def test_a_parcel_without_entries_is_one_slice() -> None:
    assert list(slices(EMPTY)) == [EMPTY]

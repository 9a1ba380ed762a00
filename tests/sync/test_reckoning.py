"""Both ends tell what they hold, over roads that answer and roads that do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.domain.chain import genesis
from station.domain.reckoning import Reckoned
from station.domain.reckoning_told import ReckoningTold, reckoning_told
from station.domain.values import Side
from sync import wire
from sync.carriers.usb import UsbCarrier
from sync.errors import NotOurs
from sync.exchange import SyncReport, exchange
from sync.ports import Carrier
from sync.turns import answered, next_parcel
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import DISTRICT, DISTRICT_POST, EMPTY, STATION, STATION_POST
from tests.sync.test_exchange import books, spare, write
from tests.sync.test_wire import head


class Answering:
    """A district that says to each letter what `answered` says, as the server does."""

    def __init__(self, book: MemoryBook) -> None:
        self.book = book
        self.calls = 0
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        self.calls += 1
        said = answered(self.book, DISTRICT_POST.open(parcel), spare=spare())
        self._come.append(DISTRICT_POST.pack(said))

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def visit(book: MemoryBook, carrier: Carrier, *, reckon: bool) -> SyncReport:
    post = STATION_POST if book.me == STATION else DISTRICT_POST
    return exchange(
        book, carrier, post, spare=spare, progress=lambda _: None, cancel=lambda: False,
        reckon=reckon,
    )  # fmt: skip


def told(book: MemoryBook) -> ReckoningTold:
    found = book.reckoned()
    assert isinstance(found, Reckoned)
    side = Side.STATION if book.me == STATION else Side.DISTRICT
    return reckoning_told(
        found, lambda _life, number: book.mine(number), book.theirs, str, side=side, backed_up=None
    )


def test_after_an_exchange_both_know_that_they_hold_the_same() -> None:
    station, district = books()
    write(station, 5)
    write(district, 3)
    report = visit(station, Answering(district), reckon=True)

    assert report.reckoned
    head = station.mine(5) or ""
    for book in (station, district):
        assert told(book).same
        assert f"8 events, 0 cases, head {head[:16]}" in told(book).headline


def test_it_costs_one_question_and_one_answer() -> None:
    station, district = books()
    write(station, 2)
    road = Answering(district)
    visit(station, road, reckon=False)
    assert (road.calls, station.reckoned()) == (2, None)
    road.calls = 0
    visit(station, road, reckon=True)
    assert road.calls == 2


def test_who_is_behind_is_told_so_without_an_alarm() -> None:
    station, district = books()
    write(station, 5)
    visit(station, Answering(district), reckon=True)
    write(district, 2)
    letter = next_parcel(district, account=True)
    write(station, 3)
    station_side = answered(station, letter, spare=spare())
    assert station_side.account is not None  # type: ignore[union-attr]
    found = told(station)

    assert (found.same, found.differences) == (False, ())
    assert "3 entries are on their way there, 0 on their way here" in found.headline


def test_by_stick_the_answer_comes_back_with_the_stick(tmp_path: Path) -> None:
    station, district = books()
    write(station, 5)
    write(district, 3)
    for book, reckon in ((station, True), (district, False), (station, False), (district, False)):
        road = UsbCarrier(tmp_path, me=book.me, peer=book.peer)
        visit(book, road, reckon=reckon)

    assert told(station).same
    assert told(district).same


def test_an_account_that_is_none_spoils_the_parcel() -> None:
    with pytest.raises(NotOurs) as refused:
        wire.decode(head(account={"at": "never"}))

    assert refused.value.values["field"] == "account"


def test_an_account_is_in_the_head_and_comes_out_of_it() -> None:
    station, _ = books()
    write(station, 2)
    parcel = next_parcel(station, start=2, account=True)

    assert wire.decode(wire.encode(parcel)) == parcel
    assert parcel.account is not None
    assert parcel.account.present.number == 2
    assert wire.decode(wire.encode(EMPTY)).account is None


def test_a_life_without_entries_is_told_with_its_genesis() -> None:
    station, _ = books()

    assert station.account().present.head == genesis(STATION, station.incarnation())
    assert station.peer == DISTRICT

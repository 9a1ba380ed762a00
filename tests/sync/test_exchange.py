"""Whole visits of a station to its district, over roads that answer and roads that do not."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from sync.carriers.memory import MemoryCarrier, pair
from sync.carriers.usb import UsbCarrier
from sync.errors import NoAnswer, NotOurs, Refused, SyncError
from sync.exchange import SyncReport, exchange
from sync.ports import Carrier
from sync.turns import line_of, next_parcel, take_in
from tests.sync.frames import frame
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import (
    DISTRICT,
    DISTRICT_POST,
    LIFE,
    OTHER_KEYS,
    STATION,
    STATION_POST,
    event,
)

BIG = "中" * 20_000
lives = (f"life-{number}" for number in count(1))


def spare() -> str:
    return next(lives)


class Server:
    """A district that answers every parcel with one, in the same call, as over HTTP."""

    def __init__(self, book: MemoryBook, faults: str = "") -> None:
        self.book = book
        self.calls = 0
        self._faults = faults.split()
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        self.calls += 1
        fault = self._faults.pop(0) if self._faults else "ok"
        if fault == "down":
            raise NoAnswer("unreachable")
        take_in(self.book, DISTRICT_POST.unpack(parcel), spare=spare())
        if fault == "answer-lost":
            raise NoAnswer("broken-off")
        answer = DISTRICT_POST.pack(next_parcel(self.book))
        forged = answer[:-1] + bytes([answer[-1] ^ 1])
        self._come.append({"forged": forged, "page": b"<html>"}.get(fault, answer))

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def books() -> tuple[MemoryBook, MemoryBook]:
    return MemoryBook(STATION, DISTRICT, LIFE), MemoryBook(DISTRICT, STATION, "district-life")


def write(book: MemoryBook, many: int, words: str = "") -> None:
    for _ in range(many):
        book.write(event(book.written() + 1, f"{book.me} {words}"))


def assert_keeps_no_parcel(fault: SyncError) -> None:
    """As the calls would that it ended: a hostile server could fill the memory with them."""
    assert (fault.__traceback__, fault.__cause__, fault.__context__) == (None, None, None)


def visit(book: MemoryBook, carrier: Carrier) -> SyncReport:
    post = STATION_POST if book.me == STATION else DISTRICT_POST
    return exchange(
        book,
        carrier,
        post,
        spare=spare,
        progress=lambda _: None,
        cancel=lambda: False,
        reckon=False,
    )


def assert_equal(station: MemoryBook, district: MemoryBook) -> None:
    assert district.disk.effective == station.disk.written
    assert station.disk.effective == district.disk.written
    assert station.peer_holds() == station.written()


def test_everything_goes_both_ways_in_one_visit() -> None:
    station, district = books()
    write(station, 5)
    write(district, 3)
    report = visit(station, Server(district))
    assert_equal(station, district)
    assert (report.sent, report.confirmed, report.received, report.waiting) == (5, 5, 3, 0)
    assert (report.road, report.set_aside, report.gap, report.forked) == (None, (), False, False)
    assert district.peer_holds() == 3


def test_a_visit_with_nothing_new_is_one_question_and_one_answer() -> None:
    station, district = books()
    write(station, 2)
    server = Server(district)
    visit(station, server)
    server.calls = 0
    report = visit(station, server)
    assert (server.calls, report.sent, report.received) == (1, 0, 0)


def test_more_than_one_parcel_holds_goes_in_several() -> None:
    station, district = books()
    write(station, 250, BIG)
    write(district, 150, BIG)
    report = visit(station, Server(district))
    assert_equal(station, district)
    assert report.parcels_out >= 3
    assert report.bytes_out > 0


@pytest.mark.parametrize("fault", ["down", "answer-lost"])
def test_when_the_road_fails_nothing_is_claimed_and_the_next_visit_goes_on(fault: str) -> None:
    station, district = books()
    write(station, 4)
    report = visit(station, Server(district, fault))
    assert report.road is not None
    assert (report.confirmed, station.peer_holds()) == (0, 0)
    visit(station, Server(district))
    assert_equal(station, district)


@pytest.mark.parametrize(("fault", "why"), [("forged", "signature"), ("page", "magic")])
def test_an_answer_that_is_not_the_districts_is_set_aside_and_the_next_works(
    fault: str, why: str
) -> None:
    station, district = books()
    write(station, 4)
    report = visit(station, Server(district, fault))
    assert [refused.reason for refused in report.set_aside] == [why]
    assert set(station.disk.aside.values()) == {why}
    assert (report.confirmed, station.peer_holds()) == (0, 0)
    assert isinstance(report.set_aside[0], NotOurs | Refused)
    assert_keeps_no_parcel(report.set_aside[0])
    visit(station, Server(district))
    assert_equal(station, district)


def test_a_restored_station_notices_in_the_same_visit_and_sends_again() -> None:
    station, district = books()
    write(station, 2)
    old = station.disk.copy()
    write(station, 2, "lost with the disk")
    visit(station, Server(district))
    station.disk = old
    write(station, 3, "after the restore")
    report = visit(station, Server(district))
    assert report.reborn
    assert station.incarnation().startswith("life-")
    assert station.peer_holds() == station.written() == 5
    assert len(district.disk.effective) == 7


def test_a_rolled_back_district_gets_everything_again() -> None:
    station, district = books()
    old = district.disk.copy()
    write(station, 3)
    visit(station, Server(district))
    district.disk = old
    report = visit(station, Server(district))
    assert_equal(station, district)
    assert not report.reborn


def test_a_visit_can_be_broken_off_between_parcels() -> None:
    station, district = books()
    write(station, 250, BIG)
    seen: list[SyncReport] = []
    report = exchange(
        station, Server(district), STATION_POST,
        spare=spare, progress=seen.append, cancel=lambda: bool(seen) and seen[-1].parcels_in > 0,
        reckon=False,
    )  # fmt: skip
    assert report.cancelled
    assert 0 < report.confirmed < 250
    assert 0 < report.waiting < 250
    visit(station, Server(district))
    assert_equal(station, district)


def test_progress_only_grows() -> None:
    station, district = books()
    write(station, 250, BIG)
    seen: list[SyncReport] = []
    exchange(
        station, Server(district), STATION_POST,
        spare=spare, progress=seen.append, cancel=lambda: False, reckon=False,
    )  # fmt: skip
    assert [report.confirmed for report in seen] == sorted(report.confirmed for report in seen)
    assert seen[-1].waiting == 0


def by_stick(stick: Path, *books: MemoryBook) -> list[SyncReport]:
    return [visit(book, UsbCarrier(stick, me=book.me, peer=book.peer)) for book in books]


def test_a_stick_carried_once_around_brings_everything(tmp_path: Path) -> None:
    station, district = books()
    write(station, 250, BIG)
    write(district, 3)
    out, there, back = by_stick(tmp_path, station, district, station)
    assert (out.sent, out.confirmed, out.waiting) == (250, 0, 250)
    assert out.parcels_out > 1
    assert there.received == 250
    assert (back.confirmed, back.received) == (250, 3)
    assert_equal(station, district)


def test_a_stick_that_comes_back_unread_changes_nothing(tmp_path: Path) -> None:
    station, _ = books()
    write(station, 3)
    by_stick(tmp_path, station)
    (report,) = by_stick(tmp_path, station)
    assert (report.sent, report.confirmed, station.peer_holds()) == (3, 0, 0)


def test_a_stick_overtaken_by_the_network_does_no_harm(tmp_path: Path) -> None:
    station, district = books()
    write(station, 3)
    by_stick(tmp_path, station)
    visit(station, Server(district))
    write(station, 2)
    visit(station, Server(district))
    late, _ = by_stick(tmp_path, district, station)
    assert late.received == 0
    visit(station, Server(district))
    assert_equal(station, district)


def test_a_bad_parcel_on_the_stick_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    station, district = books()
    write(station, 250, BIG)
    by_stick(tmp_path, station)
    folder = tmp_path / "station-parcels"
    first = sorted(folder.iterdir())[0]
    first.with_name(first.name.replace("0001", "0000")).write_bytes(frame(by=OTHER_KEYS))
    (report,) = by_stick(tmp_path, district)
    assert [refused.reason for refused in report.set_aside] == ["signature"]
    assert report.received == 250


def test_a_stick_with_a_part_missing_says_that_there_is_a_gap(tmp_path: Path) -> None:
    station, district = books()
    write(station, 250, BIG)
    by_stick(tmp_path, station)
    sorted((tmp_path / "station-parcels").iterdir())[0].unlink()
    (report,) = by_stick(tmp_path, district)
    assert report.gap
    assert report.received == 0
    by_stick(tmp_path, station, district, station)
    assert_equal(station, district)


def test_what_is_no_parcel_of_this_line_moves_nothing() -> None:
    station, _ = books()
    here, there = pair()
    there.deliver(STATION_POST.pack(next_parcel(station)))
    before = line_of(station)
    report = visit(station, here)
    assert [refused.reason for refused in report.set_aside] == ["unknown-key"]
    assert line_of(station) == before
    assert isinstance(here, MemoryCarrier)

"""Scans behind the events: on roads that break, with answers and without, in both directions."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.chain import digest
from station.domain.pieced import PIECE_BYTES
from sync.carriers.usb import UsbCarrier
from sync.errors import NoAnswer, NotOurs, Refused
from sync.exchange import SyncReport, exchange
from sync.pieces import Letter, Pieces, decode, encode
from sync.ports import Carrier
from sync.turns import answered, next_parcel, take_pieces
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import (
    DISTRICT,
    DISTRICT_POST,
    LIFE,
    STATION,
    STATION_POST,
    scan_event,
)

lives = (f"life-{number}" for number in count(1))


def spare() -> str:
    return next(lives)


def bytes_of(seed: int, size: int = PIECE_BYTES) -> bytes:
    """As a scan is: nothing of it can be packed."""
    blocks = (hashlib.sha256(f"{seed}/{place}".encode()).digest() for place in range(size // 32))
    return b"".join(blocks)


def books() -> tuple[MemoryBook, MemoryBook]:
    return MemoryBook(STATION, DISTRICT, LIFE), MemoryBook(DISTRICT, STATION, "district-life")


def scan(book: MemoryBook, pieces: Sequence[bytes]) -> None:
    """Write the event of a scan with these pieces; one event names at most 512."""
    book.scan(scan_event(book.written() + 1, pieces), pieces)


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


class Server:
    """A district that answers as over HTTP. `cuts` says at which calls the road breaks: `+` after
    the call came through, `-` before."""

    def __init__(self, book: MemoryBook, cuts: Iterator[str] | None = None) -> None:
        self.book = book
        self.sent = 0
        self.calls = 0
        self._cuts = cuts or iter(())
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        self.calls += 1
        self.sent += len(parcel)
        cut = next(self._cuts, "")
        if cut == "-":
            raise NoAnswer("broken-off")
        letter = answered(self.book, DISTRICT_POST.open(parcel), spare=spare())
        if cut == "+":
            raise NoAnswer("broken-off")
        self._come.append(DISTRICT_POST.pack(letter))

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def assert_whole(station: MemoryBook, district: MemoryBook, pieces: Sequence[bytes]) -> None:
    for book in (station, district):
        assert book.shelf.lacks() == 0
        assert all(book.shelf.piece(digest(piece)) == piece for piece in pieces)
        assert book.shelf.owed(99) == []


def test_a_scan_of_20_mb_that_is_cut_off_50_times_goes_on_where_it_broke() -> None:
    station, district = books()
    pieces = [bytes_of(seed) for seed in range(320)]
    scan(station, pieces)
    # Each visit carries some pieces and breaks, half of the times when the piece had come through.
    cuts = iter([*["", "", "", "", "", "", "+", "", "", "", "", "-"] * 25])
    server = Server(district, cuts)
    broken = 0
    for _ in range(60):
        report = visit(station, server)
        broken += report.road is not None
        if report.road is None:
            break
    assert broken == 50
    assert_whole(station, district, pieces)
    whole = sum(map(len, pieces))
    overhead = server.calls * 4096
    assert server.sent - whole < broken * 2 * PIECE_BYTES + overhead


def test_the_text_goes_before_the_scans() -> None:
    station, district = books()
    scan(station, [bytes_of(1), bytes_of(2)])
    for number in range(3):
        station.write(scan_event(station.written() + 1, []) + b"" * number)
    report = visit(station, Server(district, iter(["", "-"])))
    assert report.road is not None
    assert len(district.disk.effective) == 4
    assert district.shelf.lacks() == 2


def test_results_come_down_behind_the_scans_that_go_up() -> None:
    station, district = books()
    up, down = [bytes_of(seed) for seed in range(3)], [bytes_of(seed) for seed in range(10, 14)]
    scan(station, up)
    scan(district, down)
    report = visit(station, Server(district))
    assert (report.pieces_out, report.pieces_in, report.road) == (3, 4, None)
    assert_whole(station, district, [*up, *down])


def test_a_stick_carries_text_and_scans_at_once_and_brings_the_word_back(tmp_path: Path) -> None:
    station, district = books()
    up, down = [bytes_of(seed) for seed in range(100)], [bytes_of(seed) for seed in range(200, 203)]
    scan(station, up)
    scan(district, down)
    for book in (station, district, station, district):
        report = visit(book, UsbCarrier(tmp_path, me=book.me, peer=book.peer))
        assert report.road is None
    assert_whole(station, district, [*up, *down])


def test_what_the_other_office_said_it_holds_is_not_carried_again(tmp_path: Path) -> None:
    station, district = books()
    scan(station, [bytes_of(seed) for seed in range(40)])
    visit(station, Server(district))
    scan(station, [bytes_of(99)])
    report = visit(station, UsbCarrier(tmp_path, me=STATION, peer=DISTRICT))
    assert report.pieces_out == 1


def test_a_visit_with_every_scan_in_place_is_one_question_and_one_answer() -> None:
    station, district = books()
    scan(station, [bytes_of(1)])
    server = Server(district)
    visit(station, server)
    server.calls = 0
    visit(station, server)
    assert server.calls == 1


def test_a_piece_that_was_lost_is_asked_for_again_by_whoever_lost_it() -> None:
    station, district = books()
    piece = bytes_of(1)
    scan(station, [piece])
    visit(station, Server(district))
    for book in (district, station):
        del book.disk.held[digest(piece)]
        book.disk.lacking.append(digest(piece))
        visit(station, Server(district))
        assert_whole(station, district, [piece])


def test_a_district_without_room_says_so_and_the_text_goes_on() -> None:
    station, district = books()
    district.shelf.most = PIECE_BYTES
    scan(station, [bytes_of(1), bytes_of(2)])
    report = visit(station, Server(district))
    assert report.no_room
    assert report.road is None
    assert (district.shelf.lacks(), len(district.disk.effective)) == (1, 1)
    station.write(scan_event(station.written() + 1, []))
    visit(station, Server(district))
    assert len(district.disk.effective) == 2
    district.shelf.most = 10**9
    visit(station, Server(district))
    assert_whole(station, district, [bytes_of(1), bytes_of(2)])


def load(*pieces: bytes, sender: str = STATION, recipient: str = DISTRICT) -> Pieces:
    return Pieces(sender=sender, recipient=recipient, incarnation=LIFE, pieces=pieces)


def test_a_piece_that_nobody_asked_for_is_not_kept_and_stops_nothing() -> None:
    station, district = books()
    scan(station, [bytes_of(1)])
    answered(district, next_parcel(station), spare=spare())
    assert take_pieces(district, load(bytes_of(7), bytes_of(1))) == 1
    assert set(district.disk.held) == {digest(bytes_of(1))}


def test_pieces_of_another_line_are_refused() -> None:
    _, district = books()
    with pytest.raises(Refused) as refused:
        take_pieces(district, load(bytes_of(1), sender="330211105299"))
    assert refused.value.reason == "recipient"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "piece"),
        (lambda data: data[:-1], "count"),
        (lambda data: data + b"x", "count"),
        (lambda data: data.replace(b'"version":1', b'"version":2'), "newer"),
        (lambda data: data.replace(b'"sizes":[65536', b'"sizes":[65537'), "fields"),
        (lambda data: data.replace(b"station/pieces", b"station/parcel"), "form"),
        (lambda data: b"\xff" + data, "canonical"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(change: object, why: str) -> None:
    good = encode(load(bytes_of(1), bytes_of(2, 640)))
    assert decode(good) == load(bytes_of(1), bytes_of(2, 640))
    assert callable(change)
    with pytest.raises(NotOurs) as refused:
        decode(change(good))
    assert refused.value.reason == why


class Weather:
    """Two offices and all that is under way between them, in no order."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.station, self.district = books()
        self.written: list[bytes] = []
        self.road: list[tuple[MemoryBook, Letter]] = []

    def other(self, book: MemoryBook) -> MemoryBook:
        return self.district if book is self.station else self.station

    def scan(self, book: MemoryBook) -> None:
        first = len(self.written)
        pieces = [bytes_of(first + n, 64) for n in range(self.data.draw(st.integers(1, 3)))]
        self.written += pieces
        scan(book, pieces)

    def send(self, book: MemoryBook) -> None:
        self.road.append((self.other(book), next_parcel(book)))

    def give(self, book: MemoryBook) -> None:
        """A piece that the other one may not have asked for yet, or has already."""
        names = sorted(book.disk.held)
        if names:
            piece = book.disk.held[self.data.draw(st.sampled_from(names))]
            one = load(piece, sender=book.me, recipient=book.peer)
            self.road.append((self.other(book), one))

    def arrive(self, _: MemoryBook) -> None:
        """Anything under way comes, and may come again; its answer may be lost."""
        if self.road:
            place = self.data.draw(st.integers(0, len(self.road) - 1))
            again = self.data.draw(st.booleans())
            to, letter = self.road[place] if again else self.road.pop(place)
            answer = answered(to, letter, spare=spare())
            if self.data.draw(st.booleans()):
                self.road.append((self.other(to), answer))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_dropped_doubled_and_reordered_every_piece_arrives_once(
    data: st.DataObject,
) -> None:
    weather = Weather(data)
    books_ = (weather.station, weather.district)
    for _ in range(data.draw(st.integers(5, 40))):
        do = data.draw(st.sampled_from([weather.scan, weather.send, weather.give, weather.arrive]))
        do(data.draw(st.sampled_from(books_)))
    for _ in range(2):
        visit(weather.station, Server(weather.district))
    assert_whole(*books_, weather.written)
    for book in books_:
        assert set(book.disk.held) == {digest(piece) for piece in weather.written}

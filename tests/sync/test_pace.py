"""A road bears so much at once: it is learnt, remembered, and not asked for more than it bears."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.pieced import PIECE_BYTES
from sync.errors import NoAnswer
from sync.exchange import SyncReport, exchange
from sync.pace import (
    CALM,
    CUT_BY,
    FIRST,
    LEAST,
    MOST,
    TOO_LONG,
    UNMEASURED,
    Pace,
    remembered,
)
from sync.turns import PIECES_AT_ONCE, answered, pieces_in
from tests.sync.memory_book import MemoryBook
from tests.sync.parcels import DISTRICT_POST, STATION_POST, scan_event
from tests.sync.test_exchange import assert_equal, books, spare, write

PATIENCE = 15.0
DEADLINE = 60.0


@dataclass
class Road:
    """A network to a district that answers each letter: so many bytes a second each way, so many
    seconds for each call, and nothing longer than `widest`. Time is what it counts itself."""

    district: MemoryBook
    speed: float = 1e9
    latency: float = 0.0
    widest: int = 10**9
    cuts: frozenset[int] = frozenset()
    """The calls at which the connection breaks."""
    clock: float = 0.0
    calls: list[int] = field(default_factory=list)
    refused: int = 0
    wasted: int = 0
    broken: int = 0
    _come: list[bytes] = field(default_factory=list)

    def deliver(self, parcel: bytes) -> None:
        self.calls.append(len(parcel))
        if len(self.calls) in self.cuts:
            self.wasted += len(parcel)
            self.broken += 1
            raise NoAnswer("broken-off")
        if len(parcel) > self.widest:
            self._no("too-big", after=self.latency)
        took = self.latency + len(parcel) / self.speed
        if took > DEADLINE:
            self._no("slow")
        said = answered(self.district, DISTRICT_POST.open(parcel), spare=spare())
        answer = DISTRICT_POST.pack(said)
        took += len(answer) / self.speed
        if took > DEADLINE or len(answer) > self.widest:
            self._no("slow")
        self.clock += took
        self._come.append(answer)

    def _no(self, reason: str, *, after: float = DEADLINE) -> None:
        self.refused += 1
        self.clock += after
        raise NoAnswer(reason)

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def visit(station: MemoryBook, road: Road, kept: str = "") -> tuple[SyncReport, str]:
    """One exchange that begins with what was remembered, and what is remembered then."""
    pace = remembered(kept, patience=PATIENCE, passed=lambda: road.clock)
    report = exchange(
        station, road, STATION_POST, spare=spare, progress=lambda _: None, cancel=lambda: False,
        reckon=False, pace=pace,
    )  # fmt: skip
    return report, report.pace.text


def noise(number: int) -> str:
    """Words that no packing makes much shorter."""
    return hashlib.shake_256(f"{number}".encode()).hexdigest(400)


def fill(book: MemoryBook, many: int) -> None:
    for number in range(many):
        write(book, 1, noise(number))


def scanned(book: MemoryBook, many: int) -> None:
    """A scan of so many whole pieces."""
    pieces = [hashlib.shake_256(b"%d" % one).digest(PIECE_BYTES) for one in range(many)]
    book.scan(scan_event(book.written() + 1, pieces), pieces)


# ---- what is learnt


paces = st.builds(
    Pace,
    most=st.integers(LEAST, MOST),
    patience=st.just(PATIENCE),
    calm=st.integers(0, CALM),
    speed=st.integers(0, 10**9),
)
sizes = st.integers(1, 2 * MOST)


@given(paces, sizes, sizes, st.floats(0, 200))
def test_whatever_passed_the_most_stays_within_its_bounds(
    pace: Pace, size: int, answer: int, seconds: float
) -> None:
    after = pace.bore(longest=max(size, answer), both=size + answer, seconds=seconds)

    assert LEAST <= after.most <= MOST
    assert after.most <= 2 * pace.most
    if seconds > PATIENCE:
        assert after.most <= pace.most
    elif seconds <= PATIENCE:
        assert after.most >= pace.most


@given(paces, sizes, st.sampled_from(sorted(CUT_BY)))
def test_what_did_not_pass_is_cut_and_nothing_more_is_asked_for_some_time(
    pace: Pace, size: int, reason: str
) -> None:
    after = pace.refused(size, reason)
    assert after.most < min(pace.most, size)
    for _ in range(CALM):
        after = after.bore(longest=after.most, both=after.most, seconds=0.1)
    assert after.most <= min(pace.most, size)


@given(paces, sizes)
def test_what_was_too_long_is_halved_and_what_was_lost_in_time_is_cut_to_an_eighth(
    pace: Pace, size: int
) -> None:
    length = min(pace.most, size)
    for reason in CUT_BY:
        assert pace.refused(size, reason).most == length // (2 if reason in TOO_LONG else 8)


def test_a_dozen_refusals_lead_from_the_longest_message_to_the_shortest() -> None:
    pace, refusals = Pace(most=MOST, patience=PATIENCE), 0
    while pace.most >= LEAST:
        pace, refusals = pace.refused(pace.most, "too-big"), refusals + 1
    assert refusals == 12


@given(paces)
def test_what_is_remembered_is_what_it_was(pace: Pace) -> None:
    assert remembered(pace.text, patience=PATIENCE, passed=pace.passed) == pace


def test_of_an_unknown_road_not_much_is_asked_at_first() -> None:
    assert remembered("", patience=PATIENCE, passed=lambda: 0.0).most == FIRST


def test_a_stick_is_not_measured() -> None:
    assert UNMEASURED.bore(longest=1, both=2, seconds=99) == UNMEASURED


@given(st.none() | st.integers(0, 2**40))
def test_a_message_of_pieces_is_no_longer_than_the_road_bears(bears: int | None) -> None:
    many = pieces_in(bears)

    assert 1 <= many <= PIECES_AT_ONCE
    assert many == 1 or many * PIECE_BYTES < (bears or 0)


# ---- whole exchanges


@given(
    st.sampled_from([1_500, 4_000, 30_000, 10**7]), st.sampled_from([0.01, 0.8, 3.0]),
    st.sampled_from([3_000, 20_000, 10**9]), st.integers(1, 50),
)  # fmt: skip
def test_on_any_road_everything_arrives_and_the_second_time_nothing_is_refused(
    speed: int, latency: float, widest: int, many: int
) -> None:
    station, district = books()
    road = Road(district, speed=speed, latency=latency, widest=widest)
    fill(station, many)
    kept = ""
    for _ in range(12):
        report, kept = visit(station, road, kept)
        if report.road is None:
            break
    assert_equal(station, district)
    fill(station, many)
    before = road.refused
    report, _ = visit(station, road, kept)
    assert_equal(station, district)
    assert road.refused - before <= 1


def test_a_slow_road_is_remembered_and_the_next_visit_begins_with_what_it_bore() -> None:
    station, district = books()
    road = Road(district, speed=2_500, latency=1.0)
    fill(station, 150)
    _, kept = visit(station, road)
    road.calls.clear()
    fill(station, 150)
    report, kept = visit(station, road, kept)

    assert report.road is None
    assert road.refused == 0
    assert max(road.calls) <= 2_500 * DEADLINE / 2
    assert int(kept.split()[0]) < 2 * FIRST


def test_a_good_road_takes_more_with_each_parcel() -> None:
    station, district = books()
    road = Road(district, speed=10**8)
    fill(station, 1000)
    _, kept = visit(station, road)
    first = len(road.calls)
    road.calls.clear()
    fill(station, 1000)
    visit(station, road, kept)

    assert len(road.calls) < first
    assert_equal(station, district)


def test_where_nobody_answers_nothing_is_learnt() -> None:
    class Down(Road):
        def deliver(self, parcel: bytes) -> None:
            raise NoAnswer("unreachable")

    station, district = books()
    fill(station, 100)
    report, kept = visit(station, Down(district), "1000000 0 0")
    assert report.road is not None
    assert kept == "1000000 0 0"


# ---- pieces


def test_many_pieces_go_in_one_message_where_the_road_bears_it() -> None:
    station, district = books()
    scanned(station, 100)
    road = Road(district, speed=10**8)
    visit(station, road)

    assert district.shelf.lacks() == 0
    assert len(road.calls) < 25


def test_many_pieces_come_in_one_answer_where_the_road_bears_it() -> None:
    station, district = books()
    scanned(district, 100)
    road = Road(district, speed=10**8)
    visit(station, road)

    assert station.shelf.lacks() == 0
    assert len(road.calls) < 35


@pytest.mark.parametrize("each", [3, 6])
def test_a_scan_that_is_cut_off_fifty_times_is_resent_by_less_than_two_pieces_a_cut(
    each: int,
) -> None:
    station, district = books()
    scanned(station, 320)
    road = Road(district, speed=10**8, cuts=frozenset(range(each, each * 51, each)))
    kept = ""
    for _ in range(60):
        report, kept = visit(station, road, kept)
        if report.road is None:
            break
    assert district.shelf.lacks() == 0
    assert road.broken == 50
    assert road.wasted < 2 * PIECE_BYTES * road.broken


def test_on_a_slow_road_one_piece_goes_at_once() -> None:
    station, district = books()
    scanned(station, 4)
    road = Road(district, speed=3_000, latency=1.0)
    visit(station, road)

    assert district.shelf.lacks() == 0
    assert max(road.calls) < 2 * PIECE_BYTES

"""The accidents of the line one by one, for the reader; test_line_weather.py mixes them all."""

import pytest

from station.domain.chain import genesis, links
from sync import line as positions
from sync.errors import NotOurs, Refused
from sync.line import Parcel
from sync.turns import line_of, next_parcel, take_in
from tests.sync.memory_book import MemoryBook
from tests.sync.weather import InMemory, Office


class Desk(Office):
    """An office in memory whose events are single letters."""

    def __init__(self, me: str, peer: str, life: str) -> None:
        self.kept = InMemory(me, peer, life)
        super().__init__(self.kept)

    @property
    def book(self) -> MemoryBook:
        return self.kept.book

    def write(self, words: str) -> None:
        number = self.book.written() + 1
        self.book.write(f'{{"no":{number},"words":"{words}"}}'.encode())

    def copy(self) -> "Desk":
        twin = Desk(self.book.me, self.book.peer, "")
        twin.restore(self.shelf())
        return twin


def pair() -> tuple[Desk, Desk]:
    return Desk("s", "d", "first"), Desk("d", "s", "district")


def call(station: Desk, district: Desk, spare: str = "spare") -> None:
    district.open(station.pack(), "never")
    station.open(district.pack(), spare)


def words(events: list[bytes]) -> str:
    return "".join(event.decode().split('"words":"')[1][0] for event in events)


def life(office: Desk) -> str:
    return office.book.incarnation()


def test_a_station_put_back_starts_a_new_life_and_nothing_is_lost() -> None:
    station, district = pair()
    station.write("a")
    old = station.copy()
    station.write("b")
    call(station, district)
    old.write("c")  # number 2 once more
    call(old, district)
    assert district.book.forked() == {"first"}
    call(old, district)
    assert life(old) == "spare"
    assert words(district.book.disk.effective) == "abc"


def test_counters_alone_would_not_notice_the_older_copy() -> None:
    station, district = pair()
    old = station.copy()
    station.write("a")
    call(station, district)
    old.write("b")
    assert old.book.written() == station.book.written()
    old.open(district.pack(), "spare")
    assert life(old) == "spare"


def test_of_two_copies_the_first_to_call_keeps_the_old_life() -> None:
    station, district = pair()
    station.write("a")
    clone = station.copy()
    station.write("b")
    clone.write("c")
    for office in (station, clone, station, clone):
        call(office, district, spare="second")
    assert (life(station), life(clone)) == ("first", "second")
    assert words(district.book.disk.effective) == "abc"


def test_a_late_stick_about_a_former_life_starts_no_new_one() -> None:
    station, district = pair()
    old = station.copy()
    station.write("a")
    call(station, district)
    late = district.pack()
    call(old, district, spare="second")
    old.open(late, "third")
    assert life(old) == "second"


def test_after_a_district_rollback_the_station_sends_again() -> None:
    station, district = pair()
    backup = district.copy()
    station.write("a")
    call(station, district)
    call(station, backup)
    call(station, backup)
    assert words(backup.book.disk.effective) == "a"
    assert life(station) == "first"


def test_a_rolled_back_district_that_wrote_on_begins_a_new_life() -> None:
    station, district = pair()
    backup = district.copy()
    district.write("a")
    call(station, district)
    backup.write("b")
    backup.open(station.pack(), "after the rollback")
    station.open(backup.pack(), "never")
    assert life(backup) == "after the rollback"
    assert words(station.book.disk.effective) == "ab"


def test_a_rewritten_word_in_an_old_event_is_noticed_and_both_are_kept() -> None:
    station, district = pair()
    station.write("g")
    station.write("b")
    call(station, district)
    forged = Desk("s", "d", "first")
    forged.write("r")
    forged.write("b")
    forged.book.disk.peer_holds = 2
    call(forged, district)
    call(forged, district)
    assert words(district.book.disk.effective) == "gbr"


def test_an_old_copy_that_repeats_a_number_is_noticed_though_it_sends_nothing_new() -> None:
    station, district = pair()
    old = station.copy()
    for letter in "abc":
        station.write(letter)
    call(station, district)
    old.write("x")
    district.open(old.pack(), "never")
    assert district.book.forked() == {"first"}


def test_parcels_that_travel_together_arrive_in_any_order() -> None:
    station, district = pair()
    for letter in "abcd":
        station.write(letter)
    parts = [station.pack(ahead=start, most=2) for start in (0, 2)]
    for part in (parts[1], parts[0], parts[1]):
        district.open(part, "never")
    assert words(district.book.disk.effective) == "abcd"


def test_a_parcel_of_another_line_is_refused() -> None:
    station, _ = pair()
    stranger = Desk("t", "d", "other")
    with pytest.raises(Refused):
        take_in(station.book, stranger.pack().parcel, spare="never")


def test_nothing_can_be_sent_from_beyond_the_last_event() -> None:
    station, _ = pair()
    with pytest.raises(ValueError, match="never written"):
        next_parcel(station.book, start=1)


def test_a_parcel_takes_no_more_than_it_may() -> None:
    station, _ = pair()
    for letter in "abc":
        station.write(letter)
    parcel = positions.outgoing(
        line_of(station.book), station.book, start=0, most_events=9, most_bytes=50
    )
    assert len(parcel.events) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"first": 0},
        {"after": "0" * 64},
        {"seen": -1},
        {"seen": 1, "seen_head": "0" * 64},
        {"seen_head": "0" * 64},
        {"seen_incarnation": "x", "seen_head": ""},
    ],
)
def test_a_parcel_that_no_office_would_write_does_not_exist(changed: dict[str, object]) -> None:
    fields: dict[str, object] = {
        "sender": "s", "recipient": "d", "incarnation": "i", "first": 1,
        "after": genesis("s", "i"), "events": (), "seen_incarnation": "", "seen": 0,
        "seen_head": "",
    }  # fmt: skip
    Parcel(**fields)  # type: ignore[arg-type]
    with pytest.raises(NotOurs):
        Parcel(**{**fields, **changed})  # type: ignore[arg-type]


def test_the_hashes_handed_over_are_those_of_the_chain() -> None:
    book = MemoryBook("d", "s", "district")
    station, _ = pair()
    station.write("a")
    station.write("b")
    taken = take_in(book, station.pack().parcel, spare="never")
    events = station.book.disk.written
    assert [hash_ for _, hash_, _ in taken.verdict.fresh] == list(
        links(genesis("s", "first"), events)
    )

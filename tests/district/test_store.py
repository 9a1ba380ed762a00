"""The district's memory of a line is a Book like any other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.codec import encode
from station.domain.office_events import AgentCame
from sync import seal
from sync.district import intake, store
from sync.district.enrolment import make_code
from sync.district.premises import District, enter
from sync.district.scans import scans_of
from sync.district.store import StationBook
from sync.ports import Book
from tests.district.pair import SECRET, a_district
from tests.office import FRIDAY, STATION, HandClock
from tests.postgres import EITHER_STORE, store_of
from tests.sync.book_suite import ME, PEER, BookSuite

pytestmark = EITHER_STORE


class TestTheDistrictIsABook(BookSuite):
    me, peer = PEER, ME  # here the office is the district, and its peer a station

    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path) -> Iterator[None]:
        self.home = tmp_path
        with a_district(tmp_path) as self.district:
            make_code(self.district, ME, "示例站")
            self.opened: list[District] = []
            yield
        for district in self.opened:
            district.close()

    def make(self) -> Book:
        return bare(self.district)

    def write(self, book: Book, words: str) -> bytes:
        event = AgentCame(at=FRIDAY, by=words or "示例")
        with book.transaction():
            number = book.written() + 1
            self.district.record(ME, event)
        return encode(event, number)

    def again(self, book: Book) -> Book:
        self.opened.append(enter(self.home, SECRET, clock=HandClock(), store=store_of(self.home)))
        return bare(self.opened[-1])


def bare(district: District) -> StationBook:
    """The book itself, without what the district writes by itself when something arrives."""
    return StationBook(
        district.vault, district.casebook.journal(ME), arrived=lambda new: None,
        reborn=lambda parent: None, now=district.clock.now, shelf=scans_of(district, ME),
    )  # fmt: skip


def test_no_station_fills_the_disk_with_parcels_that_are_not_believed(
    line: tuple[Office, District], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, district = line
    monkeypatch.setattr(store, "MOST_ASIDE_BYTES", 50_000)
    memory = intake.book(district, STATION)
    with office.vault.reading():
        keys = SyncDesk(office)._keys()
    for number in range(8):
        frame = seal.seal(
            HandClock(seed=str(number)).chance(10_000), sender=STATION, recipient=district.id,
            incarnation="x", said={"app": "t"}, keys=keys, to=district.keys.public().receiving,
        )  # fmt: skip
        with memory.transaction():
            memory.set_aside("signature", frame)
    with district.vault.reading():
        rows = district.vault.sql("SELECT id, length(data) FROM aside ORDER BY id").fetchall()

    assert [place for place, _ in rows] == [5, 6, 7, 8]
    assert sum(size for _, size in rows) <= 50_000

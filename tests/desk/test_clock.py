"""A computer whose clock is wrong: noticed, marked, and nobody is stopped."""

from datetime import timedelta
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.office import Office
from station.desk.records import RecordDesk
from station.desk.syncing import SyncDesk
from station.domain.clockcheck import ClockDoubt, DistrictWord
from station.domain.office_events import ClockDoubted
from station.domain.retention import NotNow
from station.domain.states import CaseState
from station.domain.values import Side
from station.storage.casebook import Wanted
from sync.district.intake import book, post
from sync.exchange import SyncReport
from sync.ports import Carrier
from sync.post import Post
from sync.turns import next_parcel, take_in
from tests.desk.ended import a_void_case
from tests.district.pair import Direct, a_district, a_line, a_received_case, join
from tests.office import FRIDAY, STATION, HandClock, an_office

YEARS = timedelta(days=365 * 4)


def marks(office: Office) -> list[ClockDoubted]:
    with office.vault.reading():
        chain = office.journal.chained(Side.STATION, office.line.incarnation())
        return [one.event for one in chain if isinstance(one.event, ClockDoubted)]


def exchanged(office: Office, road: Carrier, *, live: bool) -> SyncReport:
    """An exchange over a road that answers at once, or over one that takes its days."""
    desk = SyncDesk(office)
    return desk._exchange(road, desk._post(live=live), lambda _: None, lambda: False)


def doubt_at(folder: Path, clock: HandClock) -> ClockDoubt:
    with an_office(folder, clock) as office:
        return office.clock_doubt()


def test_an_honest_clock_is_not_doubted(tmp_path: Path) -> None:
    clock = HandClock()
    assert doubt_at(tmp_path, clock) is ClockDoubt.NONE
    clock.wait(days=3)
    assert doubt_at(tmp_path, clock) is ClockDoubt.NONE


def test_a_clock_that_fell_back_stays_doubted_until_it_is_set(tmp_path: Path) -> None:
    doubt_at(tmp_path, HandClock())
    fallen = HandClock(FRIDAY - timedelta(days=20))
    for _ in range(3):
        fallen.wait(hours=5)
        assert doubt_at(tmp_path, fallen) is ClockDoubt.BEHIND

    assert doubt_at(tmp_path, HandClock(FRIDAY + timedelta(hours=1))) is ClockDoubt.NONE


def test_an_empty_battery_is_noticed_at_a_new_station(tmp_path: Path) -> None:
    assert doubt_at(tmp_path, HandClock(FRIDAY - YEARS)) is ClockDoubt.UNLIKELY


def test_a_station_that_slept_for_years_has_a_doubtful_clock(tmp_path: Path) -> None:
    doubt_at(tmp_path, HandClock())
    with an_office(tmp_path, HandClock(FRIDAY + YEARS)) as office:
        assert [mark.doubt for mark in marks(office)] == ["unlikely"]


def test_with_a_wrong_clock_work_goes_on_and_is_marked(tmp_path: Path) -> None:
    doubt_at(tmp_path, HandClock())
    with an_office(tmp_path, HandClock(FRIDAY - timedelta(days=20), seed="2")) as office:
        assert a_received_case(office).state is CaseState.RECEIVED
        assert check(office, progress=lambda _: None).faults == ()
        (mark,) = marks(office)
        assert mark.doubt == "behind"
        assert timedelta(0) < mark.latest - FRIDAY < timedelta(seconds=1)
        assert FRIDAY - mark.at > timedelta(days=19)


def test_an_opening_is_marked_once_and_an_honest_one_not_at_all(tmp_path: Path) -> None:
    for now, count in ((FRIDAY, 0), (FRIDAY - timedelta(days=1), 1), (FRIDAY, 1)):
        with an_office(tmp_path, HandClock(now + timedelta(hours=1))) as office:
            office.clock_doubt()
            assert len(marks(office)) == count


# ---- the district's word


@pytest.mark.parametrize(
    ("ahead", "found"),
    [
        (timedelta(minutes=2), ClockDoubt.NONE),
        (timedelta(hours=2), ClockDoubt.AHEAD_OF_DISTRICT),
        (timedelta(hours=-2), ClockDoubt.BEHIND_DISTRICT),
    ],
)
def test_an_exchange_tells_whether_the_clock_is_right(
    tmp_path: Path, ahead: timedelta, found: ClockDoubt
) -> None:
    clock = HandClock(FRIDAY + ahead)
    with a_district(tmp_path / "d") as district, an_office(tmp_path / "s", clock) as office:
        join(office, district)
        assert office.clock_doubt() is ClockDoubt.NONE
        exchanged(office, Direct(district), live=True)

        assert office.clock_doubt() is found


def test_a_stick_that_took_days_casts_no_doubt(tmp_path: Path) -> None:
    clock = HandClock(FRIDAY + timedelta(days=12))
    with a_district(tmp_path / "d") as district, an_office(tmp_path / "s", clock) as office:
        join(office, district)
        exchanged(office, Direct(district), live=False)

        assert office.clock_doubt() is ClockDoubt.NONE


def test_once_the_clock_is_set_the_district_takes_the_doubt_away(tmp_path: Path) -> None:
    with a_district(tmp_path / "d") as district:
        with an_office(tmp_path / "s", HandClock(FRIDAY + YEARS)) as office:
            join(office, district)
        with an_office(tmp_path / "s", HandClock(FRIDAY, seed="2")) as office:
            assert office.clock_doubt() is ClockDoubt.BEHIND
            exchanged(office, Direct(district), live=True)
            assert office.clock_doubt() is ClockDoubt.NONE
        with an_office(tmp_path / "s", HandClock(FRIDAY, seed="3")) as office:
            assert office.clock_doubt() is ClockDoubt.NONE


def test_an_older_stick_does_not_unsay_what_the_district_said_since(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, _):
        for days in (3, -3):
            said = FRIDAY + timedelta(days=days)
            with office.vault.transaction():
                office.watch.heard(DistrictWord(said=said, heard=office.clock.now(), live=False))

            assert office.clock_doubt() is ClockDoubt.BEHIND_DISTRICT


class Silent(Direct):
    """A district of another make, whose parcels do not say when they were written."""

    def deliver(self, parcel: bytes) -> None:
        keys, memory = post(self._district, STATION), book(self._district, STATION)
        take_in(memory, keys.unpack(parcel), spare=self._district.new_life())
        self._come.append(Post.pack(keys, next_parcel(memory)))


def test_a_district_that_does_not_tell_the_time_is_understood(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        report = exchanged(office, Silent(district), live=True)

        assert report.confirmed
        assert office.clock_doubt() is ClockDoubt.NONE


def test_a_clock_that_leapt_ahead_stays_doubted_until_it_is_set_or_the_district_agrees(
    tmp_path: Path,
) -> None:
    doubt_at(tmp_path, HandClock())
    for _ in range(3):
        assert doubt_at(tmp_path, HandClock(FRIDAY + YEARS)) is ClockDoubt.UNLIKELY
    assert doubt_at(tmp_path, HandClock(FRIDAY + timedelta(hours=1))) is ClockDoubt.NONE
    assert doubt_at(tmp_path, HandClock(FRIDAY + timedelta(days=730))) is ClockDoubt.NONE


def test_nothing_is_frozen_or_purged_by_a_clock_in_doubt(tmp_path: Path) -> None:
    with an_office(tmp_path, HandClock()) as office:
        a_void_case(office)
    with an_office(tmp_path, HandClock(FRIDAY + 10 * YEARS, seed="2")) as office:
        records = RecordDesk(office)
        for act in (records.freeze, records.purge):
            with pytest.raises(NotNow, match="was in doubt"):
                list(act())
    with an_office(tmp_path, HandClock(FRIDAY + timedelta(hours=1), seed="3")) as office:
        assert not list(RecordDesk(office).freeze())
        assert CaseDesk(office).count(Wanted()) == 1

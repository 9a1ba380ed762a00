"""Which backups stay: never fewer than the newest, 7 days and 4 weeks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from station.domain.errors import StationError
from station.domain.shelf import Backups, Shelved, going, is_due, newest, worries
from station.domain.stamp import OFFICIAL_TIME, official_day

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=OFFICIAL_TIME)


def shelved(hours_ago: Iterable[int]) -> list[Shelved]:
    """In the order in which they were made, whatever the clock said then."""
    return [
        Shelved(name=f"{place}.station", made=NOW - timedelta(hours=ago), number=place)
        for place, ago in enumerate(hours_ago)
    ]


SHELVES = st.lists(st.integers(-100, 24 * 90), max_size=40).map(shelved)


@given(SHELVES)
def test_what_holds_most_always_stays(shelf: list[Shelved]) -> None:
    assert newest(shelf) not in going(shelf, NOW, doubted=False)


@given(SHELVES)
def test_seven_days_and_four_weeks_stay(shelf: list[Shelved]) -> None:
    gone = going(shelf, NOW, doubted=False)
    stays = [one for one in shelf if one not in gone]
    past = [one for one in shelf if one.made <= NOW]
    for span, most in ((days, 7), (weeks, 4)):
        latest = sorted({span(one) for one in past})[-most:]
        assert set(latest) <= {span(one) for one in stays}
        for one in latest:
            last = max(other.made for other in past if span(other) == one)
            assert last in {other.made for other in stays}


def days(one: Shelved) -> tuple[int, ...]:
    return (official_day(one.made).toordinal(),)


def weeks(one: Shelved) -> tuple[int, ...]:
    return tuple(official_day(one.made).isocalendar()[:2])


@given(SHELVES)
def test_a_shelf_does_not_grow_for_ever(shelf: list[Shelved]) -> None:
    gone = going(shelf, NOW, doubted=False)
    ahead = [one for one in shelf if one.made > NOW]
    assert len(shelf) - len(gone) <= 7 + 4 + 1 + len(ahead)
    assert not set(ahead) & set(gone)


@given(SHELVES)
def test_what_stays_once_stays_when_asked_again(shelf: list[Shelved]) -> None:
    left = [one for one in shelf if one not in going(shelf, NOW, doubted=False)]
    assert going(left, NOW, doubted=False) == ()


@given(SHELVES)
def test_a_clock_in_doubt_deletes_nothing(shelf: list[Shelved]) -> None:
    assert going(shelf, NOW, doubted=True) == ()


def test_the_oldest_goes_first() -> None:
    shelf = shelved(range(24 * 60, 0, -24))
    gone = going(shelf, NOW, doubted=False)
    assert gone[0] == shelf[0]
    assert [one.made for one in gone] == sorted(one.made for one in gone)


def test_each_day_has_its_backup_and_midnight_begins_a_day() -> None:
    evening = datetime(2026, 11, 19, 23, 59, tzinfo=OFFICIAL_TIME)
    assert is_due(None, NOW)
    assert is_due(evening, evening + timedelta(minutes=2))
    assert not is_due(NOW, NOW + timedelta(hours=9))
    assert is_due(NOW, NOW - timedelta(days=400))  # the clock fell back


def told(**what: object) -> Backups:
    usual: dict[str, object] = {
        "daily": True, "since": NOW - timedelta(days=90), "last": NOW, "second_since": None,
        "second_last": None, "failed": None,
    }  # fmt: skip
    return Backups(**{**usual, **what})  # type: ignore[arg-type]


def words(backups: Backups, *, doubted: bool = False) -> list[str]:
    found = list(worries(backups, NOW, doubted=doubted))
    assert all(one.hint for one in found)
    return [str(one) for one in found]


def test_a_failed_and_an_old_backup_are_told_and_a_missing_stick_only_after_a_week() -> None:
    failed, week = StationError("no space is left", "Free some."), timedelta(days=7)
    assert words(told()) == []
    assert words(told(failed=failed)) == ["no space is left"]
    assert words(told(last=NOW - timedelta(days=3))) == ["the newest backup is 3 days old"]
    assert words(told(last=None)) == ["this station has no backup yet"]
    assert words(told(last=None, since=NOW)) == []
    assert words(told(last=None, daily=False)) == []
    assert words(told(second_since=NOW - week)) == []
    assert words(told(second_since=NOW - week, second_last=NOW - week * 2)) == [
        "the second place has had no backup for 14 days"
    ]
    assert words(told(last=None, failed=failed), doubted=True) == ["no space is left"]

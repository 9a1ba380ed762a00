"""What a station lets go of is in the district's backup; how long it has waited for one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from station.domain import backed
from station.domain.backed import UNKNOWN, BackedUp, Safety
from tests.sync.purging import Lost, Purging

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def said(through: int) -> BackedUp:
    return BackedUp(through=through, at=NOON)


class PutBack(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.story = Purging()

    @rule()
    def the_station_writes(self) -> None:
        self.story.write()

    @rule()
    def the_district_writes(self) -> None:
        self.story.answer()

    @rule(of_station=st.booleans(), ahead=st.integers(0, 2))
    def a_parcel_is_sent(self, of_station: bool, ahead: int) -> None:
        self.story.send(of_station=of_station, ahead=ahead)

    @rule(which=st.integers(0, 99), again=st.booleans())
    def a_parcel_comes_perhaps_late(self, which: int, again: bool) -> None:
        self.story.arrive(which, again=again)

    @rule()
    def the_station_calls(self) -> None:
        self.story.call()

    @rule()
    def a_backup_of_the_district_is_begun(self) -> None:
        self.story.begin_backup()

    @rule()
    def it_is_verified(self) -> None:
        self.story.end_backup()

    @rule()
    def the_disk_of_the_district_is_copied(self) -> None:
        self.story.copy_district()

    @rule(which=st.integers(0, 9))
    def the_district_is_put_back(self, which: int) -> None:
        self.story.roll_back(which)

    @rule()
    def the_station_is_copied(self) -> None:
        self.story.copy_station()

    @rule(which=st.integers(0, 9), by_program=st.booleans())
    def the_station_is_put_back(self, which: int, by_program: bool) -> None:
        self.story.put_back(which, by_program=by_program)

    @rule()
    def the_station_lets_go_of_what_it_may(self) -> None:
        self.story.purge()

    def teardown(self) -> None:
        self.story.judge()


PutBack.TestCase.settings = settings(
    max_examples=200, stateful_step_count=50, deadline=None, derandomize=True, database=None
)
TestPutBack = PutBack.TestCase


def test_who_does_not_wait_for_a_backup_loses_what_both_had_confirmed() -> None:
    story = Purging(waits=False)
    story.write()
    story.call()
    story.purge()
    story.roll_back(0)
    try:
        story.judge()
    except Lost:
        return
    raise AssertionError("the judge sees nothing")


def test_who_waits_keeps_it_until_there_is_one() -> None:
    story = Purging()
    story.write()
    story.call()
    story.purge()
    assert not story.purged
    story.begin_backup()
    story.end_backup()
    story.call()
    story.purge()
    assert story.purged
    story.roll_back(0)
    story.judge()


_WORDS = st.lists(
    st.tuples(st.none() | st.integers(0, 9), st.integers(0, 9), st.integers(0, 40)), max_size=20
)


@given(_WORDS)
def test_what_is_kept_of_the_word_is_read_as_it_was(
    words: list[tuple[int | None, int, int]],
) -> None:
    safety = _after(words)
    assert backed.read(backed.written(safety)) == safety
    assert safety.waited >= timedelta(0)


@given(_WORDS)
def test_nothing_waits_where_a_backup_holds_it_all(
    words: list[tuple[int | None, int, int]],
) -> None:
    done = _after(words).heard(said(9), holds=9, at=NOON)
    assert done.waited == timedelta(0)
    assert done.since is None


def _after(words: list[tuple[int | None, int, int]]) -> Safety:
    safety = UNKNOWN
    for through, holds, days in words:
        word = None if through is None else said(min(through, holds))
        safety = safety.heard(word, holds=holds, at=NOON + days * DAY)
    return safety


def test_the_wait_begins_when_something_is_held_without_a_backup() -> None:
    safety = UNKNOWN.heard(None, holds=3, at=NOON)
    assert safety.waited == timedelta(0)
    assert safety.heard(None, holds=5, at=NOON + 3 * DAY).waited == 3 * DAY


def test_a_backup_of_what_waited_ends_the_wait_though_more_has_come_since() -> None:
    safety = UNKNOWN.heard(None, holds=3, at=NOON).heard(said(3), holds=5, at=NOON + 9 * DAY)
    assert safety.waited == timedelta(0)
    assert safety.heard(said(3), holds=6, at=NOON + 10 * DAY).waited == DAY


def test_a_backup_of_only_a_part_of_it_does_not() -> None:
    safety = UNKNOWN.heard(None, holds=3, at=NOON).heard(said(2), holds=5, at=NOON + 9 * DAY)
    assert safety.waited == 9 * DAY


def test_a_district_that_was_put_back_begins_anew() -> None:
    safety = UNKNOWN.heard(None, holds=9, at=NOON).heard(None, holds=2, at=NOON + 40 * DAY)
    assert (safety.waited, safety.through) == (timedelta(0), 0)


def test_a_district_whose_clock_was_ahead_for_a_day_is_not_waited_for_until_then() -> None:
    ahead = UNKNOWN.heard(None, holds=3, at=NOON + 9999 * DAY)
    right = ahead.heard(None, holds=3, at=NOON)
    assert right.waited == 0 * DAY
    assert right.heard(None, holds=3, at=NOON + 30 * DAY).waited == 30 * DAY

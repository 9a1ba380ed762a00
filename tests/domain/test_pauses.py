"""Time outside the clock while it still runs, extensions, and what is said of both."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.calendar import WorkCalendar
from station.domain.deadlines import Due, Note, OutOfTime, Pause, Standing, standing
from tests.domain.limits import OFFICIAL, ends, said
from tests.makers import at

START = "2026-11-20"
DAY = timedelta(days=1)


def pause(begins: str, until: str, why: str = "公示") -> Pause:
    return Pause(begins=date.fromisoformat(begins), ends=date.fromisoformat(until), why=why)


def last_day(start: str, span: str, *pauses: Pause) -> str:
    return ends(start, span, OFFICIAL, *pauses).at.date().isoformat()


# ---- a pause that still runs


SINCE = date(2026, 11, 25)
WHILE_IT_RUNS = [SINCE + n * DAY for n in range(29)]


def found_on(today: date) -> Due:
    """Ten working days from Friday 20 November; outside the clock from the 25th until today."""
    return ends(START, "10wd", OFFICIAL, Pause(begins=SINCE, ends=today, why="鉴定"))


def test_while_a_pause_runs_the_end_moves_on_with_every_working_day() -> None:
    assert found_on(SINCE).at == at("2026-12-04 17:00")
    for yesterday, today in pairwise(WHILE_IT_RUNS):
        moves = found_on(today).at > found_on(yesterday).at
        assert moves == OFFICIAL.is_workday(today)


def test_while_a_pause_runs_the_light_stays_as_it_was() -> None:
    for today in WHILE_IT_RUNS:
        assert standing(found_on(today), at(f"{today} 16:59"), OFFICIAL) is Standing.GREEN


@given(
    st.dates(min_value=date(2024, 1, 1), max_value=date(2025, 6, 30)),
    st.integers(1, 40),
    st.integers(0, 60),
    st.integers(0, 90),
)
def test_a_limit_does_not_run_out_while_it_is_outside_the_clock(
    start: date, value: int, gone: int, length: int
) -> None:
    begins = start + gone * DAY
    today = begins + length * DAY
    plain = ends(f"{start}", f"{value}wd")
    paused = ends(f"{start}", f"{value}wd", OFFICIAL, Pause(begins=begins, ends=today, why="公示"))
    late = standing(paused, at(f"{today} 23:59"), OFFICIAL) is Standing.RED

    assert late == (plain.at.date() <= begins)


def test_days_outside_the_clock_are_no_time_left() -> None:
    hangs_out = pause("2026-11-24", "2026-12-01")
    found = ends(START, "5wd", OFFICIAL, hangs_out)

    assert found.at == at("2026-12-04 17:00")
    assert standing(found, at("2026-11-23 09:00"), OFFICIAL) is Standing.GREEN
    assert standing(found, at("2026-11-24 09:00"), OFFICIAL) is Standing.GREEN
    assert standing(found, at("2026-12-02 09:00"), OFFICIAL) is Standing.YELLOW


def test_a_long_pause_does_not_make_a_fifth_of_the_time_longer() -> None:
    found = ends("2026-03-02", "20wd", OFFICIAL, pause("2026-03-02", "2026-03-30"))

    assert found.at == at("2026-04-28 17:00")
    assert standing(found, at("2026-04-21 09:00"), OFFICIAL) is Standing.GREEN
    assert standing(found, at("2026-04-22 09:00"), OFFICIAL) is Standing.YELLOW


def test_a_clock_set_before_the_start_does_not_lengthen_what_is_left() -> None:
    assert standing(ends(START, "2wd"), at("2026-10-20 09:00"), OFFICIAL) is Standing.YELLOW


# ---- several pauses


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([("2026-11-23", "2026-11-25"), ("2026-11-25", "2026-11-26")], "2026-12-02"),
        ([("2026-11-23", "2026-11-24"), ("2026-11-26", "2026-11-27")], "2026-12-01"),
        ([("2026-11-23", "2026-12-01"), ("2026-11-24", "2026-11-26")], "2026-12-07"),
        ([("2026-11-02", "2026-11-24")], "2026-12-01"),
        ([("2026-11-26", "2026-12-31")], "2027-01-04"),
        ([("2026-11-27", "2026-12-31")], "2026-11-27"),
    ],
    ids=["touching", "apart", "within another", "from before", "over the end", "too late"],
)
def test_each_day_outside_the_clock_is_taken_away_once(
    pauses: list[tuple[str, str]], last: str
) -> None:
    assert last_day(START, "5wd", *(pause(*one) for one in pauses)) == last


def test_pauses_that_touch_keep_their_own_reasons() -> None:
    found = ends(
        START, "5wd", OFFICIAL,
        pause("2026-11-22", "2026-11-24"), pause("2026-11-24", "2026-11-26", "鉴定"),
    )  # fmt: skip

    assert [
        (remark.first.day, remark.last.day, remark.name) for remark in said(found, Note.OUTSIDE)
    ] == [(23, 24, "公示"), (25, 26, "鉴定")]


def test_a_last_day_off_that_was_paused_still_moves_to_a_working_day() -> None:
    assert last_day(START, "8d", pause("2026-11-28", "2026-11-30")) == "2026-12-01"
    assert last_day(START, "15d", pause("2026-12-05", "2026-12-08")) == "2026-12-09"


def test_pauses_do_not_move_hours() -> None:
    found = ends(START, "24h", OFFICIAL, pause("2026-11-19", "2026-11-30"))

    assert found.at == at("2026-11-21 10:00")
    assert [remark.name for remark in said(found, Note.TAKES_NOTHING)] == ["公示"]


def test_a_pause_that_takes_no_day_away_is_named() -> None:
    late, inner = pause("2026-12-20", "2026-12-24", "听证"), pause("2026-11-24", "2026-11-25")
    outer = pause("2026-11-23", "2026-11-26", "鉴定")
    found = ends(START, "5wd", OFFICIAL, outer, inner, late)

    assert [remark.name for remark in said(found, Note.OUTSIDE)] == ["鉴定"]
    assert [
        (remark.first.day, remark.last.day, remark.name)
        for remark in said(found, Note.TAKES_NOTHING)
    ] == [(24, 25, "公示"), (20, 24, "听证")]


# ---- an extension is more of the same units


@given(
    st.dates(min_value=date(2024, 1, 1), max_value=date(2025, 6, 30)),
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(-10, 60),
    st.integers(0, 40),
    st.sampled_from(["wd", "nd"]),
)
def test_an_extension_goes_on_from_where_the_limit_ended(
    start: date, value: int, extra: int, after: int, length: int, unit: str
) -> None:
    begins = start + after * DAY
    outside = Pause(begins=begins, ends=begins + length * DAY, why="公示")
    first = ends(f"{start}", f"{value}{unit}", OFFICIAL, outside).at.date()

    assert (
        ends(f"{first}", f"{extra}{unit}", OFFICIAL, outside).at
        == ends(f"{start}", f"{value + extra}{unit}", OFFICIAL, outside).at
    )


def test_an_extended_limit_in_days_rolls_once_at_its_end() -> None:
    assert last_day(START, "15d") == "2026-12-07"
    assert last_day(START, "20d") == "2026-12-10"


# ---- what is said


def test_days_off_of_a_period_in_days_stand_under_the_civil_code() -> None:
    found = ends(START, "15d")

    assert [(remark.first.day, remark.last.day, remark.law) for remark in found.explanation] == [
        (20, 20, "民法典第二百零一条"),
        (5, 5, "民法典第二百零三条"),
        (5, 6, "民法典第二百零三条"),
        (7, 7, "民法典第二百零三条"),
    ]


def test_a_working_saturday_brings_the_true_end_before_the_estimated_one() -> None:
    estimated = WorkCalendar({year: known for year, known in OFFICIAL.years.items() if year < 2026})

    assert ends("2026-02-12", "2wd").at == at("2026-02-14 17:00")
    assert ends("2026-02-12", "2wd", estimated).at == at("2026-02-16 17:00")
    assert ends("2026-02-12", "2wd", estimated).provisional


# ---- dates that nobody means


def test_a_pause_without_end_is_out_of_time_at_once() -> None:
    for_ever = Pause(begins=date(2026, 11, 23), ends=date.max, why="鉴定")

    with pytest.raises(OutOfTime):
        ends(START, "5wd", OFFICIAL, for_ever)


def test_a_limit_of_thousands_of_years_has_its_light_at_once() -> None:
    far = Due(start=at("0002-01-01"), at=at("9998-12-31"), provisional=True, explanation=())

    assert standing(far, at("2026-11-20 09:00"), OFFICIAL) is Standing.GREEN
    assert standing(far, at("9000-01-01 09:00"), OFFICIAL) is Standing.YELLOW

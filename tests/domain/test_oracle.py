"""The program's count against two others: a slow walk by the articles, and chinesecalendar."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.calendar import DayKind
from station.domain.deadlines import Note, Pause, due
from station.domain.items import Span, Unit
from tests.domain.limits import OFFICIAL, ends
from tests.makers import BEIJING
from tests.torture.deadlines import WORKED, Limit, counts, difference, limits

DAY = timedelta(days=1)


# ---- the walk by the articles


TRIED = 800
"""Limits; `run.py torture` tries 100,000."""


def test_every_limit_ends_where_a_walk_through_its_days_ends() -> None:
    differ = [told for one in limits(TRIED, seed=7) if (told := difference(one))]

    assert not differ


def test_the_limits_that_are_tried_are_of_every_sort() -> None:
    tried = list(limits(TRIED, seed=7))
    sorted_pauses = [sorted(one.pauses, key=lambda pause: pause.begins) for one in tried]
    neighbours = [pair for pauses in sorted_pauses for pair in pairwise(pauses)]
    found = [due(one.start, one.span, one.known, one.closes, one.pauses) for one in tried]

    assert {one.span.unit for one in tried} == set(Unit)
    assert any(a.ends == b.begins for a, b in neighbours)
    assert any(a.begins < b.begins < a.ends < b.ends for a, b in neighbours)
    assert any(a.begins < b.begins < b.ends < a.ends for a, b in neighbours)
    assert any(pause.begins == pause.ends for one in tried for pause in one.pauses)
    assert any(
        pause.begins < one.start.date() < pause.ends for one in tried for pause in one.pauses
    )
    assert any(one.span.value == 0 for one in tried)
    assert any(one.extra for one in tried)
    assert {one.provisional for one in found} == {True, False}
    reasons = {remark.why for one in found for remark in one.explanation}
    assert reasons == {*DayKind, *Note} - {DayKind.PLAIN}


pauses = st.lists(
    st.builds(
        lambda begins, length: Pause(begins=begins, ends=begins + length * DAY, why="公示"),
        st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 6, 30)),
        st.integers(-1, 40),
    ),
    max_size=4,
)
starts = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 4, 30))
units = st.sampled_from((Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.NATURAL_DAY))


@given(starts, st.integers(0, 30), st.integers(0, 15), units, st.just(time(17)), pauses)
def test_found_by_searching_for_a_difference_there_is_none(
    start: date, value: int, extra: int, unit: Unit, closes: time, outside: list[Pause]
) -> None:
    asked = Limit(
        start=datetime.combine(start, time(10), BEIJING), span=Span(value=value, unit=unit),
        extra=extra, known=OFFICIAL, closes=closes, pauses=tuple(outside),
    )  # fmt: skip

    assert not difference(asked)


# ---- counts of chinesecalendar


def test_counts_of_working_days_agree_with_chinesecalendar_but_for_one_saturday() -> None:
    """They differ where 31 December 2005 lies in the count, and nowhere else."""
    tried = list(counts(1000, seed=7))
    differ = [one for one in tried if one.mine != one.theirs]

    assert len(tried) > 950
    assert {one.value for one in tried} == set(range(1, 61))
    assert differ
    assert all(one.start < WORKED <= one.mine < one.theirs for one in differ)


@pytest.mark.parametrize(("start", "value"), [("2005-12-30", 1), ("2005-12-26", 5)])
def test_the_saturday_of_the_difference_is_worked_as_its_notice_says(
    start: str, value: int
) -> None:
    assert not chinese_calendar.is_workday(WORKED)
    assert ends(start, f"{value}wd").at.date() == WORKED

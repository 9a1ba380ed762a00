"""Every no is on record, in one weekly list, and stays there whatever is said of it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.desk.calendars import calendar
from station.domain.acts import ACTS
from station.domain.case import replay
from station.domain.consulting import consultations, hold
from station.domain.negatives import SPOKEN, negative_list, totals, week_of, weekly_due
from station.domain.period import Period, days
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Side
from station.domain.voices import negatives
from tests.domain.round import CLOSES, MONDAY, Desk

EVER = days(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("friday", "due"),
    [
        ((2026, 1, 2), (2025, 12, 31)),
        ((2026, 2, 20), (2026, 2, 14)),
        ((2026, 5, 1), (2026, 4, 30)),
        ((2026, 6, 19), (2026, 6, 18)),
        ((2026, 9, 25), (2026, 9, 24)),
        ((2026, 10, 2), (2026, 9, 30)),
        ((2026, 11, 20), (2026, 11, 20)),
    ],
)
def test_it_is_due_on_friday_or_the_last_working_day_before(
    friday: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    found = weekly_due(date(*friday), calendar(), CLOSES)

    assert found.at == datetime.combine(date(*due), CLOSES, tzinfo=OFFICIAL_TIME)
    assert not found.provisional


def test_the_fridays_off_of_2026_are_those_six() -> None:
    fridays = (date(2026, 1, 2) + timedelta(weeks=n) for n in range(52))

    off = [day for day in fridays if weekly_due(day, calendar(), CLOSES).at.date() != day]
    assert [(day.month, day.day) for day in off] == [
        (1, 2), (2, 20), (5, 1), (6, 19), (9, 25), (10, 2)
    ]  # fmt: skip


def test_every_day_of_a_week_asks_for_the_same_list_and_an_unknown_year_is_provisional() -> None:
    week = {weekly_due(date(2026, 11, 16) + timedelta(n), calendar(), CLOSES) for n in range(7)}

    assert len(week) == 1
    assert weekly_due(date(2040, 6, 1), calendar(), CLOSES).provisional


@given(at=st.integers(0, 700 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)))
def test_every_moment_stands_in_exactly_one_list(at: timedelta) -> None:
    moment = datetime(2025, 1, 10, tzinfo=OFFICIAL_TIME) + at
    week = week_of(moment, calendar(), CLOSES)

    assert week.period.holds(moment)
    following = week_of(week.due.at + timedelta(seconds=1), calendar(), CLOSES)
    assert following.period.begins == week.period.ends == week.due.at
    assert not following.period.holds(moment)


def refused() -> Desk:
    desk = Desk().through("take_papers", "receive", "hand_over", "ask_correction")
    desk.do("take_papers", papers={"1": "seen", "2": "copy"})
    return desk.through("hand_over", "accept", "refuse")


def test_a_correction_and_a_refusal_are_two_noes_with_reason_clause_and_outcome() -> None:
    asked, no = negative_list([refused().case], [], EVER)

    assert (asked.kind, asked.reason, asked.basis) == (
        "correction", "居民身份证：已过期", "指南第2条"
    )  # fmt: skip
    assert (no.kind, no.reason, no.basis) == ("refused", "不符合条件", "示例办法第三条")
    assert asked.outcome == no.outcome == "refused"
    assert "*" in asked.applicant
    assert asked.explained is None


def test_explained_twice_keeps_both_on_record() -> None:
    desk = refused()
    desk.do("explain_no", what="refused", explained="no", objection="不服")
    desk.do("explain_no", Side.DISTRICT, what="refused", explained="yes", objection="仍有异议")
    line = negative_list([desk.case], [], EVER)[-1]

    assert (line.explained, line.said, line.objection) == (True, 2, "不服；仍有异议")
    assert [one.explained for one in negatives(desk.case)[-1].explanations] == [False, True]


def test_a_refusal_by_word_stands_in_the_list_and_an_answer_does_not() -> None:
    told = {"question": "能办吗", "answer": "不能"}
    desk = Desk()
    no = hold({**told, "refused": "yes", "reason": "第三条"}, items=(), number=lambda: "ZX-1",
              stamp=desk.stamp())  # fmt: skip
    yes = hold(told, items=(), number=lambda: "ZX-2", stamp=desk.stamp())
    lines = negative_list([refused().case], consultations([no, yes]), EVER)

    assert totals(lines) == {"correction": 1, "refused": 1, SPOKEN: 1}
    [spoken] = [line for line in lines if line.kind == SPOKEN]
    assert (spoken.number, spoken.applicant, spoken.reason) == ("ZX-1", "", "第三条")


def test_a_list_with_nothing_in_it_is_a_list() -> None:
    begins = datetime.combine(MONDAY.date(), time(), tzinfo=OFFICIAL_TIME)

    assert negative_list([refused().case], [], Period(begins=begins, ends=begins)) == ()
    assert totals(()) == {}


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("side", Side)
def test_no_act_takes_a_no_out_of_the_list(name: str, side: Side) -> None:
    from station.domain.acts import perform
    from station.domain.case import Entry
    from station.domain.errors import StationError
    from tests.domain.round import ANSWERS

    desk = refused()
    before = negatives(desk.case)
    try:
        event = perform(name, ANSWERS.get(name, {}), case=desk.case, side=side, law=desk.law,
                        stamp=desk.stamp())  # fmt: skip
    except StationError:
        return
    after = replay([*desk.case.history, Entry(side=side, event=event)])

    assert after is not None
    kept = negatives(after)[: len(before)]
    assert [(one.what, one.event) for one in kept] == [(one.what, one.event) for one in before]
    assert all(
        one.explanations[: len(was.explanations)] == was.explanations
        for one, was in zip(kept, before, strict=True)
    )

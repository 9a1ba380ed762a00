"""What each step does to the clocks, by example: started, stopped, held, going on, longer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from station.domain.acts import ACTS
from station.domain.clocks import LONGEST, Clock, Doing, Effect, Run
from station.domain.decider_events import (
    CaseSuspended,
    ClockExcluded,
    DecisionExtended,
    ResultDispatched,
)
from station.domain.dues import Running, clocks
from station.domain.event import CaseEvent
from station.domain.facts import FACTS
from station.domain.items import Unit
from station.domain.ratings import open_ratings
from station.domain.states import CaseState
from station.domain.steps import STEPS, Row
from station.domain.table import lawful
from station.domain.values import Side
from station.domain.window_events import CaseRated
from tests import makers
from tests.domain.clock_desk import ACCEPTED, a_desk, dues, later, said
from tests.domain.ready import ready, side_of
from tests.domain.round import ANSWERS, Desk


def running(desk: Desk) -> tuple[Running, ...]:
    return clocks(desk.case, desk.law.reckoning, desk.now.date())


@pytest.mark.parametrize("name", ACTS)
def test_an_act_does_to_the_clocks_what_stands_at_its_row(name: str) -> None:
    desk = ready(name)
    side = side_of(desk, name)
    row = lawful(desk.case.state, ACTS[name].event, side, desk.case.decider)
    before, same = desk.case.clocks, set(Clock) - {effect.clock for effect in row.clock}
    event = desk.do(name, side, **ANSWERS.get(name, {}))
    after = desk.case.clocks

    assert all(before.get(clock) == after.get(clock) for clock in same)
    begun = {effect.clock: after[effect.clock] for effect in row.clock if starts(effect, event)}
    for effect in row.clock:
        was = begun.get(effect.clock, before.get(effect.clock))
        assert_done(effect, was, after.get(effect.clock), event)


def starts(effect: Effect, event: CaseEvent) -> bool:
    """A document without a last day starts nothing."""
    for_ever = isinstance(event, ResultDispatched) and event.valid_until is None
    return effect.doing in (Doing.START, Doing.START_AT_RECEIPT) and not for_ever


def assert_done(effect: Effect, was: Run | None, now: Run | None, event: CaseEvent) -> None:
    if starts(effect, event):
        assert now is not None
        assert now.stopped is None
    elif was is None or was.stopped:
        assert now == was
    else:
        assert now is not None
        assert effect.doing is not Doing.STOP or now.stopped == event.at
        inside = isinstance(event, ClockExcluded) and not event.excluded
        assert effect.doing is not Doing.HOLD or inside or now.held is not None
        assert effect.doing is not Doing.GO_ON or now.held is None
        assert effect.doing is not Doing.LENGTHEN or now.more > was.more


def test_every_clock_is_started_and_stopped_by_some_row() -> None:
    effects = [effect for row in STEPS.values() for one in row.values() for effect in one.clock]
    effects += [effect for fact in FACTS.values() for effect in fact.clock]
    begins = (Doing.START, Doing.START_AT_RECEIPT, Doing.START_OF_VISIT)
    starting = {one.clock for one in effects if one.doing in begins}
    stopping = {one.clock for one in effects if one.doing in (Doing.STOP, Doing.STOP_OF_VISIT)}

    assert starting == stopping == set(Clock)


def test_what_is_held_is_let_go_on_by_some_row() -> None:
    effects = [effect for row in STEPS.values() for one in row.values() for effect in one.clock]

    assert {one.clock for one in effects if one.doing is Doing.HOLD} == {
        one.clock for one in effects if one.doing is Doing.GO_ON
    }


@pytest.mark.parametrize("end", [CaseState.ARCHIVED, CaseState.VOID])
def test_a_case_that_has_ended_has_no_limit_to_deliver_any_more(end: CaseState) -> None:
    rows = [row for rows in STEPS.values() for row in rows.values() if row.to is end]

    assert rows
    assert all(Clock.DELIVERY in stopped(row) for row in rows)


def stopped(row: Row) -> set[Clock]:
    return {effect.clock for effect in row.clock if effect.doing is Doing.STOP}


# ---- examples


def test_the_decision_counts_from_the_acceptance_and_not_from_the_receipt() -> None:
    """行政许可法 42."""
    desk = later(a_desk("take_papers", "receive", "hand_over"), 2)

    assert dues(said(desk, "accept"))["Promised decision"] == date(2026, 12, 2)


def test_silence_counts_from_the_receipt() -> None:
    """行政许可法 32(4)."""
    desk = later(a_desk("take_papers", "receive", "hand_over"), 8)

    assert dues(said(desk, "deem_accepted"))["Promised decision"] == date(2026, 11, 30)


def test_the_lower_office_reviews_from_the_receipt_as_well_where_silence_accepted() -> None:
    """行政许可法 32(4), 43: its days count from the acceptance, and that is the receipt."""
    usual = dues(a_desk(*ACCEPTED))["Lower-level review"]
    desk = said(later(a_desk(*ACCEPTED[:3]), 9), "deem_accepted")

    assert dues(desk)["Lower-level review"] == usual


def test_a_formal_acceptance_after_silence_changes_no_date() -> None:
    desk = later(a_desk("take_papers", "receive", "hand_over"), 8)
    before = dues(said(desk, "deem_accepted"))

    assert dues(later(said(desk, "accept"), 1)) == before


def test_a_limit_is_longer_by_the_extension_and_by_the_pauses_around_it() -> None:
    """行政许可法 42, 45: 5 days before and 3 days after the extension are not counted."""
    desk = a_desk(*ACCEPTED)
    plain = dues(desk)["Legal decision"]
    said(desk, "suspend")
    said(later(desk, 7), "resume")
    paused = dues(desk)["Legal decision"]
    said(desk, "extend")
    longer = dues(desk)["Legal decision"]
    said(desk, "suspend")
    said(later(desk, 3), "resume")

    assert working(desk, plain, paused) == 5
    assert working(desk, paused, longer) == 10
    assert working(desk, longer, dues(desk)["Legal decision"]) == 3


def working(desk: Desk, first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(desk.law.calendar.likely(day).works for day in days)


def test_a_limit_that_is_held_moves_on_with_every_day() -> None:
    desk = said(a_desk(*ACCEPTED), "suspend")
    today = dues(desk)["Promised decision"]

    assert working(desk, today, dues(later(desk, 1))["Promised decision"]) == 1


def test_two_corrections_each_have_a_clock_of_their_own() -> None:
    desk = a_desk("take_papers", "receive", "hand_over")
    said(desk, "ask_correction", fix_by="2026-12-04")
    said(desk, "take_papers", papers={"1": "seen"})
    said(later(desk, 1), "hand_over")
    assert dues(desk) == {"One-time notice": date(2026, 12, 1)}
    said(desk, "ask_correction", fix_by="2026-12-11")

    assert dues(desk) == {"Correction": date(2026, 12, 11)}


def test_the_nearest_promise_strikes_first_and_the_last_one_ends_the_clock() -> None:
    papers = [makers.material_row(1, "居民身份证"), makers.material_row(2, "社会保障卡", "gap"),
              makers.material_row(3, "照片", "gap")]  # fmt: skip
    desk = a_desk(rules="zhejiang", materials=papers)
    both = {"2": "promised", "3": {"taken": "promised", "until": "2026-11-26"}}
    said(desk, "take_papers", papers={"1": "seen", **both})
    for name in ("receive", "hand_over", "accept_gap"):
        said(desk, name)
    assert dues(desk)["Promised papers"] == date(2026, 11, 26)
    said(desk, "take_papers", papers={"3": "seen"})
    assert dues(desk)["Promised papers"] == date(2026, 11, 30)
    said(desk, "take_papers", papers={"2": "seen"})

    assert "Promised papers" not in dues(desk)


def test_a_bad_rating_starts_two_clocks_and_each_ends_by_its_own_word() -> None:
    """安阳市政务服务条例 52."""
    desk = a_desk(*ACCEPTED, "grant", "dispatch", "deliver")
    assert dues(said(desk, "rate")) == {}
    said(later(desk, 1), "rate", level="very_dissatisfied")
    assert set(dues(desk)) == {"Contact after a bad rating", "Fix after a bad rating"}
    assert set(dues(said(desk, "contact_rater"))) == {"Fix after a bad rating"}

    assert dues(said(desk, "settle_rating")) == {}


def test_each_bad_rating_has_clocks_of_its_own() -> None:
    """A second one neither gives the first more time, nor is it settled with it."""
    desk = a_desk(*ACCEPTED, "grant", "dispatch", "deliver")
    said(desk, "rate", level="dissatisfied")
    said(later(desk, 3), "rate", level="very_dissatisfied")
    first, second = (str(one.rated.visit) for one in open_ratings(desk.case))
    calls = [one for one in running(desk) if one.clock == "Contact after a bad rating"]
    assert [one.since.date().isoformat() for one in calls] == [first, second]
    said(desk, "contact_rater", visit=first)
    said(desk, "settle_rating", visit=first)

    assert [str(one.since.date()) for one in running(desk)] == [second, second]


def test_whatever_becomes_of_a_case_who_rated_it_badly_is_called() -> None:
    desk = a_desk("take_papers", "receive")
    said(desk, "rate", level="dissatisfied")
    said(desk, "withdraw")

    assert set(dues(desk)) == {"Contact after a bad rating", "Fix after a bad rating"}


# ---- from outside


@pytest.mark.parametrize("days", [-10, 0, LONGEST + 1, 10**9, -(10**9)])
def test_an_extension_that_no_law_knows_moves_no_date(days: int) -> None:
    """A number from another office neither shortens a limit nor makes a list wait."""
    desk = a_desk(*ACCEPTED)
    before = dues(desk)
    now = desk.stamp()
    event = DecisionExtended(
        at=now.at, by="示例", case=desk.case.number, days=days, reason="", approver="",
        legal_due=None, promised_due=None,
    )  # fmt: skip
    desk.case = desk.case.after(Side.DISTRICT, event)

    assert dues(desk) == before


@pytest.mark.parametrize("days", [-10, 0, LONGEST + 1, 10**9])
def test_a_procedure_of_impossible_length_has_no_date_of_its_own(days: int) -> None:
    desk = a_desk(*ACCEPTED)
    now = desk.stamp()
    event = CaseSuspended(
        at=now.at, by="示例", case=desk.case.number, what="听证", reason="", days=days,
        unit=Unit.WORKING_DAY, excluded=True,
    )  # fmt: skip
    desk.case = desk.case.after(Side.DISTRICT, event)

    assert set(dues(desk)) == {"Promised decision", "Legal decision", "Lower-level review"}


@pytest.mark.parametrize("level", [-1, 0, 6, 10**9])
def test_a_rating_beyond_the_five_levels_starts_nothing(level: int) -> None:
    desk = a_desk(*ACCEPTED, "grant", "dispatch", "deliver")
    rated = desk.do("rate", level="satisfied", channel="desk")
    assert isinstance(rated, CaseRated)
    now = desk.stamp()
    desk.case = desk.case.after(Side.STATION, replace(rated, at=now.at, level=level))

    assert dues(desk) == {}

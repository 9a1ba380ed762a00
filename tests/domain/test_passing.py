"""What the passing of time calls for: what the program notes by itself, and what it leaves to
people."""

from datetime import datetime, timedelta

import pytest

from station.domain.acts import perform
from station.domain.decider_events import CaseDeemedAccepted, CaseDeemedWithdrawn
from station.domain.errors import RuleBroken, StationError
from station.domain.passing import (
    WATCHED,
    Gathering,
    Reminder,
    Sight,
    due_act,
    reminders,
)
from station.domain.stamp import SYSTEM, Stamp
from station.domain.states import Actor, CaseState
from station.domain.steps import STEPS
from station.domain.values import Side
from tests.domain.round import Desk
from tests.makers import at


def sight(now: datetime, *, doubted: bool = False, heard: str = "") -> Sight:
    return Sight(doubted=doubted, heard=at(heard) if heard else now)


def noted(desk: Desk, when: str, side: Side = Side.STATION, **said: object) -> str | None:
    now = at(when)
    stamp = Stamp(at=now, by=SYSTEM)
    return due_act(desk.case, desk.law, stamp, side, sight(now, **said))  # type: ignore[arg-type]


def reminded(
    desk: Desk, when: str, side: Side = Side.STATION, **said: object
) -> tuple[Reminder, ...]:
    now = at(when)
    stamp = Stamp(at=now, by=SYSTEM)
    return reminders(desk.case, desk.law, stamp, side, sight(now, **said))  # type: ignore[arg-type]


def acts(found: tuple[Reminder, ...]) -> list[str]:
    return [one.act for one in found]


def received(rules: str = "national") -> Desk:
    """The papers came in on Monday, 23 November 2026: five working days end on the 30th."""
    return Desk(rules=rules).through("take_papers", "receive")


def corrected(rules: str) -> Desk:
    """In correction until Friday, 4 December 2026."""
    desk = received(rules).through("hand_over")
    desk.do("ask_correction", Side.DISTRICT, fix_by="2026-12-04")
    return desk


def promised(rules: str) -> Desk:
    """Accepted with paper 2 promised for Friday, 27 November 2026."""
    desk = Desk(rules=rules)
    desk.do("take_papers", papers={"1": "seen", "2": "promised"})
    desk.through("receive", "hand_over")
    desk.do(
        "accept_gap", Side.DISTRICT, official_number="示例-1", until="2026-11-27", credit="clean"
    )
    return desk


# ---- accepted by silence


@pytest.mark.parametrize(
    ("when", "act"),
    [("2026-11-30 16:59", None), ("2026-11-30 17:00", None), ("2026-11-30 17:01", "deem_accepted")],
)
def test_after_five_working_days_of_silence_a_case_counts_as_accepted(
    when: str, act: str | None
) -> None:
    assert noted(received(), when) == act


def test_who_holds_the_case_notes_it_and_nobody_else() -> None:
    desk = received()
    assert noted(desk, "2026-12-01", Side.DISTRICT) is None
    desk.through("hand_over")

    assert noted(desk, "2026-12-01", Side.STATION) is None
    assert noted(desk, "2026-12-01", Side.DISTRICT) == "deem_accepted"


def test_a_quicker_local_rule_makes_nothing_accepted_earlier() -> None:
    assert noted(received("zhejiang"), "2026-11-27") is None
    assert noted(received("zhejiang"), "2026-12-01") == "deem_accepted"


def test_what_is_noted_counts_from_the_receipt() -> None:
    desk = received()
    since = desk.now
    desk.now = at("2026-12-21")
    desk.do("deem_accepted")
    told = desk.case.last(CaseDeemedAccepted)

    assert told is not None
    assert told.since == since
    assert told.promised_due is not None
    assert told.promised_due.at.date() == at("2026-11-30").date()
    assert noted(desk, "2027-03-01", Side.DISTRICT) is None


def test_who_was_told_what_is_missing_and_brings_nothing_is_not_accepted_by_silence() -> None:
    desk = corrected("national")
    desk.do("give_up_correction", reason="补不了")

    assert noted(desk, "2026-12-20", Side.DISTRICT) is None
    assert acts(reminded(desk, "2026-12-20", Side.DISTRICT)) == ["return"]
    desk.now = at("2026-12-20")
    with pytest.raises(RuleBroken, match="told in time"):
        desk.do("deem_accepted", Side.DISTRICT)


# ---- a correction that does not come


@pytest.mark.parametrize("rules", ["zhejiang", "anyang"])
def test_where_the_place_rules_so_an_overdue_correction_is_a_withdrawal(rules: str) -> None:
    desk = corrected(rules)

    assert noted(desk, "2026-12-04 17:00") is None
    assert noted(desk, "2026-12-04 17:01") == "deem_withdrawn"
    assert noted(desk, "2026-12-05", Side.DISTRICT) is None


def test_elsewhere_somebody_is_reminded_to_hand_the_case_back() -> None:
    desk = corrected("national")

    assert noted(desk, "2026-12-05") is None
    assert reminded(desk, "2026-12-04") == ()
    (one,) = reminded(desk, "2026-12-05")
    assert (one.case, one.act) == (desk.case.number, "give_up_correction")
    assert one.why.hint


# ---- a promise that is broken


def test_where_the_place_rules_so_a_broken_promise_is_a_withdrawal() -> None:
    desk = promised("anyang")

    assert noted(desk, "2026-11-27 18:00", Side.DISTRICT) is None
    assert noted(desk, "2026-11-28 00:01", Side.DISTRICT) == "deem_withdrawn"


@pytest.mark.parametrize(
    ("rules", "act"),
    [("zhejiang", "revoke_acceptance"), ("gaoming", "terminate"), ("civil", "terminate")],
)
def test_elsewhere_what_follows_is_for_the_authority_to_decide(rules: str, act: str) -> None:
    desk = promised(rules)

    assert reminded(desk, "2026-11-27", Side.DISTRICT) == ()
    assert noted(desk, "2026-11-28", Side.DISTRICT) is None
    (one,) = reminded(desk, "2026-11-28", Side.DISTRICT)
    assert one.act == act
    assert "社会保障卡" in str(one.why)
    assert reminded(desk, "2026-11-28", Side.STATION) == ()


def test_a_locked_document_reminds_as_well() -> None:
    desk = promised("gaoming")
    desk.do("grant_pending", Side.DISTRICT)

    assert acts(reminded(desk, "2026-11-28", Side.DISTRICT)) == ["terminate"]


def test_a_paper_that_came_breaks_no_promise() -> None:
    desk = promised("anyang")
    desk.do("take_papers", papers={"2": "seen"})

    assert noted(desk, "2026-12-20", Side.DISTRICT) is None
    assert reminded(desk, "2026-12-20", Side.DISTRICT) == ()


def test_a_paper_may_lie_at_a_station_that_was_not_heard_since() -> None:
    desk = promised("anyang")

    assert noted(desk, "2026-12-20", Side.DISTRICT, heard="2026-11-27 16:00") is None
    (one,) = reminded(desk, "2026-12-20", Side.DISTRICT, heard="2026-11-27 16:00")
    assert one.act == "deem_withdrawn"
    assert "not heard since" in str(one.why)
    assert noted(desk, "2026-12-20", Side.DISTRICT, heard="2026-11-28 08:00") == "deem_withdrawn"


# ---- what the program must not rely on


@pytest.mark.parametrize(
    ("desk", "act", "side"),
    [
        (received(), "deem_accepted", Side.STATION),
        (corrected("anyang"), "deem_withdrawn", Side.STATION),
        (promised("anyang"), "deem_withdrawn", Side.DISTRICT),
    ],
    ids=["notice", "correction", "promise"],
)
def test_on_a_clock_in_doubt_nothing_is_noted_and_somebody_is_reminded(
    desk: Desk, act: str, side: Side
) -> None:
    assert noted(desk, "2026-12-20", side) == act
    assert noted(desk, "2026-12-20", side, doubted=True) is None
    (one,) = reminded(desk, "2026-12-20", side, doubted=True)
    assert one.act == act
    assert "in doubt" in str(one.why)


def test_on_an_estimated_date_nothing_is_noted_and_somebody_is_reminded() -> None:
    desk = Desk()
    desk.now = at("2026-12-30 09:00")
    desk.through("take_papers", "receive")

    assert noted(desk, "2027-02-01") is None
    (one,) = reminded(desk, "2027-02-01")
    assert one.act == "deem_accepted"
    assert "estimated" in str(one.why)
    assert reminded(desk, "2026-12-31") == ()


def test_what_time_calls_for_can_be_done() -> None:
    for desk, side, kind in (
        (received(), Side.STATION, CaseDeemedAccepted),
        (corrected("zhejiang"), Side.STATION, CaseDeemedWithdrawn),
        (promised("anyang"), Side.DISTRICT, CaseDeemedWithdrawn),
    ):
        name = noted(desk, "2026-12-20", side)
        assert name is not None
        stamp = Stamp(at=at("2026-12-20"), by=SYSTEM)
        event = perform(name, {}, case=desk.case, side=side, law=desk.law, stamp=stamp)
        assert isinstance(event, kind)
        assert event.by == "系统"


def test_every_state_in_which_time_takes_a_step_is_watched() -> None:
    timed = {
        state
        for state, rows in STEPS.items()
        if any(row.actor is Actor.TIME for row in rows.values())
    }

    assert timed < WATCHED
    assert CaseState.GRANTED_PENDING in WATCHED
    assert CaseState.DELIVERED not in WATCHED


# ---- many cases


def test_a_case_that_cannot_be_looked_at_keeps_nobody_from_the_others() -> None:
    work = Gathering(())
    desk = received()
    desk.now += timedelta(days=30)
    with work.case("1"):
        work.noted.append(desk.do("deem_accepted"))
        raise StationError("{paper} is missing", "Bring {paper}.", paper="户口簿")
    with work.case("2"):
        raise OverflowError
    with work.case("3"):
        work.reminders.append(Reminder(case="3", act="return", why=StationError("so", "do")))
    passed = work.passed()

    assert passed.noted == ()
    assert [one.case for one in passed.reminders] == ["3"]
    assert [str(fault) for fault in passed.faults] == [
        "case 1: 户口簿 is missing", "case 2 has times that no clock can show",
    ]  # fmt: skip
    assert all(fault.hint for fault in passed.faults)


def test_when_nothing_can_be_kept_any_more_the_look_ends() -> None:
    class Full(StationError):
        """No room."""

    work = Gathering((Full,))
    with pytest.raises(Full), work.case("1"):
        raise Full("full", "Make room.")
    with pytest.raises(AttributeError), work.case("1"):
        raise AttributeError("a fault of the program")
    assert work.passed().faults == ()

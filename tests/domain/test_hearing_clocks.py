"""The clocks of a hearing and of a licence that ends (行政许可法 47, 50), by example."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from station.domain.decider_events import CaseArrived, CaseWithdrawn
from station.domain.dues import clocks, running
from station.domain.errors import BadInput, RuleBroken
from station.domain.expiry import last_day_to_ask
from station.domain.hearing_events import HearingAnswered
from station.domain.items import Span, Unit
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import CaseState
from station.domain.values import Side
from tests.domain.clock_desk import ACCEPTED, a_desk, dues, later, said
from tests.domain.round import Desk

# ---- hearings


def test_who_is_told_of_a_hearing_has_five_days_to_ask_and_it_is_held_within_twenty() -> None:
    """行政许可法 47: the asker's days are calendar days, the authority's working days."""
    desk = said(a_desk(*ACCEPTED), "offer_hearing")
    assert dues(desk)["Asking for a hearing"] == date(2026, 11, 30)  # the fifth is a Saturday
    said(later(desk, 2), "answer_hearing")

    assert "Asking for a hearing" not in dues(desk)
    assert dues(desk)["Hearing"] == date(2026, 12, 23)
    assert "Hearing" not in dues(said(desk, "hold_hearing", on="2026-11-25"))


def test_a_second_wish_for_a_hearing_gives_the_authority_no_further_days() -> None:
    desk = said(said(a_desk(*ACCEPTED), "offer_hearing"), "answer_hearing")
    first = dues(desk)["Hearing"]

    assert dues(said(later(desk, 2), "answer_hearing", who="示例邻居"))["Hearing"] == first


def test_a_wish_that_is_put_on_record_later_counts_from_its_own_day() -> None:
    desk = later(said(a_desk(*ACCEPTED), "offer_hearing"), 8)
    with pytest.raises(BadInput, match="not between 2026-11-23 and today"):
        said(desk, "answer_hearing", on="2026-12-02")
    said(desk, "answer_hearing", on="2026-11-30")

    assert dues(desk)["Hearing"] == date(2026, 12, 28)


@pytest.mark.parametrize("how", ["declined", "too late", "never told"])
def test_nobody_has_to_hold_a_hearing_that_was_not_asked_for_in_time(how: str) -> None:
    desk = a_desk(*ACCEPTED)
    if how != "never told":
        said(desk, "offer_hearing")
    later(desk, 8 if how == "too late" else 1)
    said(desk, "answer_hearing", wanted="no" if how == "declined" else "yes")

    assert not {"Hearing", "Asking for a hearing"} & set(dues(desk))


def test_the_right_to_a_hearing_lapses_without_an_alarm() -> None:
    desk = later(said(a_desk(*ACCEPTED), "offer_hearing"), 8)

    assert "Asking for a hearing" not in dues(desk)


def test_a_wish_of_which_the_authority_hears_when_all_is_over_starts_nothing_anywhere() -> None:
    """Two offices that did not hear each other come to the same clocks."""
    desk = said(said(a_desk(*ACCEPTED), "offer_hearing"), "request")
    now, number = desk.now, desk.case.number
    asks = HearingAnswered(
        at=now,
        by="示例",
        case=number,
        wanted=True,
        who="示例",
        on=now.date(),
        reason="",
        in_time=True,
    )
    ends = CaseWithdrawn(at=now, by="示例", case=number, reason="不办了")
    station = desk.case.after(Side.STATION, asks).after(Side.DISTRICT, ends)
    district = desk.case.after(Side.DISTRICT, ends).after(Side.STATION, asks)

    for case in (station, district):
        assert all(run.stopped for run in case.clocks.values())
        assert clocks(case, desk.law.reckoning, date(2026, 12, 1)) == ()


def test_a_wish_for_a_hearing_may_lie_at_a_station_that_was_not_heard_since() -> None:
    """行政许可法 47: nothing is decided while somebody may have asked in time."""
    desk = later(said(a_desk(*ACCEPTED), "offer_hearing"), 8)
    desk.law = replace(desk.law, heard=datetime(2026, 11, 30, 12, tzinfo=OFFICIAL_TIME))
    with pytest.raises(RuleBroken, match="not heard since") as fault:
        said(desk, "refuse")
    assert "call the station" in fault.value.hint

    desk.law = replace(desk.law, heard=datetime(2026, 12, 1, 8, tzinfo=OFFICIAL_TIME))
    assert said(desk, "refuse").case.state is CaseState.REFUSED


# ---- licences that end

LICENCE = {"item_type": "行政许可"}


def test_a_licence_shows_until_when_its_renewal_is_asked_for_in_time() -> None:
    """行政许可法 50: thirty days before it ends; the case may be archived meanwhile."""
    desk = said(a_desk(*ACCEPTED, "grant", **LICENCE), "dispatch", valid_until="2027-11-30")
    assert dues(said(said(desk, "deliver"), "archive")) == {
        "Asking for the renewal": date(2027, 10, 31)
    }
    said(desk, "answer_renewal")
    assert dues(desk) == {}


def test_only_a_licence_that_was_granted_is_watched() -> None:
    other = said(a_desk(*ACCEPTED, "grant"), "dispatch", valid_until="2027-11-30")
    refused = said(a_desk(*ACCEPTED, "refuse", **LICENCE), "dispatch", valid_until="2027-11-30")

    assert all("Asking for the renewal" not in dues(desk) for desk in (other, refused))


def test_nobody_is_late_when_a_right_to_ask_lapses() -> None:
    desk = said(a_desk(*ACCEPTED, "grant", **LICENCE), "dispatch", valid_until="2027-01-31")
    said(said(desk, "deliver"), "archive")

    assert running(desk.case, desk.law.reckoning, date(2027, 3, 1)) is None
    assert dues(later(desk, 100)) == {"Asking for the renewal": date(2027, 1, 1)}


def test_the_renewal_is_decided_before_the_licence_ends_whatever_else_takes_time() -> None:
    """行政许可法 50: nothing is left out of this one."""
    desk = said(a_desk("take_papers", **LICENCE), "name_renewal")
    assert "Decision on the renewal" not in dues(desk)  # nothing was asked for yet
    for act in (*ACCEPTED[1:], "suspend"):
        said(desk, act)

    assert dues(desk)["Decision on the renewal"] == date(2027, 1, 31)
    said(said(desk, "resume"), "grant")
    assert "Decision on the renewal" not in dues(desk)


def test_a_renewal_that_is_asked_for_too_late_has_only_the_limits_of_the_item() -> None:
    desk = a_desk("take_papers", **LICENCE)
    said(desk, "name_renewal", valid_until="2026-12-22")
    for act in ACCEPTED[1:]:
        said(desk, act)

    assert "Decision on the renewal" not in dues(desk)


def test_a_renewal_that_had_to_be_corrected_was_asked_for_when_it_first_came() -> None:
    """行政许可法 50: what counts is the day of the application."""
    desk = a_desk("take_papers", **LICENCE)
    desk.law = replace(desk.law, rules=replace(desk.law.rules, receiving_point=False))
    said(said(said(desk, "name_renewal", valid_until="2026-12-25"), "receive"), "hand_over")
    arrives(desk)
    said(said(later(desk, 4), "ask_correction"), "take_papers")
    arrives(said(desk, "hand_over"))
    said(desk, "accept")

    assert dues(desk)["Decision on the renewal"] == date(2026, 12, 25)


def arrives(desk: Desk) -> None:
    here = CaseArrived(at=desk.now, by="示例", case=desk.case.number)
    desk.case = desk.case.after(Side.DISTRICT, here)


def test_no_day_from_outside_is_too_early_to_be_counted_back_from() -> None:
    month = Span(value=30, unit=Unit.NATURAL_DAY)

    assert last_day_to_ask(date(1, 1, 5), month) == date.min
    assert last_day_to_ask(date(2027, 1, 31), month) == date(2027, 1, 1)

"""The clocks of a hearing and of a licence that ends (行政许可法 47, 50), by example."""

from datetime import date

import pytest

from station.domain.dues import running
from tests.domain.clock_desk import ACCEPTED, a_desk, dues, later, said

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

"""What residents say of the service: free, once a visit, counted as it was said."""

from datetime import date
from decimal import Decimal

import pytest

from station.domain.case import Case
from station.domain.errors import RuleBroken
from station.domain.guard import Guard
from station.domain.masking import masked
from station.domain.period import days
from station.domain.ratings import open_ratings, ratings, satisfaction
from station.domain.states import CaseState
from station.domain.steps import ROWS
from station.domain.window import LEVELS
from station.domain.window_events import CaseRated
from tests.domain.round import Desk

EVER = days(date(2026, 1, 1), date(2026, 12, 31))


def delivered() -> Desk:
    return Desk().through(
        "take_papers", "receive", "hand_over", "accept", "grant", "dispatch", "appoint_pickup",
        "deliver",
    )  # fmt: skip


def rated(level: int) -> Desk:
    desk = delivered()
    desk.do("rate", level=LEVELS[level - 1], channel="desk")
    return desk


def share(*cases: Case, unrated_counts: bool = False) -> Decimal | None:
    return satisfaction(cases, EVER, unrated_counts=unrated_counts).share


def test_the_satisfied_are_the_three_upper_levels_of_those_who_rated() -> None:
    cases = [rated(level).case for level in (1, 2, 3, 4, 5, 1)]

    found = satisfaction(cases, EVER, unrated_counts=False)
    assert (found.satisfied, found.rated, found.share) == (4, 6, Decimal("66.7"))
    assert found.levels == {1: 2, 2: 1, 3: 1, 4: 1, 5: 1}


def test_without_a_rating_there_is_nothing_to_count_unless_the_place_says_so() -> None:
    assert share(delivered().case) is None
    assert share(delivered().case, rated(5).case) == Decimal("0.0")
    assert share(delivered().case, rated(5).case, unrated_counts=True) == Decimal("50.0")
    assert share(Desk().case, unrated_counts=True) is None, "not answered yet"


def test_no_step_asks_for_a_rating() -> None:
    """自愿: an answered case is archived without one."""
    desk = delivered()
    desk.do("archive")

    assert desk.case.state is CaseState.ARCHIVED
    assert not [row for row in ROWS if row.begin == (CaseState.RATED,)]


def test_a_visit_is_rated_once_and_another_visit_again() -> None:
    desk = rated(2)
    with pytest.raises(RuleBroken):
        desk.do("rate", level="satisfied", channel="qr")
    desk.do("rate", level="very_dissatisfied", channel="qr", visit="2026-11-20")

    assert [one.rated.level for one in ratings(desk.case)] == [2, 5]
    assert Guard.ONE_RATING_A_VISIT in next(r.guards for r in ROWS if r.event is CaseRated)


@pytest.mark.parametrize("outcome", ["mistaken", "malicious"])
def test_a_rating_found_wrong_is_left_out_and_stays_as_it_was(outcome: str) -> None:
    desk = rated(5)
    desk.do("contact_rater", words="已联系")
    desk.do("settle_rating", outcome=outcome, words="按错了")

    found = satisfaction([desk.case, rated(1).case], EVER, unrated_counts=False)
    assert (found.rated, found.left_out, found.share) == (1, 1, Decimal("100.0"))
    [one] = ratings(desk.case)
    assert one.rated.level == 5
    assert one.contacted is not None


def test_what_was_mended_still_counts() -> None:
    desk = rated(4)
    desk.do("contact_rater", words="已联系")
    desk.do("settle_rating", outcome="mended", words="已改")

    assert share(desk.case) == Decimal("0.0")


def test_what_was_said_of_one_bad_rating_is_not_said_of_another() -> None:
    desk = rated(5)
    desk.do("rate", level="dissatisfied", channel="qr", visit="2026-11-20")
    desk.do("contact_rater", visit="2026-11-20", words="已联系")
    with pytest.raises(RuleBroken, match="nobody has spoken"):
        desk.do("settle_rating", visit="2026-11-23", outcome="mistaken", words="按错了")
    desk.do("settle_rating", visit="2026-11-20", outcome="mistaken", words="按错了")
    first, second = ratings(desk.case)

    assert (first.contacted, first.settled, first.counts) == (None, None, True)
    assert second.contacted is not None
    assert not second.counts
    assert open_ratings(desk.case) == (first,)


def test_only_ratings_of_the_time_asked_for_are_counted() -> None:
    before = days(date(2026, 1, 1), date(2026, 10, 31))

    found = satisfaction([rated(1).case, delivered().case], before, unrated_counts=True)
    assert (found.rated, found.unrated, found.share) == (0, 0, None)


def test_the_words_of_a_rater_are_hidden_where_people_are_masked() -> None:
    """评价人信息受保护: a comment often says who wrote it."""
    desk = delivered()
    desk.do("rate", level="satisfied", channel="paper", words="我是示例家的老二")
    said = desk.case.last(CaseRated)
    assert said is not None

    assert masked({"comment": said.comment}) == {"comment": "***"}

"""Another working calendar: which ends move, who writes it down, and that it is written once."""

from dataclasses import replace
from datetime import date

import pytest

from station.domain.calendar import WorkCalendar, WorkYear
from station.domain.fact_events import DueMoved
from station.domain.recount import moves, read_back, written
from station.domain.stamp import SYSTEM, Stamp
from station.domain.values import Side
from tests import makers
from tests.domain.round import ROUND, Desk
from tests.makers import at

LIMIT = {
    "value": 30, "unit": "working_day", "basis": "示例条例第九条", "provenance": "typical",
}  # fmt: skip
BEFORE = makers.calendar()
NOTICE = replace(
    makers.work_year(2027, off={date(2027, 1, 1): "元旦", date(2027, 1, 4): "元旦"}, final=False),
    document="国办发明电〔2026〕9号",
)
AFTER = WorkCalendar({**BEFORE.years, 2027: NOTICE})


def accepted(*more: str) -> Desk:
    """Accepted on Friday, 20 November 2026, to be decided within thirty working days."""
    desk = Desk(makers.item(legal_limit=LIMIT))
    desk.now = at("2026-11-20 09:30")
    return desk.through(*ROUND[:4], *more)


def moved(
    desk: Desk, side: Side, before: WorkCalendar = BEFORE, after: WorkCalendar = AFTER
) -> tuple[DueMoved, ...]:
    stamp = Stamp(at=at("2026-12-01"), by=SYSTEM)
    by = replace(desk.law.reckoning, calendar=after)
    return moves(desk.case, by, before, side=side, stamp=stamp)


def test_both_dates_are_told_with_the_notice_that_moved_them() -> None:
    (one,) = moved(accepted(), Side.DISTRICT)

    assert (one.clock, one.by, one.at) == ("Legal decision", SYSTEM, at("2026-12-01"))
    assert (one.was.at, one.was.provisional) == (at("2027-01-04 17:00"), True)
    assert (one.now.at, one.now.provisional) == (at("2027-01-05 17:00"), False)
    assert one.why == "2027年放假安排（国办发明电〔2026〕9号，第1版）"


def test_the_same_calendar_moves_nothing() -> None:
    assert moved(accepted(), Side.DISTRICT, BEFORE, BEFORE) == ()


def test_a_notice_that_leaves_the_end_where_it_was_moves_nothing() -> None:
    plain = replace(NOTICE, off={date(2027, 1, 1): "元旦"})

    assert moved(accepted(), Side.DISTRICT, after=WorkCalendar({**BEFORE.years, 2027: plain})) == ()


def test_who_does_not_hold_the_case_writes_nothing() -> None:
    assert moved(accepted(), Side.STATION) == ()


def test_the_window_writes_for_the_clocks_that_are_its_own() -> None:
    desk = Desk()
    desk.now = at("2026-12-29 09:30")
    desk.through(*ROUND[:2])
    assert [one.clock for one in moved(desk, Side.STATION)] == ["Hand over", "One-time notice"]
    desk.through("hand_over")

    assert moved(desk, Side.STATION) == ()
    assert [one.clock for one in moved(desk, Side.DISTRICT)] == ["One-time notice"]


def test_a_bad_rating_is_the_windows_whoever_holds_the_case() -> None:
    desk = accepted()
    desk.now = at("2026-12-31 09:30")
    desk.do("rate", level="very_dissatisfied", channel="desk")
    window = [one.clock for one in moved(desk, Side.STATION)]

    assert window
    assert all("bad rating" in clock for clock in window)
    assert [one.clock for one in moved(desk, Side.DISTRICT)] == ["Legal decision"]


def test_what_is_on_record_is_not_written_again() -> None:
    desk = accepted()
    (one,) = moved(desk, Side.DISTRICT)
    desk.case = desk.case.after(Side.DISTRICT, one)

    assert moved(desk, Side.DISTRICT) == ()
    (back,) = moved(desk, Side.DISTRICT, before=AFTER, after=BEFORE)
    assert (back.was.at, back.now.at) == (one.now.at, one.was.at)
    assert back.why == "2027年放假安排已撤下"


def test_a_second_version_of_a_notice_moves_dates_again() -> None:
    desk = accepted()
    (one,) = moved(desk, Side.DISTRICT)
    desk.case = desk.case.after(Side.DISTRICT, one)
    second = replace(NOTICE, version=2, off={**NOTICE.off, date(2027, 1, 5): "元旦"})
    (again,) = moved(desk, Side.DISTRICT, AFTER, WorkCalendar({**BEFORE.years, 2027: second}))

    assert (again.was.at.date(), again.now.at.date()) == (date(2027, 1, 5), date(2027, 1, 6))
    assert "第2版" in again.why


def test_a_case_that_has_ended_moves_no_more() -> None:
    desk = accepted()
    desk.through("start_review", "refuse", "dispatch", "appoint_pickup", "deliver")

    assert moved(desk, Side.STATION) == ()


@pytest.mark.parametrize("calendar", [BEFORE, AFTER, WorkCalendar({})], ids=["1", "2", "none"])
def test_a_calendar_is_written_down_and_read_back(calendar: WorkCalendar) -> None:
    assert read_back(written(calendar)) == calendar


def test_the_order_of_the_files_does_not_matter() -> None:
    turned: dict[int, WorkYear] = dict(sorted(AFTER.years.items(), reverse=True))

    assert written(WorkCalendar(turned)) == written(AFTER)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"years":3}', '{"years":[{"year":2027}]}', "\0"])
def test_what_cannot_be_read_back_is_no_calendar(text: str) -> None:
    assert read_back(text) is None

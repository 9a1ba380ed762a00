"""The clock that strikes first in each state."""

from datetime import date

import pytest

from station.domain.decider_events import CaseAccepted
from station.domain.dues import running
from station.domain.values import Side
from tests import makers
from tests.domain.round import ROUND, Desk


def clock_after(*names: str) -> tuple[str, date] | None:
    desk = Desk().through(*names)
    found = running(desk.case, desk.law.reckoning, desk.now.date())
    return (found.clock, found.due.at.date()) if found else None


@pytest.mark.parametrize(
    ("names", "clock"),
    [
        (ROUND[:1], None),
        (ROUND[:2], ("Hand over", date(2026, 11, 26))),
        (ROUND[:3], ("One-time notice", date(2026, 11, 30))),
        (ROUND[:4], ("Promised decision", date(2026, 11, 30))),
        (ROUND[:6], ("Delivery", date(2026, 12, 7))),
        (ROUND[:7], ("Delivery", date(2026, 12, 7))),
        (ROUND[:9], None),
    ],
    ids=["draft", "received", "handed over", "accepted", "granted", "in delivery", "delivered"],
)
def test_the_law_sets_the_clock_of_each_state(
    names: tuple[str, ...], clock: tuple[str, date] | None
) -> None:
    assert clock_after(*names) == clock


def test_a_correction_runs_until_the_day_that_the_authority_named() -> None:
    desk = Desk().through("take_papers", "receive", "hand_over")
    desk.do("ask_correction", Side.DISTRICT, fix_by="2026-12-04")
    found = running(desk.case, desk.law.reckoning, desk.now.date())

    assert found is not None
    assert (found.clock, found.due.at.date()) == ("Correction", date(2026, 12, 4))


def test_a_decision_is_due_by_the_law_of_its_item_and_no_other() -> None:
    limit = {
        "value": 15, "unit": "calendar_day", "basis": "示例条例第九条", "provenance": "typical",
    }  # fmt: skip
    promise = limit | {"value": 10, "unit": "working_day", "basis": ""}
    desk = Desk(makers.item(legal_limit=limit, promised_limit=promise)).through(*ROUND[:4])
    accepted = desk.case.last(CaseAccepted)

    assert accepted is not None
    assert accepted.legal_due is not None
    assert accepted.legal_due.basis == "示例条例第九条"

"""A desk at which clocks run, for tests of the dates."""

from datetime import date, timedelta

from station.domain.dues import clocks
from tests import makers
from tests.domain.ready import side_of
from tests.domain.round import ANSWERS, Desk

LIMIT = {"value": 20, "unit": "working_day", "basis": "示例", "provenance": "typical"}
ACCEPTED = ("take_papers", "receive", "hand_over", "accept")


def dues(desk: Desk) -> dict[str, date]:
    """When each clock that runs strikes."""
    found = clocks(desk.case, desk.law.reckoning, desk.now.date())
    return {one.clock: one.due.at.date() for one in found}


def a_desk(*names: str, rules: str = "national", **item: object) -> Desk:
    desk = Desk(makers.item(**{"legal_limit": LIMIT, **item}), rules)
    for name in names:
        said(desk, name)
    return desk


def said(desk: Desk, name: str, **more: object) -> Desk:
    """The act is done by whoever may."""
    desk.do(name, side_of(desk, name), **{**ANSWERS.get(name, {}), **more})
    return desk


def later(desk: Desk, days: int) -> Desk:
    desk.now += timedelta(days=days)
    return desk

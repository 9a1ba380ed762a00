"""One case on two desks that see each other, for tests of the rules."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from station.desk.calendars import calendar
from station.domain.act import Law
from station.domain.acts import open_case, perform
from station.domain.case import Case
from station.domain.events import CaseEvent
from station.domain.items import Item
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.states import HOLDER, Holder
from station.domain.values import Side
from tests import makers

MONDAY = datetime(2026, 11, 23, 9, tzinfo=OFFICIAL_TIME)
CLOSES = time(17)
NUMBER = "330211105203-KQ-20261123-0001"

FIELDS: Mapping[str, Mapping[str, object]] = {
    "take_papers": {"papers": {"1": "seen", "2": "promised"}},
    "accept": {"official_number": "示例-2026-0001"},
    "ask_correction": {"defects": "居民身份证;已过期;指南第2条;换发新证后提交"},
    "refuse": {"reason": "不符合条件", "basis": "示例办法第三条"},
    "dispatch": {"document": "示例决定书", "copies": "1"},
    "appoint_pickup": {
        "day": "2026-12-01", "slot": "上午", "place": "本站", "bring": "身份证", "who": "本人",
    },
    "deliver": {"way": "direct", "place": "本站", "receiver": "示例", "relation": "self"},
    "withdraw": {"reason": "不办了"},
    "void": {"reason": "录入错误"},
}  # fmt: skip
"""What is said for each act, where something must be."""


class Desk:
    """One case on two desks that see each other: every act goes through `perform`."""

    def __init__(self, item: Item | None = None) -> None:
        self.item = item or makers.item()
        self.law = Law(item=self.item, calendar=calendar(), closes=CLOSES)
        self.now = MONDAY
        self.case = Case.begin(
            open_case(number=NUMBER, item=self.item, applicant=makers.person(), stamp=self.stamp())
        )

    def stamp(self) -> Stamp:
        self.now += timedelta(minutes=1)
        return Stamp(at=self.now, by="示例")

    def do(self, name: str, side: Side = Side.STATION, **given: object) -> CaseEvent:
        event = perform(
            name, {**FIELDS.get(name, {}), **given}, case=self.case, side=side, law=self.law,
            stamp=self.stamp(),
        )  # fmt: skip
        self.case = self.case.after(side, event)
        return event

    def through(self, *names: str) -> "Desk":
        for name in names:
            side = Side.DISTRICT if HOLDER[self.case.state] is Holder.DECIDER else Side.STATION
            self.do(name, side)
        return self


ROUND = (
    "take_papers", "receive", "hand_over", "accept", "start_review", "grant", "dispatch",
    "appoint_pickup", "deliver", "archive",
)  # fmt: skip

"""One case on two desks that see each other, for tests of the rules."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType

from station.desk.calendars import calendar
from station.desk.local_rules import local_rules
from station.domain.act import Law
from station.domain.acts import open_case, perform
from station.domain.approvers import Approver
from station.domain.case import Case
from station.domain.event import CaseEvent
from station.domain.items import Item
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.states import HOLDER, Holder
from station.domain.values import Side
from tests import makers

MONDAY = datetime(2026, 11, 23, 9, tzinfo=OFFICIAL_TIME)
CLOSES = time(17)
NUMBER = "330211105203-KQ-20261123-0001"

FIELDS: Mapping[str, Mapping[str, object]] = {
    "take_papers": {"papers": {"1": "seen", "2": "copy"}},
    "accept": {"official_number": "示例-2026-0001"},
    "ask_correction": {"defects": "居民身份证;已过期;指南第2条;换发新证后提交"},
    "refuse": {"reason": "不符合条件", "basis": "示例办法第三条"},
    "dispatch": {"document": "示例决定书", "copies": "1"},
    "appoint_pickup": {
        "day": "2026-12-01", "slot": "上午", "place": "本站", "bring": "身份证", "who": "本人",
    },
    "deliver": {"way": "direct", "place": "本站", "receiver": "示例𠮷䶮", "relation": "self"},
    "archive": {"by_hand": "纸质卷"},
    "withdraw": {"reason": "不办了"},
    "void": {"reason": "录入错误"},
}  # fmt: skip
"""What is said for each act of the round, where something must be."""

_PERSON = {"name": "示例", "id": "330211198503120016", "phone": "", "address": ""}
ANSWERS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        **FIELDS,
        "fix_on_spot": {"field": "phone", "after": "13800001234"},
        "ask_pre_review": {"question": "材料够吗"},
        "answer_pre_review": {"opinion": "pass"},
        "accept_gap": {"official_number": "示例-2026-0002", "until": "2026-11-30",
                       "credit": "clean"},
        "not_required": {"reason": "无需", "basis": "示例办法第一条"},
        "not_accept": {"reason": "不属本机关", "basis": "示例办法第二条", "authority": "示例局"},
        "give_up_correction": {"reason": "补不了"},
        "post_publicity": {"place": "村务公开栏", "days": "7"},
        "suspend": {"what": "听证", "reason": "当事人申请", "days": "10"},
        "resume": {"outcome": "已结束"},
        "extend": {"reason": "情况复杂", "approver": "示例局长"},
        "forward": {"to": "市级"},
        "revoke_acceptance": {"reason": "未补", "basis": "示例", "bad_paper": "材料2"},
        "return": {"reason": "放弃", "basis": "示例"},
        "terminate": {"reason": "对象消失", "basis": "示例"},
        "plan_delivery": {"way": "home", "day": "2026-12-02", "place": "示例镇"},
        "record_failure": {"why": "nobody_there", "place": "示例镇"},
        "rate": {"level": "satisfied", "channel": "desk"},
        "transfer": {"to": "330211105204", "reason": "两村合并"},
        "write": {"words": "请看"},
        "contact": {"channel": "telephone", "words": "已电话告知"},
        "name_party": {"role": "recipient", "relation": "子女", **_PERSON},
        "give_mandate": {
            "matter": "代办", "powers": "submit, collect", "begins": "2026-11-01",
            "ends": "2027-11-01", **_PERSON,
        },
        "revoke_mandate": {"reason": "不再委托"},
        "move_originals": {"papers": "1", "to": "road_up"},
        "request": {"what": "withdrawal", "reason": "不办了"},
        "extend_promise": {"seq": "2", "until": "2027-01-04", "reason": "不可抗力"},
        "visit_site": {"staff": "甲\n乙", "findings": "属实"},
        "give_opinion": {"opinion": "同意"},
        "issue_letter": {"number": "同-1", "to_case": NUMBER, "valid_until": "2027-01-04"},
        "rely_on_letter": {"number": "同-1", "of_case": NUMBER, "valid_until": "2027-01-04"},
        "explain_no": {"what": "correction", "explained": "yes"},
        "contact_rater": {"words": "已联系"},
        "offer_hearing": {"to": "示例\n示例邻居", "about": "拟不予许可"},
        "answer_hearing": {"wanted": "yes", "reason": "要求听证"},
        "hold_hearing": {"on": "2026-11-23", "chair": "示例主持人", "minutes": "听证笔录第1号"},
        "name_renewal": {"document_number": "示例证1号", "valid_until": "2027-01-31"},
        "answer_renewal": {"wanted": "no"},
        "settle_rating": {"outcome": "explained", "words": "已解释"},
    }
)  # fmt: skip
"""What may be said for each act there is."""


class Desk:
    """One case on two desks that see each other: every act goes through `perform`."""

    def __init__(self, item: Item | None = None, rules: str = "national") -> None:
        """`rules` names the local rules of the place."""
        self.item = item or makers.item()
        self.law = Law(item=self.item, calendar=calendar(), closes=CLOSES, rules=local_rules(rules))
        self.now = MONDAY
        self.case = Case.begin(
            open_case(
                number=NUMBER,
                item=self.item,
                approver=Approver.of(self.item),
                applicant=makers.person(),
                stamp=self.stamp(),
            )
        )

    def stamp(self) -> Stamp:
        self.now += timedelta(minutes=1)
        return Stamp(at=self.now, by="示例")

    def do(self, name: str, /, side: Side = Side.STATION, **given: object) -> CaseEvent:
        event = perform(
            name, {**FIELDS.get(name, {}), **given}, case=self.case, side=side, law=self.law,
            stamp=self.stamp(),
        )  # fmt: skip
        self.case = self.case.after(side, event)
        return event

    def through(self, *names: str) -> "Desk":
        for name in names:
            side = self.case.decider if HOLDER[self.case.state] is Holder.DECIDER else Side.STATION
            self.do(name, side)
        return self


ROUND = (
    "take_papers", "receive", "hand_over", "accept", "start_review", "grant", "dispatch",
    "appoint_pickup", "deliver", "archive",
)  # fmt: skip

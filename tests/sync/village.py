"""What a village writes in a week: events of many cases with values like those of real life.

Each case is a resident who was never here before and an item of the catalogue; its papers are
taken in, it is received, and handed over to the district. Times are those of a machine, to the
microsecond. All people are samples.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random  # noqa: TID251  seeded: every run is the same

from station.desk.calendars import calendar
from station.desk.cases import all_papers
from station.desk.catalogue import SHIPPED, catalogue
from station.desk.local_rules import local_rules
from station.domain.act import Law
from station.domain.acts import open_case, perform
from station.domain.approvers import Approver
from station.domain.case import Case
from station.domain.codec import encode
from station.domain.event import CaseEvent, Event
from station.domain.items import Item
from station.domain.numbers import case_number
from station.domain.office_events import HeadSigned
from station.domain.people import Person
from station.domain.person_events import PersonInformed
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Side
from sync.line import MOST_EVENTS, Parcel
from tests.domain.round import CLOSES
from tests.makers import id_number
from tests.sync.parcels import DISTRICT, DISTRICT_KEYS, STATION, STATION_KEYS, post

PAPERS = 3
"""How many of them the items ask for by which bytes are measured."""
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香建国玉梅文𠮷䶮龙志春海燕红小"
_PREFIXES = ("138", "139", "135", "136", "137", "150", "151", "152", "158", "187", "189", "133")


@dataclass(frozen=True, kw_only=True)
class Village:
    """Who works where."""

    station: str
    tag: str
    agents: tuple[str, ...]
    address: str
    """Before the number of the house."""
    begins: datetime


HERE = Village(
    station=STATION, tag="KQ", agents=("示例代办员", "示例甲"), address="示例镇岚山村",
    begins=datetime(2026, 11, 23, 8, 30, tzinfo=OFFICIAL_TIME),
)  # fmt: skip


@lru_cache(maxsize=1)
def every_item() -> tuple[Item, ...]:
    """Those that ask for any paper."""
    return tuple(one for one in catalogue(SHIPPED).versions if all_papers(one))


@lru_cache(maxsize=1)
def usual_items() -> tuple[Item, ...]:
    """Those that ask everybody for three papers."""
    return tuple(one for one in catalogue(SHIPPED).versions if len(all_papers(one)) == PAPERS)


class Week:
    """The events of one station, as they are written."""

    def __init__(self, village: Village, rng: Random, items: Sequence[Item] = ()) -> None:
        self._village = village
        self._rng = rng
        self._items = {one.id: one for one in items or usual_items()}
        self._now = village.begins
        self._agent = village.agents[0]
        self._written = 0
        self._serial = 0

    def cases(self, count: int) -> list[bytes]:
        """The events of so many cases: recorded one by one, handed over in the evening."""
        waiting: list[Case] = []
        events: list[bytes] = []
        for place in range(count):
            if place and place % 40 == 0:
                events += self._evening(waiting)
            waiting.append(self._recorded(events))
        return [*events, *self._evening(waiting)]

    def _recorded(self, events: list[bytes]) -> Case:
        """One case, taken in and received."""
        self._now += timedelta(seconds=self._rng.randint(60, 700))
        item = self._rng.choice(tuple(self._items.values()))
        self._serial += 1
        stamp, person = self._stamp(), self._resident()
        opened = open_case(
            number=case_number(self._village.station, self._village.tag, stamp.at.date(),
                               self._serial),
            item=item, approver=Approver.of(item), applicant=person, stamp=stamp,
        )  # fmt: skip
        case = Case.begin(opened)
        events.append(self._write(opened))
        for act, given in (("take_papers", {"papers": all_papers(item)}), ("receive", {})):
            one = self._done(act, given, case)
            case = case.after(Side.STATION, one)
            events.append(self._write(one))
        events.append(
            self._write(
                PersonInformed(at=stamp.at, by=stamp.by, person=person.id_number, version="2026-1")
            )
        )
        return case

    def _evening(self, waiting: list[Case]) -> Iterator[bytes]:
        """What waits is handed over, and the agent signs for the day."""
        for case in waiting:
            yield self._write(self._done("hand_over", {}, case))
        waiting.clear()
        now = self._stamp()
        signature = self._rng.randbytes(64).hex()
        yield self._write(HeadSigned(at=now.at, by=now.by, signature=signature))
        self._now = self._now.replace(hour=8, minute=30) + timedelta(days=1)
        self._serial = 0
        self._agent = self._rng.choice(self._village.agents)

    def _done(self, act: str, given: Mapping[str, object], case: Case) -> CaseEvent:
        item = self._items[case.opened.item]
        law = Law(item=item, calendar=calendar(), closes=CLOSES, rules=local_rules("national"))
        return perform(act, given, case=case, side=Side.STATION, law=law, stamp=self._stamp())

    def _write(self, event: Event) -> bytes:
        self._written += 1
        return encode(event, self._written)

    def _stamp(self) -> Stamp:
        self._now += timedelta(microseconds=self._rng.randint(300, 4000))
        return Stamp(at=self._now, by=self._agent)

    def _resident(self) -> Person:
        rng = self._rng
        born = datetime(1938, 1, 1, tzinfo=OFFICIAL_TIME) + timedelta(days=rng.randint(0, 25_000))
        area = self._village.station[:6] if rng.random() < 0.9 else rng.choice(("330226", "330281"))
        given = "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2, 2))))
        return Person(
            name=rng.choice(_SURNAMES) + given,
            id_number=id_number(f"{born:%Y%m%d}", f"{rng.randint(1, 399):03}", area),
            phone=rng.choice(_PREFIXES) + f"{rng.randint(0, 10**8 - 1):08}",
            address=f"{self._village.address}{rng.randint(1, 420)}号",
        )


def parcels_of(cases: int, seed: int) -> list[bytes]:
    """Sealed parcels with the events of so many cases, in the middle of a life."""
    rng = Random(seed)
    events = Week(HERE, rng).cases(cases)
    line = post(STATION, DISTRICT, STATION_KEYS, DISTRICT_KEYS)
    life, peers = rng.randbytes(16).hex(), rng.randbytes(16).hex()
    return [
        line.pack(
            Parcel(
                sender=STATION, recipient=DISTRICT, incarnation=life, first=4321 + start,
                after=rng.randbytes(32).hex(), events=tuple(events[start : start + MOST_EVENTS]),
                seen_incarnation=peers, seen=876, seen_head=rng.randbytes(32).hex(),
            )
        )
        for start in range(0, len(events), MOST_EVENTS)
    ]  # fmt: skip

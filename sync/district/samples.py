"""Stations that do not exist, with real keys: their cases are lawful, their residents samples
(示例), and their parcels sealed and signed like everybody's. A district is loaded with them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station.domain.act import Law
from station.domain.acts import open_case, perform
from station.domain.approvers import Approver
from station.domain.case import Case
from station.domain.chain import digest, genesis, links, signable
from station.domain.codec import encode
from station.domain.event import CaseEvent, Event
from station.domain.items import Item
from station.domain.local_rules import NATIONAL
from station.domain.materials import best_way, demanded
from station.domain.numbers import case_number
from station.domain.office_events import AgentAdded, HeadSigned, StationOpened
from station.domain.people import Person
from station.domain.person_events import PersonInformed
from station.domain.roles import AgentRole
from station.domain.stamp import Stamp
from station.domain.values import Side
from sync import enrol
from sync.district import rules
from sync.district.enrolment import admit, make_code
from sync.district.premises import District
from sync.enrol import Request
from sync.line import MOST_EVENTS, Parcel
from sync.post import Post
from sync.seal import PrivateKeys, PublicKeys

AGENT, TAG, APP = "示例代办员", "KQ", "sample/1"
_AREA = 330211
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰"


@dataclass(frozen=True, kw_only=True)
class SampleStation:
    """A simulated station that has enrolled. All keys are private seeds of 32 bytes."""

    code: str
    life: str
    keys: PrivateKeys
    agent: bytes = field(repr=False)
    """What its agent signs with."""
    district: str
    district_keys: PublicKeys

    @property
    def post(self) -> Post:
        """How its parcels are made and opened."""
        return Post(
            me=self.code, peer=self.district, app=APP, keys=self.keys,
            peer_receiving=self.district_keys.receiving,
            peer_signing=(self.district_keys.signing,),
        )  # fmt: skip

    def frames(self, cases: int, begins: datetime) -> list[tuple[int, bytes]]:
        """The sealed parcels with its first events, each with the number of its last one: so many
        cases, received and handed over."""
        events = _Desk(self, begins).day(cases)
        hashes = (genesis(self.code, self.life), *links(genesis(self.code, self.life), events))
        return [
            (
                min(start + MOST_EVENTS, len(events)),
                self.post.pack(self._parcel(start, events, hashes)),
            )
            for start in range(0, len(events), MOST_EVENTS)
        ]

    def _parcel(self, start: int, events: Sequence[bytes], hashes: Sequence[str]) -> Parcel:
        return Parcel(
            sender=self.code, recipient=self.district, incarnation=self.life, first=start + 1,
            after=hashes[start], events=tuple(events[start : start + MOST_EVENTS]),
            seen_incarnation="", seen=0, seen_head="",
        )  # fmt: skip


def enrolled(district: District, number: int) -> SampleStation:
    """Simulated station `number`, let in by a one-time code like any other."""
    chance = district.clock.chance
    code = f"{_AREA:06}{number:06}"
    keys = PrivateKeys(signing=chance(32), receiving=chance(32))
    request = Request(
        station=code, name=f"示例站{number}", incarnation=chance(16).hex(), keys=keys.public(),
        nonce=chance(16).hex(), app=APP,
    )  # fmt: skip
    key = enrol.code_key(make_code(district, code, request.name).code, code)
    asked = enrol.ask(request, key)
    answer = enrol.read_answer(admit(district, asked), asked, key)
    return SampleStation(
        code=code, life=request.incarnation, keys=keys, agent=chance(32),
        district=answer.district, district_keys=answer.keys,
    )  # fmt: skip


class _Desk:
    """The counter of one station, whose clock goes a second with each entry."""

    def __init__(self, station: SampleStation, begins: datetime) -> None:
        self._station = station
        self._signs = Ed25519PrivateKey.from_private_bytes(station.agent)
        self._items = _usual()
        self._law = _law()
        self._stamp = Stamp(at=begins, by=AGENT)
        self._events: list[bytes] = []

    def day(self, cases: int) -> Sequence[bytes]:
        """The entries from the opening of the station to the agent's signature."""
        public = self._signs.public_key().public_bytes_raw().hex()
        code, now = self._station.code, self._stamp
        self._write(StationOpened(at=now.at, by=AGENT, station=code, name="示例站"))
        self._write(
            AgentAdded(
                at=now.at, by=AGENT, agent=AGENT, role=AgentRole.LEAD.value, signs=public,
                opens=public, given=False,
            )
        )  # fmt: skip
        waiting = [self._received(serial) for serial in range(1, cases + 1)]
        for case in waiting:
            self._act(case, "hand_over", {})
        written = signable(map(digest, self._events))
        self._write(HeadSigned(at=now.at, by=AGENT, signature=self._signs.sign(written).hex()))
        return self._events

    def _received(self, serial: int) -> Case:
        item, person = self._items[serial % len(self._items)], self._resident(serial)
        opened = open_case(
            number=case_number(self._station.code, TAG, self._stamp.at.date(), serial),
            item=item, approver=Approver.of(item), applicant=person, stamp=self._stamp,
        )  # fmt: skip
        self._write(opened)
        papers = {str(one.seq): best_way(one).value for one in item.materials if demanded(one)}
        case = self._act(Case.begin(opened), "take_papers", {"papers": papers})
        case = self._act(case, "receive", {})
        self._write(
            PersonInformed(at=self._stamp.at, by=AGENT, person=person.id_number, version="2026-1")
        )
        return case

    def _act(self, case: Case, act: str, given: Mapping[str, object]) -> Case:
        law = self._law(next(one for one in self._items if one.id == case.opened.item))
        event = perform(act, given, case=case, side=Side.STATION, law=law, stamp=self._stamp)
        self._write(event)
        return case.after(Side.STATION, event)

    def _write(self, event: Event | CaseEvent) -> None:
        self._events.append(encode(event, len(self._events) + 1))

    def _resident(self, serial: int) -> Person:
        from stdnum.iso7064 import mod_11_2

        place = int(self._station.code[6:]) * 31 + serial
        days, sequence = divmod(place, 900)
        body = f"{_AREA}19{40 + days // 336 % 60}{1 + days // 28 % 12:02}{1 + days % 28:02}"
        body += f"{sequence + 1:03}"
        name = f"示例{_SURNAMES[place % 20]}{_GIVEN[place // 20 % 20]}{_GIVEN[place // 400 % 20]}"
        return Person(
            name=name, id_number=body + mod_11_2.calc_check_digit(body),
            phone=f"138{place % 10**8:08}", address=f"示例镇示例村{serial}号",
        )  # fmt: skip


def _usual() -> Sequence[Item]:
    """The items that ask everybody for three papers, and that the district decides."""
    return [
        one for one in rules.catalogue().newest.values() if sum(map(demanded, one.materials)) == 3
    ]


def _law() -> Callable[[Item], Law]:
    calendar, local = rules.calendar(), rules.local_rules(NATIONAL)
    return lambda item: Law(item=item, calendar=calendar, closes=time(17, 0), rules=local)


def counts(total: int, parts: int) -> Iterator[int]:
    """`total` in so many parts that differ by one at most."""
    return (total // parts + (place < total % parts) for place in range(parts))

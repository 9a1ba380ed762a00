"""One case told from both ends of the line: a real station, a real district, nothing between
them but parcels that `sync` carries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Self

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.local_rules import local_rules
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.acts import perform
from station.domain.case import Case
from station.domain.dues import Running, clocks
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.explaining import explain
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.states import CaseState
from station.domain.values import Paper, Side
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from tests import makers
from tests.district.pair import CLERK, Direct
from tests.office import HandClock

MONDAY = datetime(2026, 3, 2, 9, tzinfo=OFFICIAL_TIME)
"""On which every story begins. Until 3 April every Monday to Friday is a working day."""
AWARD = "WJ-02"
"""Decided by the district in 20 working days (15 promised), reviewed by the township; papers 5
to 7 may follow later."""
JOBLESS = "RS-03"
"""Decided by the district, with a public notice that the item leaves out of the clock."""
FELLING = "ZR-02"
"""A licence, decided by the township."""
MEMBER = "NY-07"
"""Decided in the village itself."""

PERSON: Mapping[str, str] = MappingProxyType(
    {"name": "示例𠮷䶮", "id": makers.id_number(), "phone": "13800005678", "address": "示例村1号"}
)
OTHER: Mapping[str, str] = MappingProxyType(
    {"name": "示例乙", "id": makers.id_number("19850312", "001"), "phone": "", "address": ""}
)
CHILD: Mapping[str, str] = MappingProxyType(
    {"name": "示例童", "id": makers.id_number("20180901", "004"), "phone": "", "address": ""}
)

SAID: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "ask_correction": {"defects": "居民身份证;已过期;指南第2条;换发新证后提交"},
        "not_accept": {"reason": "不属本机关职权", "basis": "行政许可法第三十二条"},
        "not_required": {"reason": "依法不需要办理", "basis": "行政许可法第三十二条"},
        "accept_gap": {"until": "2026-03-16", "credit": "clean"},
        "suspend": {"what": "专家评审", "reason": "需专家评审", "days": "10"},
        "resume": {"outcome": "已结束"},
        "extend": {"reason": "情况复杂", "approver": "示例局长"},
        "forward": {"to": "示例市卫生健康委员会"},
        "refuse": {"reason": "不符合条件", "basis": "示例办法第三条"},
        "return": {"reason": "长期不补正", "basis": "示例办法第五条"},
        "revoke_acceptance": {"reason": "逾期未补正", "basis": "第十一条第二款"},
        "terminate": {"reason": "逾期未补齐", "basis": "容缺受理制度"},
        "dispatch": {"document": "示例决定书", "copies": "1"},
        "deliver": {"way": "direct", "place": "本站", "receiver": "示例𠮷䶮", "relation": "self"},
        "record_failure": {"why": "nobody_there", "place": "示例村1号"},
        "rate": {"level": "satisfied", "channel": "desk"},
        "archive": {"by_hand": "纸质卷第1盒"},
        "withdraw": {"reason": "不办了"},
        "void": {"reason": "录入错误"},
        "request": {"reason": "申请人提出"},
    }
)
"""What is said where a story has nothing of its own to say."""


@dataclass(frozen=True, kw_only=True)
class End:
    """The case as one office knows it."""

    case: Case
    clocks: tuple[Running, ...]

    @property
    def told(self) -> object:
        """All that both offices must agree on."""
        return (
            self.case.state,
            self.case.papers,
            self.case.applicant,
            self.case.clocks,
            [(one.clock, one.due, one.held) for one in self.clocks],
        )


class Story:
    """A case at both ends. Acts are done at one of them and known at the other after `sync`."""

    def __init__(self, office: Office, district: District, rules: str) -> None:
        self.office, self.clerks = office, district
        office.rules = local_rules(rules)
        district.choose_rules(rules)
        self.until(MONDAY)
        self.number = ""

    # ---- telling

    def opened(
        self, item: str = AWARD, applicant: Mapping[str, str] = PERSON, **papers: object
    ) -> Self:
        """A new draft with all papers; `p5="promised"` says how paper 5 came in, None not."""
        rows: dict[str, object] = {**all_papers(self.office.item(item))}
        rows |= {name.removeprefix("p"): how for name, how in papers.items()}
        here = {seq: how for seq, how in rows.items() if how is not None}
        self.number = (
            CaseDesk(self.office).open(item, applicant, here, receive=False).case.number
        )  # fmt: skip
        return self

    def station(self, act: str, **said: object) -> Self:
        """The agent does this."""
        CaseDesk(self.office).act(self.number, act, {**SAID.get(act, {}), **said})
        return self

    def colleague(self, act: str, **said: object) -> Self:
        """Another agent of the same station does this."""
        case, now = CaseDesk(self.office).case(self.number), self.office.clock.now()
        event = perform(
            act, {**SAID.get(act, {}), **said}, case=case, side=Side.STATION,
            law=self.office.law(case), stamp=Stamp(at=now, by="示例站长"),
        )  # fmt: skip
        self.office.record(event)
        return self

    def district(self, act: str, **said: object) -> Self:
        """A clerk does this; an acceptance gets the next official number."""
        desk = ClerkDesk(self.clerks, CLERK)
        if act in ("accept", "accept_gap"):
            number = desk.suggested_number(desk.open(self.number))
            said = {"official_number": number, **said}
        desk.act(self.number, act, {**SAID.get(act, {}), **said})
        return self

    def takes(self, **papers: object) -> Self:
        """The agent takes in papers: `p5="seen"`."""
        rows = {name.removeprefix("p"): how for name, how in papers.items()}
        return self.station("take_papers", papers=rows)

    def sync(self) -> Self:
        """One exchange; nothing is handed over by itself."""
        desk = SyncDesk(self.office)
        desk._exchange(Direct(self.clerks), desk._post(), lambda _: None, lambda: False)
        return self

    def wait(self, **span: float) -> Self:
        """Time passes at both ends."""
        for clock in self._hands():
            clock.wait(**span)
        return self

    def until(self, moment: datetime | str) -> Self:
        """It is this moment now, at both ends."""
        for clock in self._hands():
            clock.time = moment if isinstance(moment, datetime) else makers.at(moment)
        return self

    def _hands(self) -> tuple[HandClock, HandClock]:
        ours, theirs = self.office.clock, self.clerks.clock
        assert isinstance(ours, HandClock)
        assert isinstance(theirs, HandClock)
        return ours, theirs

    # ---- what is usual

    def received(self, **papers: object) -> Self:
        """Received with all its papers; see `opened`."""
        return self.opened(**papers).station("receive")  # type: ignore[arg-type]

    def handed_over(self, **papers: object) -> Self:
        """Handed over, and known to the district; see `opened`."""
        return self.received(**papers).station("hand_over").sync()

    def accepted(self, **papers: object) -> Self:
        """Accepted, and both ends know it; see `opened`."""
        return self.handed_over(**papers).district("accept").sync()

    def in_review(self, **papers: object) -> Self:
        """Accepted and being looked into; see `opened`."""
        return self.accepted(**papers).district("start_review").sync()

    def in_delivery(self, **papers: object) -> Self:
        """Granted, and the result is at the station; see `opened`."""
        return self.in_review(**papers).district("grant").district("dispatch").sync()

    def delivered(self, **papers: object) -> Self:
        """In the resident's hands; see `opened`."""
        return self.in_delivery(**papers).station("deliver").sync()

    # ---- looking

    def at(self, side: Side) -> End:
        """The case as this end knows it."""
        if side is Side.STATION:
            case = CaseDesk(self.office).case(self.number)
            by, now = self.office.reckoning(case), self.office.clock.now()
        else:
            case = ClerkDesk(self.clerks, CLERK).open(self.number).case
            with self.clerks.vault.reading():
                by, now = self.clerks.reckoning(case), self.clerks.clock.now()
        assert not [one for one in case.history if one.refused]
        return End(case=case, clocks=clocks(case, by, now.date()))

    @property
    def agreed(self) -> End:
        """The case, on which both ends agree."""
        station, district = self.at(Side.STATION), self.at(Side.DISTRICT)
        assert station.told == district.told
        return station

    @property
    def case(self) -> Case:
        """The case at both ends."""
        return self.agreed.case

    def stands(self, state: CaseState) -> Self:
        """Both ends agree that the case is in this state."""
        assert self.case.state is state
        return self

    @property
    def papers(self) -> Mapping[int, Paper]:
        """The papers at both ends, in the order of the item."""
        return dict(sorted(self.case.papers.items()))

    @property
    def dues(self) -> dict[str, date]:
        """When each clock that runs strikes, by both offices' count."""
        return {one.clock: one.due.at.date() for one in self.agreed.clocks}

    @property
    def held(self) -> dict[str, str]:
        """The clocks that wait, and for what."""
        return {one.clock: one.held for one in self.agreed.clocks if one.held}

    # ---- what cannot be done

    def station_cannot(self, act: str, why: str, hint: str, /, **said: object) -> Self:
        """The agent is refused in these words, and nothing was written."""
        return self._cannot(lambda: self.station(act, **said), why, hint)

    def district_cannot(self, act: str, why: str, hint: str, /, **said: object) -> Self:
        """The clerk is refused in these words, and nothing was written."""
        return self._cannot(lambda: self.district(act, **said), why, hint)

    def _cannot(self, act: Callable[[], object], why: str, hint: str) -> Self:
        before = self._heads()
        with pytest.raises((RuleBroken, BadInput)) as refused:
            act()
        fault: StationError = refused.value
        while isinstance(fault, BadInput):
            (fault,) = fault.fields.values()
        told, help_ = explain(fault, str)
        assert why in told
        assert hint in help_
        assert self._heads() == before
        return self

    def _heads(self) -> tuple[object, int]:
        with self.office.vault.reading():
            ours = self.office.journal.head()
        with self.clerks.vault.reading():
            return ours, len(self.at(Side.DISTRICT).case.history) if self._known() else 0

    def _known(self) -> bool:
        return self.clerks.casebook.case(self.number) is not None

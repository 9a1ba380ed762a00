"""Facts of a case: events that move nothing, who may write them, and when.

A fact that may be written while the other office holds the case is welcome in every state to
which that office can take it meanwhile; else one end would have it and the other refuse it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.clocks import (
    RATING_CLOCKS,
    Clock,
    Effect,
    starts,
    starts_of_visit,
    stops,
    stops_of_visit,
)
from station.domain.decider_events import CaseArrived, OpinionGiven
from station.domain.event import CaseEvent
from station.domain.fact_events import (
    CaseViewed,
    ConsentLetterIssued,
    ConsentLetterRelied,
    ContactMade,
    DueMoved,
    EventRefused,
    MandateGiven,
    MandateRevoked,
    MessageRead,
    MessageWritten,
    NegativeExplained,
    OriginalsMoved,
    PartyNamed,
    PromiseExtended,
    RatingContacted,
    RatingSettled,
    RecordsFrozen,
    RecordsPurged,
    RequestMade,
    SheetPrinted,
    SiteVisited,
    SpaceUsed,
)
from station.domain.guard import Guard
from station.domain.hearing_events import HearingAnswered, HearingHeld, HearingOffered
from station.domain.renewal_events import RenewalAnswered, RenewalNamed
from station.domain.scan_events import ScanAttached, ScanRemoved, ScanViewed
from station.domain.states import REVIEWING, CaseState
from station.domain.values import Side
from station.domain.window_events import (
    CaseRated,
    DeliveryPlanned,
    FixedOnSpot,
    NoticeGiven,
    PapersTaken,
    PickupAppointed,
    VersionTaken,
)

S = CaseState
_OFFICES = frozenset({Side.STATION, Side.DISTRICT})
_WINDOW = frozenset({Side.STATION})
ANY = frozenset(CaseState)
_AT_WINDOW = frozenset({S.DRAFT, S.RECEIVED, S.CORRECTION})
_ENDED = frozenset({S.ARCHIVED, S.VOID, S.TRANSFERRED})
_BEFORE_END = ANY - {S.ARCHIVED}
_RATEABLE = ANY - {S.DRAFT, S.PRE_REVIEW, S.DELIVERED}


@dataclass(frozen=True)
class Fact:
    """One kind of fact: who may write it, in which states, and what must hold."""

    event: type[CaseEvent]
    writers: frozenset[Side]
    states: frozenset[CaseState]
    basis: str
    guards: tuple[Guard, ...] = ()
    clock: tuple[Effect, ...] = ()
    deciders: bool = False
    """Only the end that decides may write it; it then also has to hold the case."""


_FACTS: tuple[Fact, ...] = (
    # ---- papers
    Fact(PapersTaken, _WINDOW, _BEFORE_END, "行政许可法 31",
         guards=(Guard.MAY_BE_TAKEN_NOW, Guard.ORIGINALS_STAY)),
    Fact(NoticeGiven, _WINDOW, _AT_WINDOW, "行政许可法 32(4)",
         guards=(Guard.SOMETHING_MISSING,), clock=stops(Clock.NOTICE)),
    Fact(FixedOnSpot, _WINDOW, _AT_WINDOW, "行政许可法 32(3)"),
    Fact(VersionTaken, _WINDOW, frozenset({S.DRAFT}), "事项标准动态调整",
         guards=(Guard.NEWER_VERSION,)),
    Fact(OriginalsMoved, _OFFICES, ANY, "原件保管, 本站规则", guards=(Guard.ORIGINAL_IS_THERE,)),
    Fact(SpaceUsed, _WINDOW, _BEFORE_END, "个人信息保护法 29; 浙江省保障“最多跑一次”改革规定 7"),
    Fact(ScanAttached, _OFFICES, ANY, "国务院关于在线政务服务的若干规定 12"),
    Fact(ScanRemoved, _OFFICES, ANY, "个人信息保护法 47"),
    Fact(PromiseExtended, _OFFICES, frozenset({*REVIEWING, S.PUBLICITY, S.SUSPENDED,
         S.GRANTED_PENDING}), "容缺规则: 不可抗力", guards=(Guard.PROMISE_OPEN,), deciders=True),
    # ---- people
    Fact(PartyNamed, _WINDOW, ANY, "民法典 23, 27"),
    Fact(MandateGiven, _WINDOW, ANY, "民法典 161, 165", guards=(Guard.MANDATE_ALLOWED,)),
    Fact(MandateRevoked, _WINDOW, ANY, "民法典 173",
         guards=(Guard.MANDATE_IN_FORCE,)),
    Fact(RequestMade, _WINDOW, ANY, "行政许可法 7", guards=(Guard.PRESENTER_MAY,)),
    Fact(ContactMade, _OFFICES, ANY, "代办联系记录, 地方做法(椒江)"),
    Fact(MessageWritten, _OFFICES, ANY, "一项一微, 地方做法(镇海)"),
    Fact(MessageRead, _OFFICES, ANY, "一项一微, 地方做法(镇海)"),
    # ---- the review
    Fact(CaseArrived, frozenset({Side.DISTRICT}), frozenset({S.HANDED_OVER}),
         "行政许可法 32(4)", clock=starts(Clock.NOTICE), deciders=True),
    Fact(SiteVisited, _OFFICES, frozenset(REVIEWING), "行政许可法 34",
         guards=(Guard.TWO_STAFF,), deciders=True),
    Fact(OpinionGiven, _OFFICES, frozenset(REVIEWING), "行政许可法 43",
         clock=stops(Clock.REVIEW), deciders=True),
    Fact(ConsentLetterIssued, _OFFICES, frozenset(REVIEWING), "同意函, 地方做法(高明)",
         deciders=True),
    Fact(ConsentLetterRelied, _OFFICES, frozenset(REVIEWING), "同意函, 地方做法(高明)",
         deciders=True),
    Fact(HearingOffered, _OFFICES, frozenset(REVIEWING), "行政许可法 46, 47",
         clock=starts(Clock.HEARING_ASK), deciders=True),
    Fact(HearingAnswered, _OFFICES, ANY, "行政许可法 47", guards=(Guard.HEARING_OFFERED,),
         clock=(*stops(Clock.HEARING_ASK), *starts(Clock.HEARING))),
    Fact(HearingHeld, _OFFICES, frozenset({*REVIEWING, S.SUSPENDED}), "行政许可法 48",
         clock=stops(Clock.HEARING), deciders=True),
    # ---- a licence that ends
    Fact(RenewalNamed, _WINDOW, _AT_WINDOW, "行政许可法 50", guards=(Guard.LICENCE,),
         clock=starts(Clock.RENEWAL)),
    Fact(RenewalAnswered, _WINDOW, ANY, "行政许可法 50", guards=(Guard.RESULT_ENDS,),
         clock=stops(Clock.RENEWAL_ASK)),
    # ---- the result
    Fact(PickupAppointed, _WINDOW, frozenset({S.IN_DELIVERY}), "行政许可法 44"),
    Fact(DeliveryPlanned, _WINDOW, frozenset({S.IN_DELIVERY}), "行政许可法 44"),
    # ---- a word on the service
    Fact(CaseRated, _WINDOW, _RATEABLE, "GB/T 39734; 国办发〔2019〕51号",
         guards=(Guard.ONE_RATING_A_VISIT,),
         clock=starts_of_visit(*RATING_CLOCKS)),
    Fact(RatingContacted, _OFFICES, ANY, "安阳市政务服务条例 52",
         guards=(Guard.BAD_RATING_OPEN,), clock=stops_of_visit(Clock.RATING_CONTACT)),
    Fact(RatingSettled, _OFFICES, ANY, "国办发〔2019〕51号",
         guards=(Guard.BAD_RATING_OPEN, Guard.RATER_CONTACTED),
         clock=stops_of_visit(*RATING_CLOCKS)),
    Fact(NegativeExplained, _OFFICES, ANY, "否定事项监审, 地方做法(高明)",
         guards=(Guard.NEGATIVE_SAID,)),
    # ---- the office's own order
    Fact(DueMoved, _OFFICES, ANY, "行政许可法 82"),
    Fact(SheetPrinted, _OFFICES, ANY, "打印记录"),
    Fact(CaseViewed, _OFFICES, ANY, "个人信息保护法 51; 居民身份证法 13, 19"),
    Fact(ScanViewed, _OFFICES, ANY, "个人信息保护法 51"),
    Fact(RecordsFrozen, _OFFICES, _ENDED, "个人信息保护法 47"),
    Fact(RecordsPurged, _OFFICES, _ENDED, "个人信息保护法 19, 47"),
    Fact(EventRefused, _OFFICES, ANY, "同步规则"),
)  # fmt: skip

FACTS: Mapping[type[CaseEvent], Fact] = MappingProxyType({fact.event: fact for fact in _FACTS})

"""The life of a case as one table: every lawful step, who takes it, what must hold before,
what it does to the clocks, and the clause that lets it.

Facts, which move nothing, stand in `station.domain.facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.clocks import (
    RATING_CLOCKS,
    STOP_ALL,
    Clock,
    Doing,
    Effect,
    goes_on,
    holds,
    starts,
    starts_of_visit,
    stops,
)
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseAccepted,
    CaseAcceptedWithGap,
    CaseConcluded,
    CaseDeemedAccepted,
    CaseDeemedWithdrawn,
    CaseForwarded,
    CaseGranted,
    CaseGrantedPending,
    CaseNotAccepted,
    CaseNotRequired,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSuspended,
    CaseTerminated,
    CaseVoided,
    CaseWithdrawn,
    CorrectionAsked,
    DecisionExtended,
    PreReviewAnswered,
    PublicityEnded,
    PublicityPosted,
    ResultDispatched,
    ResultReleased,
    ReviewStarted,
)
from station.domain.event import CaseEvent
from station.domain.guard import Guard
from station.domain.renewal_events import CaseDeemedGranted
from station.domain.states import HOLDER, NEGATIVE_ENDS, REVIEWING, Actor, CaseState, Holder
from station.domain.transfer_events import CaseTransferred
from station.domain.window_events import (
    CaseArchived,
    CaseHandedOver,
    CaseRated,
    CaseReceived,
    CorrectionGivenUp,
    DeliveryFailed,
    DeliveryPlanned,
    PickupAppointed,
    PreReviewAsked,
    ResultDelivered,
)

S = CaseState
_LAW = "行政许可法"
_ZHEJIANG, _ANYANG = "浙江省保障“最多跑一次”改革规定", "安阳市政务服务条例"
_BEFORE_DECISION = (*REVIEWING, S.PUBLICITY, S.SUSPENDED)
_AT_WINDOW = tuple(state for state in S if HOLDER[state] is Holder.WINDOW)
_DECIDED = (*REVIEWING, S.FORWARDED)
_HERE_DECIDED = stops(Clock.DECISION, Clock.REVIEW, Clock.HEARING_ASK, Clock.HEARING)
_ANSWERED = (*_HERE_DECIDED, *stops(Clock.RENEWAL))
_BAD_RATING = starts_of_visit(*RATING_CLOCKS)


@dataclass(frozen=True)
class Row:
    """One lawful step, from each of the states in `begin`."""

    begin: tuple[CaseState, ...]
    event: type[CaseEvent]
    to: CaseState
    actor: Actor
    basis: str
    guards: tuple[Guard, ...] = ()
    clock: tuple[Effect, ...] = ()


ROWS: tuple[Row, ...] = (
    # ---- at the window
    Row((S.DRAFT,), PreReviewAsked, S.PRE_REVIEW, Actor.AGENT, "预先审核, 地方做法(镇海)",
        clock=starts(Clock.PRE_REVIEW)),
    Row((S.PRE_REVIEW,), PreReviewAnswered, S.DRAFT, Actor.DECIDER, "预先审核, 地方做法(镇海)",
        clock=stops(Clock.PRE_REVIEW)),
    Row((S.DRAFT,), CaseReceived, S.RECEIVED, Actor.AGENT, f"{_LAW} 29, 31, 32",
        guards=(Guard.PAPERS_COMPLETE, Guard.PRESENTER_MAY),
        clock=starts(Clock.NOTICE, Clock.FORWARD)),
    Row((S.RECEIVED,), CaseHandedOver, S.HANDED_OVER, Actor.AGENT, "收件后转报, 地方规定",
        clock=(*stops(Clock.FORWARD), *starts(Clock.NOTICE))),
    Row((S.CORRECTION,), CaseHandedOver, S.HANDED_OVER, Actor.AGENT, f"{_LAW} 32(5)",
        guards=(Guard.ASKED_PAPERS_HERE, Guard.PAPERS_COMPLETE),
        clock=(*stops(Clock.CORRECTION), *starts(Clock.NOTICE))),
    Row((S.CORRECTION,), CorrectionGivenUp, S.HANDED_OVER, Actor.AGENT, f"{_LAW} 32(5)",
        clock=(*stops(Clock.CORRECTION), *starts(Clock.NOTICE))),
    Row((S.DRAFT, S.RECEIVED, S.CORRECTION), CaseWithdrawn, S.WITHDRAWN, Actor.APPLICANT,
        "申请人可以在决定作出前撤回申请", clock=STOP_ALL),
    Row((S.DRAFT,), CaseVoided, S.VOID, Actor.AGENT, "录入错误, 本站规则",
        guards=(Guard.ORIGINALS_BACK,), clock=STOP_ALL),
    Row((S.RECEIVED,), CaseVoided, S.VOID, Actor.LEAD, "录入错误, 须经第二人, 本站规则",
        guards=(Guard.SECOND_PERSON, Guard.ORIGINALS_BACK), clock=STOP_ALL),
    # ---- is it taken
    Row((S.HANDED_OVER,), CorrectionAsked, S.CORRECTION, Actor.DECIDER, f"{_LAW} 32(4)",
        guards=(Guard.FIRST_NOTICE_COMPLETE,),
        clock=(*stops(Clock.NOTICE), *starts(Clock.CORRECTION))),
    Row((S.HANDED_OVER,), CaseAccepted, S.ACCEPTED, Actor.DECIDER, f"{_LAW} 32(5)",
        guards=(Guard.NO_OPEN_PROMISE,),
        clock=(*stops(Clock.NOTICE), *starts(Clock.DECISION, Clock.REVIEW))),
    Row((S.HANDED_OVER,), CaseAcceptedWithGap, S.ACCEPTED_GAP, Actor.DECIDER,
        f"{_ZHEJIANG} 11 第2款; {_ANYANG} 24",
        guards=(Guard.GAP_ALLOWED, Guard.ONLY_PROMISED_MISSING),
        clock=(*stops(Clock.NOTICE), *starts(Clock.DECISION, Clock.REVIEW, Clock.GAP))),
    Row((S.RECEIVED, S.HANDED_OVER), CaseDeemedAccepted, S.DEEMED_ACCEPTED, Actor.TIME,
        f"{_LAW} 32(4)", guards=(Guard.NOTICE_OVERDUE,),
        clock=(*stops(Clock.NOTICE, Clock.FORWARD),
               Effect(Doing.START_AT_RECEIPT, Clock.DECISION),
               Effect(Doing.START_AT_RECEIPT, Clock.REVIEW))),
    Row((S.DEEMED_ACCEPTED,), CaseAccepted, S.ACCEPTED, Actor.DECIDER, f"{_LAW} 32(4), 32(6)"),
    Row((S.HANDED_OVER,), CaseNotRequired, S.NOT_REQUIRED, Actor.DECIDER, f"{_LAW} 32(1)",
        clock=STOP_ALL),
    Row((S.HANDED_OVER,), CaseNotAccepted, S.NOT_ACCEPTED, Actor.DECIDER,
        f"{_LAW} 32(2); {_ZHEJIANG} 11 第3款", clock=STOP_ALL),
    Row((S.CORRECTION,), CaseDeemedWithdrawn, S.WITHDRAWN, Actor.TIME,
        f"{_ZHEJIANG} 11 第3款; {_ANYANG} 36; 法律援助法 43",
        guards=(Guard.CORRECTION_OVERDUE,), clock=STOP_ALL),
    # ---- is it granted
    Row((S.ACCEPTED, S.ACCEPTED_GAP, S.DEEMED_ACCEPTED), ReviewStarted, S.IN_REVIEW,
        Actor.DECIDER, f"{_LAW} 34"),
    Row((*REVIEWING,), PublicityPosted, S.PUBLICITY, Actor.DECIDER,
        "社会救助暂行办法 11; 事项规定的公示", guards=(Guard.OFFICE_OUTSIDE_CLOCK,),
        clock=(*holds(Clock.DECISION, Clock.REVIEW), *starts(Clock.EXCLUDED))),
    Row((S.PUBLICITY,), PublicityEnded, S.IN_REVIEW, Actor.DECIDER, "社会救助暂行办法 11",
        guards=(Guard.NOTICE_HUNG,),
        clock=(*goes_on(Clock.DECISION, Clock.REVIEW), *stops(Clock.EXCLUDED))),
    Row((*REVIEWING,), CaseSuspended, S.SUSPENDED, Actor.DECIDER, f"{_LAW} 45, 47",
        guards=(Guard.OFFICE_OUTSIDE_CLOCK,),
        clock=(*holds(Clock.DECISION, Clock.REVIEW), *starts(Clock.EXCLUDED))),
    Row((S.SUSPENDED,), CaseResumed, S.IN_REVIEW, Actor.DECIDER, f"{_LAW} 45",
        clock=(*goes_on(Clock.DECISION, Clock.REVIEW), *stops(Clock.EXCLUDED))),
    Row((S.ACCEPTED, S.ACCEPTED_GAP, S.DEEMED_ACCEPTED, S.IN_REVIEW), DecisionExtended,
        S.EXTENDED, Actor.HEAD, f"{_LAW} 42", guards=(Guard.NOT_EXTENDED_YET,),
        clock=(Effect(Doing.LENGTHEN, Clock.DECISION),)),
    Row((*REVIEWING,), CaseForwarded, S.FORWARDED, Actor.DECIDER, f"{_LAW} 35, 43",
        guards=(Guard.HEARING_OVER,), clock=_HERE_DECIDED),
    Row((*_DECIDED,), CaseGranted, S.GRANTED, Actor.DECIDER, f"{_LAW} 34, 37, 38",
        guards=(Guard.GAP_LETS_DECIDE, Guard.HEARING_OVER),
        clock=(*_ANSWERED, *starts(Clock.DELIVERY))),
    Row((*_DECIDED,), CaseGrantedPending, S.GRANTED_PENDING, Actor.DECIDER, "容缺受理(高明)",
        guards=(Guard.GAP_LOCKS_RESULT, Guard.HEARING_OVER),
        clock=(*_ANSWERED, *starts(Clock.DELIVERY), *holds(Clock.DELIVERY))),
    Row((S.GRANTED_PENDING,), ResultReleased, S.GRANTED, Actor.DECIDER, "容缺受理(高明)",
        guards=(Guard.NO_OPEN_PROMISE,),
        clock=(*stops(Clock.GAP), *goes_on(Clock.DELIVERY))),
    Row((*_DECIDED,), CaseRefused, S.REFUSED, Actor.DECIDER, f"{_LAW} 38",
        guards=(Guard.HEARING_OVER,),
        clock=(*_ANSWERED, *stops(Clock.GAP), *starts(Clock.DELIVERY))),
    Row((*_BEFORE_DECISION, S.FORWARDED), CaseDeemedGranted, S.GRANTED, Actor.TIME,
        f"{_LAW} 50", guards=(Guard.RENEWAL_UNANSWERED,),
        clock=(*_ANSWERED, *stops(Clock.EXCLUDED), *starts(Clock.DELIVERY))),
    Row((*_BEFORE_DECISION,), AcceptanceRevoked, S.REVOKED, Actor.DECIDER,
        f"{_ZHEJIANG} 11 第2款", guards=(Guard.PROMISE_BROKEN,), clock=STOP_ALL),
    Row((*_BEFORE_DECISION,), CaseDeemedWithdrawn, S.WITHDRAWN, Actor.TIME, f"{_ANYANG} 24",
        guards=(Guard.PROMISE_BROKEN,), clock=STOP_ALL),
    Row((S.PRE_REVIEW, S.HANDED_OVER, *_BEFORE_DECISION, S.FORWARDED), CaseWithdrawn,
        S.WITHDRAWN, Actor.DECIDER, "申请人可以在决定作出前撤回申请",
        guards=(Guard.REQUESTED,), clock=STOP_ALL),
    Row((S.HANDED_OVER,), CaseReturned, S.RETURNED, Actor.DECIDER,
        "退件: 长期不补正或申请人放弃", guards=(Guard.CORRECTION_FAILED,), clock=STOP_ALL),
    Row((*_BEFORE_DECISION,), CaseReturned, S.RETURNED, Actor.DECIDER,
        "退件: 长期不补正或申请人放弃", clock=STOP_ALL),
    Row((*_BEFORE_DECISION, S.GRANTED_PENDING), CaseTerminated, S.TERMINATED, Actor.DECIDER,
        "容缺受理(高明): 停止或取消审批; 对象消失", guards=(Guard.TERMINATION_RULED,),
        clock=STOP_ALL),
    Row((S.HANDED_OVER, *_BEFORE_DECISION), CaseVoided, S.VOID, Actor.DECIDER,
        "录入错误, 须经第二人, 本站规则", guards=(Guard.SECOND_PERSON,), clock=STOP_ALL),
    # ---- into the resident's hands
    Row((S.GRANTED, S.REFUSED), ResultDispatched, S.IN_DELIVERY, Actor.DECIDER,
        f"{_LAW} 38, 44", guards=(Guard.GAP_LETS_ISSUE,),
        clock=starts(Clock.RENEWAL_ASK)),
    Row((S.GRANTED, S.REFUSED, S.FORWARDED), CaseConcluded, S.CONCLUDED, Actor.DECIDER,
        "办结: 无需发放证照文书", guards=(Guard.GAP_LETS_ISSUE,), clock=STOP_ALL),
    Row((S.IN_DELIVERY, S.UNDELIVERABLE, *NEGATIVE_ENDS), ResultDelivered, S.DELIVERED,
        Actor.AGENT, f"{_LAW} 44; 民事诉讼法 87-91 参照", guards=(Guard.WITNESS_NAMED,),
        clock=stops(Clock.DELIVERY)),
    Row((S.IN_DELIVERY,), DeliveryFailed, S.UNDELIVERABLE, Actor.AGENT, "民事诉讼法 89 参照",
        guards=(Guard.WITNESS_NAMED,)),
    Row((S.UNDELIVERABLE,), PickupAppointed, S.IN_DELIVERY, Actor.AGENT, f"{_LAW} 44"),
    Row((S.UNDELIVERABLE,), DeliveryPlanned, S.IN_DELIVERY, Actor.AGENT, f"{_LAW} 44"),
    Row((S.DELIVERED,), CaseRated, S.RATED, Actor.APPLICANT, "GB/T 39734; 国办发〔2019〕51号",
        guards=(Guard.ONE_RATING_A_VISIT,), clock=_BAD_RATING),
    Row((S.DELIVERED, S.RATED, S.CONCLUDED, S.WITHDRAWN, S.UNDELIVERABLE), CaseArchived,
        S.ARCHIVED, Actor.AGENT, "档案法 13, 14; 国务院关于在线政务服务的若干规定 12",
        guards=(Guard.ORIGINALS_BACK, Guard.PROMISES_KEPT, Guard.SHEETS_THERE,
                Guard.RATING_SETTLED),
        clock=stops(Clock.DELIVERY)),
    # ---- to another station
    Row(_AT_WINDOW, CaseTransferred, S.TRANSFERRED, Actor.AGENT,
        "村(社区)合并, 居民迁移: 区政务服务部门的办法", guards=(Guard.ORIGINALS_HERE,)),
)  # fmt: skip


def _by_state() -> Mapping[CaseState, Mapping[type[CaseEvent], Row]]:
    table: dict[CaseState, dict[type[CaseEvent], Row]] = {state: {} for state in CaseState}
    for row in ROWS:
        for state in row.begin:
            assert row.event not in table[state], f"two rows for {row.event.kind} in {state.value}"
            table[state][row.event] = row
    return MappingProxyType({state: MappingProxyType(rows) for state, rows in table.items()})


STEPS: Mapping[CaseState, Mapping[type[CaseEvent], Row]] = _by_state()
"""The same rows, by state and kind of event. There is never more than one."""

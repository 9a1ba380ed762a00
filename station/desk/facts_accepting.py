"""What the sheets may know of the authority's answer to an application: from its own events."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.parts.accepting import Acceptance, Accepting, Answer, Gap, Promised
from station.desk.facts_authority import acted
from station.desk.facts_words import last_day, local, span_told
from station.desk.office import Office
from station.domain.act import Law
from station.domain.case import Case
from station.domain.decider_events import (
    CaseAccepted,
    CaseAcceptedWithGap,
    CaseDeemedAccepted,
    CaseNotAccepted,
    CaseNotRequired,
)
from station.domain.items import DeliveryWay
from station.domain.papers_guards import material_names
from station.domain.promises import open_promises, promised_for

WAYS: Mapping[DeliveryWay, str] = MappingProxyType(
    {
        DeliveryWay.PICKUP_VILLAGE: "到服务站领取",
        DeliveryWay.HOME: "上门送达",
        DeliveryWay.EMS: "邮寄送达",
        DeliveryWay.ELECTRONIC: "电子送达",
    }
)


def accepting_of(office: Office, case: Case, law: Law) -> Accepting:
    """The authority's answer as far as it has come; a promise of the window before it."""
    return Accepting(
        acceptance=_acceptance(office, case, law),
        gap=_gap(case, law),
        not_required=_not_required(case),
        not_accepted=_not_accepted(case),
    )


def _acceptance(office: Office, case: Case, law: Law) -> Acceptance:
    """Limits and days as they were told with it, whatever became of them since."""
    accepted, item = acted(case, CaseAccepted), law.item
    if accepted is None:
        return Acceptance()
    deemed = case.last(CaseDeemedAccepted)
    ends = (accepted.legal_due, accepted.promised_due)
    pickup = office.settings.office_pickup or office.settings.office_address
    ways = "；".join(WAYS[way] for way in item.delivery_ways)
    return Acceptance(
        at=local(accepted.at),
        since=local(deemed.since) if deemed else None,
        clerk=accepted.by,
        case_type=item.case_type.value,
        legal_limit=span_told(item.legal_limit, nothing="未规定"),
        promised_limit=span_told(item.promised_limit, nothing="当场办结"),
        legal_due=last_day(accepted.legal_due),
        promised_due=last_day(accepted.promised_due),
        provisional=any(end.provisional for end in ends if end),
        excluded=tuple(
            f"{one.what}（{span_told(one, nothing='所需时间另行书面告知')}）"
            for one in item.clock_excludes
        ),
        pickup=f"{ways}（领取地点：{pickup}）" if pickup else ways,
    )


def _gap(case: Case, law: Law) -> Gap:
    """As the acceptance told it; before it, what was promised and what the place rules."""
    told, rule = acted(case, CaseAcceptedWithGap), law.rules.gap
    if told:
        return Gap(
            at=local(told.at),
            promises=tuple(Promised(paper=one.paper, until=one.until) for one in told.promises),
            decide_open=told.decide_open,
            issue_open=told.issue_open,
            broken=told.broken.value,
            rule=told.rule,
        )
    return Gap(
        promises=tuple(
            Promised(paper=material_names(law.item, (one.seq,)), until=promised_for(case, one.seq))
            for one in open_promises(case)
        ),
        rule=rule.basis if rule else "",
    )


def _not_required(case: Case) -> Answer:
    told = acted(case, CaseNotRequired)
    if told is None:
        return Answer()
    return Answer(at=local(told.at), reason=told.reason, basis=told.basis)


def _not_accepted(case: Case) -> Answer:
    told = acted(case, CaseNotAccepted)
    if told is None:
        return Answer()
    return Answer(at=local(told.at), reason=told.reason, basis=told.basis, where=told.authority)

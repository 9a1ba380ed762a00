"""What the sheets of a case may know, gathered from case, item, station and settings."""

import re
from dataclasses import replace
from datetime import datetime

from forms.facts import Facts
from forms.parts import case as parts
from forms.parts import correcting, handing
from station.desk.facts_accepting import accepting_of
from station.desk.facts_authority import authority_of
from station.desk.facts_carrying import appointment_of, courier_of, posting_of
from station.desk.facts_deciding import deciding_of
from station.desk.facts_ending import ending_of
from station.desk.facts_station import with_own
from station.desk.facts_urging import urging_of
from station.desk.facts_words import PRINTED_HERE
from station.desk.office import Office
from station.domain.act import Law
from station.domain.case import Case
from station.domain.deadlines import due
from station.domain.decider_events import CaseAccepted, CorrectionAsked, ResultDispatched
from station.domain.items import Level
from station.domain.materials import IN_HAND
from station.domain.values import Taken
from station.domain.window_events import (
    CaseReceived,
    NoticeGiven,
    PickupAppointed,
    ResultDelivered,
)

ON_THE_RECEIPT = IN_HAND | {Taken.PROMISED}
IF_LATE = "逾期未补正的，受理机关可以依法不予受理或者按撤回申请处理；可以重新申请。"
NOT_YET = "材料补正齐全前，受理机关暂不受理；补正齐全后继续办理。"
BEFORE_RECEIPT = "材料齐全前本站不出具收件回执，办理期限不起算。"


def facts_of(
    office: Office, case: Case, *, sheet_number: str, nth: int, printed_at: datetime, by: str = ""
) -> Facts:
    """Everything a sheet of this case may know; what is not known yet is left out. `by` is who
    printed it; empty: who is at the desk now."""
    law = office.law(case)
    agent = by or office.agent
    accepted = case.last(CaseAccepted)
    known = Facts(
        sheet_number=sheet_number,
        printed_at=printed_at,
        print_count=nth,
        station=_station(office),
        agent=agent,
        item=_item(case, law),
        case_number=case.number,
        official_number=accepted.official_number if accepted else "",
        authority=authority_of(case),
        applicant=_applicant(case),
        papers=_papers(case, law),
        receipt=_receipt(office, case, law),
        correction=_correction(case, law),
        accepting=accepting_of(office, case, law),
        courier=courier_of(case),
        appointment=appointment_of(case),
        posting=posting_of(case, law),
        deciding=deciding_of(office, case, law),
        ending=ending_of(case),
        urging=urging_of(office, case, printed_at),
        results=_results(case),
        pickup=_pickup(case),
        service=_service(office, case),
        practice=office.practice,
    )
    return with_own(known, office, case, law)


def _station(office: Office) -> parts.Office:
    return parts.Office(
        code=office.code,
        name=office.name,
        phone=office.settings.office_phone,
        address=office.settings.office_address,
    )


def _item(case: Case, law: Law) -> parts.Item:
    by = case.opened.decided_by
    return parts.Item(
        code=law.item.id,
        name=case.opened.item_name,
        version=str(case.item_version),
        department=by.department_zh,
        in_village=by.level is Level.VILLAGE,
    )


def _applicant(case: Case) -> parts.Applicant:
    person = case.applicant
    return parts.Applicant(
        name=person.name,
        sex=person.sex.value,
        birth=person.birth,
        id_number=person.id_number,
        phone=person.phone,
        address=person.address,
    )


def _papers(case: Case, law: Law) -> tuple[parts.Paper, ...]:
    names = {material.seq: material.name_zh for material in law.item.materials}
    return tuple(
        parts.Paper(
            name=names.get(seq, f"材料{seq}"),
            taken=paper.taken.value,
            originals=paper.originals,
            copies=paper.copies,
            pages=paper.pages or None,
        )
        for seq, paper in sorted(case.papers.items())
        if paper.taken in ON_THE_RECEIPT
    )


def query_ways(station: str, phone: str) -> tuple[str, ...]:
    """How a resident asks how far a case is; without a number of the station nobody calls."""
    called = (f"拨打电话{phone}查询",) if phone else ()
    return (f"凭收件编号或者身份证件到{station}窗口查询", *called)


def _receipt(office: Office, case: Case, law: Law) -> parts.Receipt:
    received = case.last(CaseReceived)
    if received is None:
        return parts.Receipt()
    forward = due(received.at, law.rules.forward, law.calendar, law.closes).at
    begins = received.at if received.for_authority else forward
    reply = due(begins, law.rules.notice, law.calendar, law.closes)
    return parts.Receipt(
        received_at=received.at,
        query_ways=query_ways(office.name, office.settings.office_phone),
        reply_by=reply.at.date(),
        reply_is_provisional=reply.provisional,
    )


def _correction(case: Case, law: Law) -> correcting.Correction:
    """The authority's notice if there is one, else the latest given at the window."""
    asked = case.last(CorrectionAsked)
    given = case.last(NoticeGiven)
    notice = asked if case.asked else given or asked
    if notice is None:
        return correcting.Correction()
    here = {one.name_zh for one in law.item.materials if one.generated_by_system}
    late, until = BEFORE_RECEIPT, None
    if isinstance(notice, CorrectionAsked):
        until = notice.fix_by
        late = IF_LATE if until else NOT_YET
    return correcting.Correction(
        defects=tuple(
            correcting.Defect(
                paper=line.paper,
                fault=line.fault,
                basis=line.basis or "办事指南材料清单",
                remedy=line.remedy or "按办事指南要求重新提交",
                sample=PRINTED_HERE if line.paper in here else "",
            )
            for line in notice.defects
        ),
        term="" if until else "备齐后随时提交",
        until=until,
        if_late=late,
    )


def _results(case: Case) -> tuple[handing.Document, ...]:
    result = case.last(ResultDispatched)
    if result is None:
        return ()
    return (
        handing.Document(name=result.document, number=result.document_number, copies=result.copies),
    )


def _pickup(case: Case) -> handing.Pickup:
    appointed = case.last(PickupAppointed)
    if appointed is None:
        return handing.Pickup()
    return handing.Pickup(
        place=appointed.place,
        day=appointed.day,
        slot=appointed.slot,
        bring=tuple(part.strip() for part in re.split("[；;、]", appointed.bring) if part.strip()),
        who=appointed.who,
        keep_until=appointed.keep_until,
    )


def _service(office: Office, case: Case) -> handing.Service:
    """Printed before delivery it leaves place, time and signatures to the pen."""
    if case.last(ResultDispatched) is None:
        return handing.Service()
    blank = handing.Service(
        documents=_results(case), recipient=case.applicant.name, unit=office.name
    )
    done = case.last(ResultDelivered)
    if done is None:
        return blank
    return replace(
        blank,
        place=done.place,
        way=done.way,
        received_at=done.received_at,
        signer=done.receiver,
        relation=done.relation,
        servers=(done.by,),
        remark=done.remark,
    )

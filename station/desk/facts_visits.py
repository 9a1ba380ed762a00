"""What the sheets of visits may know: of the office to a place, of the agents to a resident."""

from datetime import datetime

from forms.parts.handing import Document
from forms.parts.visiting import HomeVisit, Photo, SiteVisit
from station.desk.facts_words import local
from station.domain.act import Law
from station.domain.case import Case
from station.domain.decider_events import ResultDispatched
from station.domain.fact_events import ContactMade, SiteVisited
from station.domain.materials import IN_HAND
from station.domain.scan_events import ScanForm
from station.domain.scans import RESULT, attached
from station.domain.values import DeliveryPlan
from station.domain.window_events import DeliveryPlanned

VISIT, CALL = "visit", "telephone"
PICTURES = (ScanForm.JPEG, ScanForm.PNG)


def site_visit(case: Case) -> SiteVisit:
    """The last visit of the place. Pictures that belong to no paper are of it."""
    visited = case.last(SiteVisited)
    if visited is None:
        return SiteVisit()
    scans = [one.event for one in attached(case) if one.event.seq == RESULT]
    return SiteVisit(
        at=local(visited.at), staff=visited.staff, findings=visited.findings, remedy=visited.remedy,
        visited_at=local(visited.visited_at) if visited.visited_at else None,
        place=visited.place, offices=visited.offices, statement=visited.statement,
        photos=tuple(
            Photo(name=one.scan.name, sha256=one.scan.sha256)
            for one in scans if one.scan.form in PICTURES
        ),
    )  # fmt: skip


def home_visit(case: Case, law: Law, by: str) -> HomeVisit:
    """The delivery at home that is planned, by whoever prints (`by`); else the last visit."""
    planned = [one for one in case.all(DeliveryPlanned) if one.way is DeliveryPlan.HOME]
    if planned:
        plan = planned[-1]
        return HomeVisit(
            kind="deliver", day=plan.day, slot=plan.slot, why=plan.why,
            place=plan.place or case.applicant.address, staff=_staff(by, plan.companion),
            papers=_result(case), called_at=_called(case, plan.at),
        )  # fmt: skip
    visits = [one for one in case.all(ContactMade) if one.channel == VISIT]
    if not visits:
        return HomeVisit()
    last = visits[-1]
    return HomeVisit(
        kind="handle", day=local(last.at).date(), place=case.applicant.address, words=last.words,
        staff=_staff(last.by, last.companion), papers=_papers(case, law),
        called_at=_called(case, last.at),
    )  # fmt: skip


def _staff(*names: str) -> tuple[str, ...]:
    return tuple(filter(None, names))


def _called(case: Case, before: datetime) -> datetime | None:
    """The last call before the visit was arranged, or made."""
    calls = [one.at for one in case.all(ContactMade) if one.channel == CALL and one.at <= before]
    return local(calls[-1]) if calls else None


def _result(case: Case) -> tuple[Document, ...]:
    sent = case.last(ResultDispatched)
    if sent is None:
        return ()
    return (Document(name=sent.document, number=sent.document_number, copies=sent.copies),)


def _papers(case: Case, law: Law) -> tuple[Document, ...]:
    names = {material.seq: material.name_zh for material in law.item.materials}
    return tuple(
        Document(
            name=names.get(seq, f"材料{seq}"), number=paper.reference,
            copies=paper.originals + paper.copies or 1,
        )
        for seq, paper in sorted(case.papers.items()) if paper.taken in IN_HAND
    )  # fmt: skip

"""What the sheets at the end of a case may know: what lies in its file, and how it was rated."""

from collections.abc import Iterator
from datetime import date

from forms.catalogue import SHEETS
from forms.parts.filing import File, Filed
from forms.parts.rating import Rating
from station.desk.facts_words import local
from station.desk.office import Office
from station.desk.retention_plan import retention_plan
from station.domain.act import Law
from station.domain.case import Case
from station.domain.decider_events import (
    CaseConcluded,
    CaseGranted,
    CaseRefused,
    CaseWithdrawn,
    ResultDispatched,
)
from station.domain.event import CaseEvent
from station.domain.fact_events import SheetPrinted
from station.domain.items import Provenance
from station.domain.materials import IN_HAND
from station.domain.ratings import ratings
from station.domain.retention import RetentionFaults
from station.domain.scans import attached
from station.domain.states import CaseState
from station.domain.steps import STEPS
from station.domain.window_events import CaseArchived, CaseReceived, ResultDelivered

CONTENTS = "F34"
ENDS: tuple[type[CaseEvent], ...] = (ResultDelivered, CaseConcluded, CaseWithdrawn)


def file_contents(office: Office, case: Case, law: Law, by: str) -> File:
    """The file of a case that is archived, or may be by whoever prints (`by`); else empty."""
    archived = case.last(CaseArchived)
    if case.state is not CaseState.ARCHIVED and CaseArchived not in STEPS[case.state]:
        return File()
    ends = [event.at for kind in ENDS if (event := case.last(kind)) is not None]
    return File(
        documents=(*_papers(case, law), *_sheets(case), *_results(case)),
        begun=local(case.opened.at).date(),
        ended=local(max(ends)).date() if ends else None,
        archived=local(archived.at).date() if archived else None,
        archivist=archived.by if archived else by,
        elsewhere=archived.by_hand if archived else "",
        scans=len(attached(case)),
        kept=_kept(office, law),
    )


def _kept(office: Office, law: Law) -> str:
    """For how long, marked where no rule was read; empty where no class can be read."""
    try:
        kept = retention_plan(office.home).of(law.item)
    except (RetentionFaults, OSError):
        return ""
    term = f"{kept.keep_years}年" if kept.keep_years else "永久"
    return f"{term}（以本地规定为准）" if kept.provenance is Provenance.TYPICAL else term


def rated(case: Case) -> tuple[Rating, ...]:
    """Every rating, with what became of it."""
    return tuple(
        Rating(
            level=one.rated.level,
            channel=one.rated.channel,
            visit=one.rated.visit,
            at=local(one.rated.at),
            text=one.rated.comment,
            times=number,
            contacted_at=local(one.contacted.at) if one.contacted else None,
            contact=one.contacted.words if one.contacted else "",
            settled_at=local(one.settled.at) if one.settled else None,
            outcome=one.settled.outcome if one.settled else "",
            settlement=one.settled.words if one.settled else "",
            cause=one.settled.cause if one.settled else "",
            asked_on=one.settled.asked_on if one.settled else None,
            contented=one.settled.contented if one.settled else None,
        )
        for number, one in enumerate(ratings(case), start=1)
    )


def _papers(case: Case, law: Law) -> Iterator[Filed]:
    """What the applicant handed in, in the order of the item."""
    names = {material.seq: material.name_zh for material in law.item.materials}
    received = case.last(CaseReceived)
    on: date | None = local(received.at).date() if received else None
    for seq, paper in sorted(case.papers.items()):
        if paper.taken in IN_HAND:
            yield Filed(
                name=names.get(seq, f"材料{seq}"), number=paper.reference, on=on,
                pages=paper.pages or None,
            )  # fmt: skip


def _sheets(case: Case) -> Iterator[Filed]:
    """Each sheet that was printed, by its last print; this one is the list itself."""
    last = {one.sheet: one for one in case.all(SheetPrinted) if one.sheet != CONTENTS}
    for code, one in last.items():
        title = SHEETS[code].title if code in SHEETS else code
        yield Filed(name=title, number=one.sheet_number, on=local(one.at).date(), pages=one.pages)


def _results(case: Case) -> Iterator[Filed]:
    for decided in (case.last(CaseGranted), case.last(CaseRefused)):
        if decided is not None and decided.decision_number:
            yield Filed(
                name="决定文书", number=decided.decision_number, on=local(decided.at).date()
            )
    sent = case.last(ResultDispatched)
    if sent is not None:
        yield Filed(name=sent.document, number=sent.document_number, on=local(sent.at).date())

"""What the sheets of promises may know: who does what by when, and which proofs are lacking."""

from collections.abc import Iterator

from forms.parts.promising import Change, Commitment, Owed, Replaced, Step
from forms.sheet.words import day
from station.desk.facts_words import local, span_told
from station.desk.office import Office
from station.domain.act import Law
from station.domain.case import Case
from station.domain.decider_events import CorrectionAsked, DecisionExtended
from station.domain.fact_events import PromiseExtended
from station.domain.items import Necessity
from station.domain.materials import IN_HAND
from station.domain.promises import open_promises, promised_for
from station.domain.values import Taken

AT_ONCE = "当场"
PROOF = "证明"
"""What a paper is called that proves what its holder could as well declare."""


def commitment(office: Office, case: Case, law: Law) -> Commitment:
    """The steps that lie before everybody, and what the applicant still has to bring."""
    return Commitment(
        steps=tuple(_steps(office, case, law)),
        owed=tuple(_owed(case, law)),
        changes=tuple(_changes(case, law)),
    )


def replaced(case: Case, law: Law) -> Replaced:
    """The proofs that are lacking and were not promised: one that will come is no promise of this
    kind."""
    here = {seq for seq, paper in case.papers.items() if paper.taken in IN_HAND | {Taken.PROMISED}}
    asked = {seq for seq, paper in case.papers.items() if paper.taken is Taken.NEEDED}
    proofs = [
        one for one in law.item.materials
        if PROOF in one.name_zh and one.seq not in here
        and (one.necessity is not Necessity.REQUIRED_IF or one.seq in asked)
    ]  # fmt: skip
    return Replaced(
        proofs=tuple(one.name_zh for one in proofs), basis=law.item.legal_basis if proofs else ()
    )


def _steps(office: Office, case: Case, law: Law) -> Iterator[Step]:
    rules, by = law.rules, case.opened.decided_by
    answers = f"（{by.responsible}）" if by.responsible else ""
    authority = f"{by.department_zh}{answers}"
    window = f"{office.name}（{case.opened.by}）"
    yield Step(
        what="收件、核对材料并转报", limit=span_told(rules.forward, nothing=AT_ONCE),
        responsible=window,
    )  # fmt: skip
    yield Step(
        what="受理，或者一次告知补正", limit=span_told(rules.notice, nothing=AT_ONCE),
        responsible=authority,
    )  # fmt: skip
    yield Step(
        what="审查并作出决定", limit=span_told(law.item.promised_limit, nothing=AT_ONCE),
        responsible=authority,
    )  # fmt: skip
    yield Step(
        what="送达办理结果", limit=span_told(rules.deliver, nothing=AT_ONCE), responsible=window
    )


def _owed(case: Case, law: Law) -> Iterator[Owed]:
    """Promised papers, then what the authority asked to be put right."""
    names = _names(law)
    for paper in open_promises(case):
        yield Owed(
            paper=names.get(paper.seq, f"材料{paper.seq}"), until=promised_for(case, paper.seq)
        )
    asked = case.last(CorrectionAsked)
    for defect in case.asked:
        yield Owed(paper=defect.paper, until=asked.fix_by if asked else None)


def _changes(case: Case, law: Law) -> Iterator[Change]:
    names = _names(law)
    for longer in case.all(PromiseExtended):
        name = names.get(longer.seq, f"材料{longer.seq}")
        yield Change(
            on=local(longer.at).date(),
            what=f"“{name}”延至{day(longer.until)}前提交",
            reason=longer.reason,
        )
    for event in case.all(DecisionExtended):
        yield Change(
            on=local(event.at).date(), what=f"办理期限延长{event.days}个工作日", reason=event.reason
        )


def _names(law: Law) -> dict[int, str]:
    return {material.seq: material.name_zh for material in law.item.materials}

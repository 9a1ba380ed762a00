"""What the sheets of a mandate may know: the one in force, and what became of the one before."""

from dataclasses import replace

from forms.parts.agency import AgencyEnd, Mandate, Returned
from station.desk.office import Office
from station.desk.words import in_chinese
from station.domain.act import Law
from station.domain.case import Case
from station.domain.custody import originals
from station.domain.decider_events import CaseConcluded, CaseGranted, CaseRefused
from station.domain.fact_events import MandateGiven, MandateRevoked
from station.domain.parties import mandate, named, needs_guardian
from station.domain.stamp import official_day
from station.domain.telling import name_of
from station.domain.values import Place, Role
from station.domain.window_events import ResultDelivered

ENDS = (CaseGranted, CaseRefused, CaseConcluded)
"""How a case ends in an answer."""


def mandate_facts(office: Office, case: Case, by: str) -> Mandate:
    """The mandate in force; an empty one if there is none."""
    given = mandate(case)
    return _told(office, case, given, by) if given else Mandate()


def agency_end(office: Office, case: Case, law: Law, by: str) -> AgencyEnd:
    """That the last mandate was taken back, carried out, or followed one; else empty."""
    given = case.all(MandateGiven)
    if not given:
        return AgencyEnd()
    end = AgencyEnd(former=_told(office, case, given[-1], by), papers=_returned(case, law))
    revoked = case.last(MandateRevoked)
    if revoked is not None and mandate(case) is None:
        return replace(end, kind="ended", on=official_day(revoked.at), reason=revoked.reason)
    done = case.last(ResultDelivered) or case.last(CaseConcluded)
    if done is not None:
        at = official_day(done.at)
        return replace(end, kind="finished", on=at, outcome=_outcome(case))
    if len(given) > 1:
        return replace(
            end, kind="renewed", on=official_day(given[-1].at), papers=(),
            former=_told(office, case, given[-2], by), renewed=end.former,
        )  # fmt: skip
    return AgencyEnd()


def _outcome(case: Case) -> str:
    """In one word."""
    answers = [one for kind in ENDS if (one := case.last(kind)) is not None]
    return in_chinese(name_of(answers[0].kind)) if answers else ""


def _told(office: Office, case: Case, given: MandateGiven, by: str) -> Mandate:
    person = given.mandatary
    agent = named(case, Role.AGENT)
    ours = {by, *((agent.person.name,) if agent else ())}
    guardian = named(case, Role.GUARDIAN)
    signs = guardian and needs_guardian(case.applicant, official_day(given.at))
    return Mandate(
        name=person.name,
        id_number=person.id_number,
        phone=person.phone,
        address=person.address,
        unit=office.name if person.name in ours else "",
        matter=given.matter,
        powers=tuple(power.value for power in given.powers),
        begins=given.begins,
        ends=given.ends,
        redelegation=given.redelegation,
        notes=given.notes,
        guardian=guardian.person.name if guardian and signs else "",
    )


def _returned(case: Case, law: Law) -> tuple[Returned, ...]:
    """The originals that have to go back to the resident."""
    names = {material.seq: material.name_zh for material in law.item.materials}
    return tuple(
        Returned(
            name=names.get(one.seq, f"材料{one.seq}"), count=one.lent,
            back=one.place is Place.RESIDENT,
        )
        for one in originals(case).values() if one.lent
    )  # fmt: skip

"""What may be done with a person's space. Each act checks the rules and returns its events.

Consent to the space is given apart from everything else (个人信息保护法 29), for a child under
14 by the guardian (31), and taken back at will (15). The applicant is asked each time a document
of theirs is used (浙江省保障“最多跑一次”改革规定 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from station.domain.case import Case
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.fact_events import SpaceUsed
from station.domain.items import Item, Material, ReuseRule
from station.domain.materials import IN_HAND
from station.domain.parties import CHILD_UNDER, allows, mandate
from station.domain.person_events import (
    ConsentGiven,
    ConsentRevoked,
    DocumentFiled,
    DocumentRemoved,
)
from station.domain.sharing_events import SharingPurpose
from station.domain.space import (
    RESULT,
    Space,
    SpaceEntry,
    entry_name,
    result_of,
    serves,
    valid_until,
)
from station.domain.stamp import Stamp
from station.domain.values import Consent, Filed, Paper, Power, Presenter, Taken

FORMS: Mapping[Taken, Filed] = {
    Taken.ORIGINAL: Filed.PAPER,
    Taken.SEEN: Filed.PAPER,
    Taken.COPY: Filed.COPY,
    Taken.SCAN: Filed.COPY,
    Taken.CERTIFICATE: Filed.CERTIFICATE,
}
"""What a paper becomes in the space, by the way in which it came in."""


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """What stands on a document that is filed, as far as somebody typed it."""

    number: str = ""
    issuer: str = ""
    issued: date | None = None
    expires: date | None = None
    """`LASTING` where it says that it has no end."""


def consent(space: Space, what: Consent, guardian: str, stamp: Stamp) -> ConsentGiven:
    """The person, or for a child under 14 the guardian of this name, consents.

    Raises BadInput without the guardian, RuleBroken when it is in force already.
    """
    if what in space.consents:
        raise RuleBroken("this consent is in force already", "Nothing more is needed.")
    if not guardian and is_child(space, stamp.day):
        raise BadInput(
            {
                "guardian": StationError(
                    "for a child under 14 the guardian consents (个人信息保护法第三十一条)",
                    "Type the name of the guardian who signs.",
                )
            }
        )
    return ConsentGiven(at=stamp.at, by=stamp.by, person=space.person, what=what, guardian=guardian)


def revoke(space: Space, what: Consent, stamp: Stamp) -> ConsentRevoked:
    """The consent is taken back; what was done before stays lawful (个人信息保护法 15), and what
    lies in a space goes (47). Raises RuleBroken when there is none."""
    if what not in space.consents:
        raise RuleBroken("there is no such consent in force", "There is nothing to take back.")
    return ConsentRevoked(at=stamp.at, by=stamp.by, person=space.person, what=what)


def file_paper(
    space: Space, case: Case, item: Item, seq: int, said: OnPaper, stamp: Stamp
) -> DocumentFiled:
    """A paper that was taken in for the case goes into the space, for as long as its material
    serves again. Raises RuleBroken, and BadInput for what is typed wrongly."""
    _may_file(space, case)
    material = next((one for one in item.materials if one.seq == seq), None)
    paper = case.papers.get(seq)
    if material is None or paper is None or paper.taken not in IN_HAND:
        raise RuleBroken(
            "paper {seq} of case {number} is not in hand", "Take it in first.",
            seq=seq, number=case.number,
        )  # fmt: skip
    if paper.taken is Taken.SPACE:
        raise RuleBroken(
            "{name} came from a space", "It lies there already.", name=material.name_zh
        )
    if not material.reusable:
        raise RuleBroken(
            "{name} does not serve again", "By the item's list it is asked for anew each time.",
            name=material.name_zh,
        )  # fmt: skip
    until = _checked(material, said, stamp.day)
    return DocumentFiled(
        at=stamp.at, by=stamp.by, person=space.person, entry=entry_name(case.number, seq),
        form=FORMS[paper.taken], name=material.name_zh, number=said.number or paper.reference,
        issuer=said.issuer or material.source_authority, issued=said.issued, expires=until,
        case=case.number,
    )  # fmt: skip


def file_result(space: Space, case: Case, item: Item, stamp: Stamp) -> DocumentFiled:
    """The result of a concluded case goes into its applicant's space. Raises RuleBroken."""
    _may_file(space, case)
    result = result_of(case, item)
    if result is None:
        raise RuleBroken(
            "case {number} has no result that could serve again",
            "A result is filed when it was granted and handed out.",
            number=case.number,
        )
    return DocumentFiled(
        at=stamp.at, by=stamp.by, person=space.person, entry=entry_name(case.number, RESULT),
        form=Filed.RESULT, name=result.name, number=result.number, issuer=result.issuer,
        issued=result.issued, expires=result.expires, case=case.number,
    )  # fmt: skip


def files_itself(space: Space, case: Case, item: Item) -> bool:
    """Whether the result of this case goes into the space without a word: there is one, its
    applicant consents, and it was not filed before, nor taken out."""
    entry = entry_name(case.number, RESULT)
    return (
        space.is_open
        and space.person == case.applicant.id_number
        and entry not in {*space.entries, *space.gone}
        and result_of(case, item) is not None
    )


def remove(space: Space, entry: str, reason: str, stamp: Stamp) -> DocumentRemoved:
    """A document is taken out, as is the person's right at any time (个人信息保护法 47). Raises
    UnknownEntry."""
    if entry not in space.entries:
        raise UnknownEntry(
            "there is no document {entry} in this space", "Look at the list of what lies there.",
            entry=entry,
        )  # fmt: skip
    return DocumentRemoved(
        at=stamp.at, by=stamp.by, person=space.person, entry=entry, reason=reason
    )


def use(
    space: Space, case: Case, item: Item, papers: tuple[Paper, ...], confirmed_by: Presenter,
    stamp: Stamp,
) -> tuple[SpaceUsed, ...]:  # fmt: skip
    """The record of each of these papers that comes from the space: which entry, and who
    confirmed it. Raises BadInput with the fault of each paper, RuleBroken when whoever stands
    there cannot confirm."""
    taken = [paper for paper in papers if paper.taken is Taken.SPACE]
    if not taken:
        return ()
    if space.person != case.applicant.id_number:
        raise _foreign(case)
    _may_confirm(space, case, confirmed_by, stamp.day)
    materials = {material.seq: material for material in item.materials}
    faults: dict[str, StationError] = {}
    for paper in taken:
        try:
            _usable(space, materials[paper.seq], paper.reference, stamp.day)
        except StationError as fault:
            faults[str(paper.seq)] = fault
    if faults:
        raise BadInput(faults)
    return tuple(
        SpaceUsed(
            at=stamp.at, by=stamp.by, case=case.number, seq=paper.seq, entry=paper.reference,
            confirmed_by=confirmed_by, purpose=_purpose(space.at_hand[paper.reference]),
        )
        for paper in taken
    )  # fmt: skip


def is_child(space: Space, day: date) -> bool:
    """Whether the person is under 14, so that the guardian speaks (个人信息保护法 31)."""
    return space.owner.age_on(day) < CHILD_UNDER


def guarded_until(space: Space) -> date:
    """The last day on which the guardian speaks for the person: the eve of the 14th birthday
    (个人信息保护法 31)."""
    return space.owner.turns(CHILD_UNDER) - timedelta(days=1)


# ---- what must hold


def _purpose(entry: SpaceEntry) -> SharingPurpose | None:
    return entry.lent.purpose if entry.lent else None


def _may_file(space: Space, case: Case) -> None:
    if space.person != case.applicant.id_number:
        raise _foreign(case)
    if not space.is_open:
        raise closed()


def _may_confirm(space: Space, case: Case, who: Presenter, day: date) -> None:
    if who is Presenter.SELF and is_child(space, day):
        raise RuleBroken(
            "for a child under 14 the guardian confirms (个人信息保护法第三十一条)",
            "The guardian has to come; say that the guardian stands at the window.",
        )
    if who is Presenter.PROXY and not allows(mandate(case), Power.SUBMIT, day):
        raise RuleBroken(
            "there is no mandate in force for this (民法典第一百六十五条)",
            "Record a written mandate with this power and a period that covers today.",
        )


def _usable(space: Space, material: Material, name: str, day: date) -> None:
    if not space.is_open and not space.brought:
        raise closed()
    if not material.reusable:
        raise RuleBroken(
            "{name} cannot be taken from a space", "The item asks for it anew each time.",
            name=material.name_zh,
        )  # fmt: skip
    if not name:
        raise RuleBroken(
            "the space has nothing that serves for {name}", "Take in the paper itself.",
            name=material.name_zh,
        )  # fmt: skip
    entry = space.at_hand.get(name)
    if entry is None:
        raise UnknownEntry(
            "there is no document {entry} in this space", "Look at the list of what lies there.",
            entry=name,
        )  # fmt: skip
    if not entry.fits(material):
        raise RuleBroken(
            "{entry} cannot stand for {name}", "Take in the paper itself.",
            entry=entry.name, name=material.name_zh,
        )  # fmt: skip
    if not serves(entry, material, day):
        until = entry.good_until(material.reuse_rule)
        raise RuleBroken(
            "{name} served until {until}", "A new one has to be brought.",
            name=entry.name, until=until or "-",
        )  # fmt: skip


def _checked(material: Material, said: OnPaper, day: date) -> date | None:
    """Until when it serves. Raises BadInput."""
    faults: dict[str, StationError] = {}
    if said.issued and said.issued > day:
        faults["issued"] = StationError("this day is still to come", "Look at the paper.")
    if said.expires and said.expires < day:
        faults["expires"] = StationError("it has expired", "A new one has to be brought.")
    if material.reuse_rule is ReuseRule.UNTIL_EXPIRY and said.expires is None:
        faults["expires"] = StationError(
            "{name} serves until it expires", "Type the day that stands on it.",
            name=material.name_zh,
        )  # fmt: skip
    until = valid_until(material.reuse_rule, said.issued or day, said.expires)
    if not faults and until is not None and until < day:
        faults["expires" if said.expires == until else "issued"] = StationError(
            "it served until {until}", "A new one has to be brought.", until=until
        )
    if faults:
        raise BadInput(faults)
    return until


def closed() -> RuleBroken:
    """What is said where the person does not consent to the space."""
    return RuleBroken(
        "the person does not consent to the space (个人信息保护法第二十九条)",
        "Ask for the consent, apart from everything else, and have it signed.",
    )


def _foreign(case: Case) -> RuleBroken:
    return RuleBroken(
        "case {number} is not this person's", "Each space serves its own person.",
        number=case.number,
    )  # fmt: skip


class UnknownEntry(StationError):
    """A document that does not lie in this space, or not any more."""

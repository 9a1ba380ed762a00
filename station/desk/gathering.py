"""Everything that is kept of one person, gathered for them (个人信息保护法 45).

Other people in the person's cases stay masked: the copy is of one's own data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from station.desk.drafts import DraftDesk, DraftLine
from station.desk.office import Office, version_of
from station.domain.case import Case, Entry
from station.domain.decider_events import CaseAccepted
from station.domain.disputes import open_disputes
from station.domain.event import Event
from station.domain.fact_events import MandateGiven, PartyNamed, SpaceUsed
from station.domain.masking import masked
from station.domain.names import mask_name
from station.domain.people import Person
from station.domain.person_events import DataDisputed, PersonEvent
from station.domain.space import Space
from station.domain.values import Side
from station.storage.lookbook import Look, LookBook, WantedLooks

_PAGE = 500
OF_OTHERS = frozenset({"receiver", "witness", "who"})
"""Parts of events that name somebody, the person or another one."""
Plain = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OwnCase:
    """A case of the person, and what its papers are called, by number."""

    case: Case
    papers: Mapping[int, str]

    @property
    def official_number(self) -> str:
        """办件编号; empty before acceptance."""
        accepted = self.case.last(CaseAccepted)
        return accepted.official_number if accepted else ""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """All that is kept of the person with this identity number."""

    id_number: str
    person: Person | None
    """As they were told last; None if no case in use tells."""
    cases: tuple[OwnCase, ...]
    mentioned: tuple[PartyNamed | MandateGiven, ...]
    """Where they were named in cases, besides as applicant."""
    space: Space
    uses: tuple[SpaceUsed, ...]
    disputes: tuple[DataDisputed, ...]
    on_record: tuple[PersonEvent, ...]
    looks: tuple[Look, ...]
    unfinished: tuple[DraftLine, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is kept."""
        return not (self.cases or self.on_record or self.mentioned)

    @property
    def names(self) -> frozenset[str]:
        """What the person was ever called here."""
        told = [self.person, *(one.case.applicant for one in self.cases)]
        return frozenset(one.name for one in told if one)


def gathered(office: Office, id_number: str) -> Gathered:
    """All of it. Use it inside a visit."""
    log = LookBook(office.vault)
    numbers = log.cases_of(id_number)
    events = office.personbook.events(id_number)
    return Gathered(
        id_number=id_number,
        person=office.casebook.resident(id_number),
        cases=tuple(_own_case(office, number) for number in numbers),
        mentioned=tuple(log.naming(id_number)),
        space=office.personbook.space(id_number),
        uses=tuple(office.personbook.uses(numbers)),
        disputes=open_disputes(events),
        on_record=tuple(one for one in events if isinstance(one, PersonEvent)),
        looks=tuple(_looks(log, id_number)),
        unfinished=tuple(DraftDesk(office).same_person(id_number)),
    )


def _own_case(office: Office, number: str) -> OwnCase:
    case = office.case(number)
    item = office.version(*version_of(case))
    materials = item.materials if item else ()
    return OwnCase(case=case, papers={one.seq: one.name_zh for one in materials})


def _looks(log: LookBook, id_number: str) -> Iterator[Look]:
    before = 0
    while page := log.looks(WantedLooks(person=id_number), _PAGE, before):
        yield from page
        before = page[-1].place


# ---- in plain values


def plain(all_of_it: Gathered) -> Plain:
    """The same in names, texts, numbers and lists, for machines."""
    one = all_of_it
    space, person = one.space, one.person
    return {
        "person": msgspec.to_builtins(person) if person else {"id_number": one.id_number},
        "cases": [_case(own, one) for own in one.cases],
        "mentioned": [_own(_event(event), one) for event in one.mentioned],
        "space": {
            "open": space.is_open,
            "entries": [msgspec.to_builtins(entry) for entry in space.entries.values()],
            "brought": [msgspec.to_builtins(entry) for entry in space.brought.values()],
            "uses": [_event(use) for use in one.uses],
        },
        "consents": [what.value for what in space.consents],
        "disputes": [msgspec.to_builtins(event) for event in one.disputes],
        "on_record": [_event(event) for event in one.on_record],
        "looks": [_look(look) for look in one.looks],
        "unfinished": [
            {"since": line.draft.since.isoformat(), "by": line.draft.by, "form": line.draft.form}
            for line in one.unfinished
        ],
    }


def _case(own: OwnCase, of: Gathered) -> Plain:
    case = own.case
    return {
        "case": case.number,
        "official_number": own.official_number,
        "item": case.opened.item, "item_name": case.opened.item_name,
        "item_version": case.item_version, "state": case.state.value,
        "frozen": case.frozen_at(Side.STATION),
        "opened": case.opened.at.isoformat(),
        "applicant": msgspec.to_builtins(case.applicant),
        "papers": [
            {"name": own.papers.get(seq, ""), **msgspec.to_builtins(paper)}
            for seq, paper in sorted(case.papers.items())
        ],
        "history": [_own(_entry(entry), of) for entry in case.history],
    }  # fmt: skip


def _entry(entry: Entry) -> Plain:
    told = {"side": entry.side.value, **_event(entry.event)}
    return told | {"refused": str(entry.refused)} if entry.refused else told


def _event(event: Event) -> Plain:
    return {"kind": event.kind, **msgspec.to_builtins(event)}


def _own(value: object, of: Gathered) -> object:
    """The same with everybody masked but the person themselves."""
    if isinstance(value, Mapping):
        if value.get("id_number", of.id_number) != of.id_number:
            return masked(value)
        return {name: _own_part(name, part, of) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_own(part, of) for part in value]
    return value


def _own_part(name: str, part: object, of: Gathered) -> object:
    return own_name(name, part, of) if isinstance(part, str) else _own(part, of)


def own_name(part: str, value: str, of: Gathered) -> str:
    """The value of this part of an event; the name of somebody else is masked."""
    return mask_name(value) if part in OF_OTHERS and value not in of.names else value


def _look(look: Look) -> Plain:
    return {
        "at": look.at.isoformat(), "by": look.by, "side": look.side.value, "kind": look.kind,
        "case": look.case, "in_clear": look.in_clear, "purpose": look.purpose,
    }  # fmt: skip

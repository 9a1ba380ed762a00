"""Everything that is kept of one person, gathered for them (个人信息保护法 45).

Other people in the person's cases stay masked: the copy is of one's own data.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from station.desk.drafts import DraftDesk
from station.desk.office import Office
from station.domain.case import Case, Entry
from station.domain.decider_events import CaseAccepted
from station.domain.disputes import open_disputes
from station.domain.errors import StationError
from station.domain.masking import masked
from station.domain.person_events import PersonEvent
from station.storage.lookbook import Look, LookBook, WantedLooks

_PAGE = 500
Plain = dict[str, Any]


def gathered(office: Office, id_number: str) -> Plain:
    """All of it in plain values: names, texts, numbers, lists. Use it inside a visit."""
    log = LookBook(office.vault)
    cases = log.cases_of(id_number)
    events = office.personbook.events(id_number)
    space = office.personbook.space(id_number)
    resident = office.casebook.resident(id_number)
    return {
        "person": msgspec.to_builtins(resident) if resident else {"id_number": id_number},
        "cases": [_case(office, number, id_number) for number in cases],
        "mentioned": [_own(row, id_number) for row in _plain(log.naming(id_number))],
        "space": {
            "open": space.is_open,
            "entries": [msgspec.to_builtins(one) for one in space.entries.values()],
            "uses": [_event(use) for use in office.personbook.uses(cases)],
        },
        "consents": [what.value for what in space.consents],
        "disputes": [msgspec.to_builtins(one) for one in open_disputes(events)],
        "on_record": [_event(one) for one in events if isinstance(one, PersonEvent)],
        "looks": [_look(one) for one in _looks(log, id_number)],
        "unfinished": [
            {"since": line.draft.since.isoformat(), "by": line.draft.by, "form": line.draft.form}
            for line in DraftDesk(office).same_person(id_number)
        ],
    }


def _case(office: Office, number: str, id_number: str) -> Plain:
    case = office.case(number)
    accepted = case.last(CaseAccepted)
    names = _names(office, case)
    return {
        "case": case.number,
        "official_number": accepted.official_number if accepted else "",
        "item": case.opened.item, "item_name": case.opened.item_name,
        "item_version": case.item_version, "state": case.state.value, "frozen": case.frozen,
        "opened": case.opened.at.isoformat(),
        "applicant": msgspec.to_builtins(case.applicant),
        "papers": [
            {"name": names.get(seq, ""), **msgspec.to_builtins(paper)}
            for seq, paper in sorted(case.papers.items())
        ],
        "history": [_own(_entry(entry), id_number) for entry in case.history],
    }  # fmt: skip


def _names(office: Office, case: Case) -> Mapping[int, str]:
    try:
        item = office.item_of(case)
    except StationError:  # the copy is owed, whether the catalogue has the item or not
        return {}
    return {material.seq: material.name_zh for material in item.materials}


def _entry(entry: Entry) -> Plain:
    told = {"side": entry.side.value, **_event(entry.event)}
    return told | {"refused": str(entry.refused)} if entry.refused else told


def _event(event: object) -> Plain:
    return {"kind": getattr(event, "kind", ""), **msgspec.to_builtins(event)}


def _own(value: object, id_number: str) -> object:
    """The same with everybody masked but the person themselves."""
    if isinstance(value, Mapping):
        if value.get("id_number", id_number) != id_number:
            return masked(value)
        return {name: _own(part, id_number) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_own(part, id_number) for part in value]
    return value


def _plain(events: list[Any]) -> Iterator[Plain]:
    for event in events:
        yield _event(event)


def _looks(log: LookBook, id_number: str) -> Iterator[Look]:
    before = 0
    while page := log.looks(WantedLooks(person=id_number), _PAGE, before):
        yield from page
        before = page[-1].place


def _look(look: Look) -> Plain:
    return {
        "at": look.at.isoformat(), "by": look.by, "side": look.side.value, "kind": look.kind,
        "case": look.case, "in_clear": look.in_clear, "purpose": look.purpose,
    }  # fmt: skip

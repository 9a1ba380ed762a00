"""What a person says is wrong of what is kept of them, until it is settled (个人信息保护法 46)."""

from collections.abc import Iterable

from station.domain.act import REASON, optional
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.event import Event
from station.domain.fields import Field, FieldKind, Given, parse, understood
from station.domain.names import clean_address, clean_name, clean_phone
from station.domain.people import Person
from station.domain.person_events import DataDisputed, DisputeSettled, PersonCorrected
from station.domain.stamp import Stamp

DATA = ("name", "id_number", "phone", "address", "papers", "decision", "other")
"""What may be disputed: data of the person, or what a case says."""
DISPUTE_FIELDS = (
    Field(name="field", label="What is said to be wrong", kind=FieldKind.CHOICE, choices=DATA),
    Field(name="says", label="What the person says", kind=FieldKind.TEXT),
)
SETTLE_FIELDS = (
    Field(name="field", label="What was said to be wrong", kind=FieldKind.CHOICE, choices=DATA),
    Field(name="outcome", label="What came of it", kind=FieldKind.TEXT),
)
CORRECTABLE = ("name", "phone", "address")
"""The identity number names the person: a wrong one is put right on its case."""
CORRECT_FIELDS = (
    Field(name="field", label="What is corrected", kind=FieldKind.CHOICE, choices=CORRECTABLE),
    optional("after", "As it is right"),
    REASON,
)
_CHECKS = {"name": clean_name, "phone": clean_phone, "address": clean_address}


def open_disputes(events: Iterable[Event]) -> tuple[DataDisputed, ...]:
    """The disputes of one person that are not settled, in order; one for each field, its
    latest."""
    found: dict[str, DataDisputed] = {}
    for event in events:
        match event:
            case DataDisputed(field=field):
                found[field] = event
            case DisputeSettled(field=field):
                found.pop(field, None)
            case _:
                pass
    return tuple(found.values())


def dispute(person: str, given: Given, stamp: Stamp) -> DataDisputed:
    """The person says that something is wrong. Raises BadInput."""
    values = parse(DISPUTE_FIELDS, given)
    return DataDisputed(at=stamp.at, by=stamp.by, person=person, **values)


def settle(person: str, events: Iterable[Event], given: Given, stamp: Stamp) -> DisputeSettled:
    """What came of a dispute. Raises BadInput, RuleBroken if none is open there."""
    values = parse(SETTLE_FIELDS, given)
    if values["field"] not in [one.field for one in open_disputes(events)]:
        raise RuleBroken("nothing of this kind is in dispute", "Look at the list of disputes.")
    return DisputeSettled(at=stamp.at, by=stamp.by, person=person, **values)


def correct(person: Person, given: Given, stamp: Stamp) -> PersonCorrected:
    """Data of the person are put right at their word. Raises BadInput with all faults."""
    values, faults = understood(CORRECT_FIELDS, given)
    if values.keys() >= {"field", "after"}:
        try:
            values["after"] = _checked(person, values["field"], values["after"])
        except StationError as fault:
            faults["after"] = fault
    if faults:
        raise BadInput(faults)
    return PersonCorrected(
        at=stamp.at, by=stamp.by, person=person.id_number, before=getattr(person, values["field"]),
        **values,
    )  # fmt: skip


def _checked(person: Person, field: str, typed: str) -> str:
    after = _CHECKS[field](typed) if typed or field == "name" else ""
    if after == getattr(person, field):
        raise StationError("this is what is kept already", "Type it as it is right.")
    return after

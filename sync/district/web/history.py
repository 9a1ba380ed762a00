"""What an event says besides who and when, in words of the reader's language.

Data of people are masked as `station.domain.masking` says, until somebody says what for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum

from flask import g

from station.domain.approvers import Approver
from station.domain.case import Entry
from station.domain.event import Event
from station.domain.fact_events import EventRefused
from station.domain.items import Item, Material
from station.domain.looking import parted
from station.domain.masking import MASKS, mask_number
from station.domain.names import mask_phone
from station.domain.outlook import approver_words
from station.domain.people import Person
from station.domain.values import Deadline, Defect, NegativeKind, Paper, Promise
from station.domain.window import LEVELS
from sync.district import words
from sync.district.web.shown import (
    CHOSEN,
    QUIET,
    day,
    label_of,
    material_name,
    moment,
    no_kind,
    say,
    word,
)

Line = tuple[str, str]
_NOT_WORTH_A_NO = {"revealed", "redelegation", "excluded"}
"""Parts of which only the yes is told."""
_WORDS = {"clock", "field", "outcome", *CHOSEN}
"""Parts whose value is a word that the catalogue knows."""


@dataclass(frozen=True, kw_only=True)
class _Reading:
    papers: Mapping[int, Material]
    revealed: bool

    def paper(self, seq: int) -> str:
        """A material by number and name."""
        known = self.papers.get(seq)
        return f"{seq} {material_name(known)}" if known else str(seq)

    def person(self, one: Person) -> str:
        """Name, identity number and telephone."""
        number, phone = (
            (one.id_number, one.phone) if self.revealed
            else (mask_number(one.id_number), mask_phone(one.phone) if one.phone else "")
        )  # fmt: skip
        return " · ".join(filter(None, (one.name, number, phone)))


def details(entry: Entry, item: Item | None, *, revealed: bool = False) -> list[Line]:
    """What an event says: (label, words), empty parts left out."""
    papers = {one.seq: one for one in item.materials} if item else {}
    reading = _Reading(papers=papers, revealed=revealed)
    if isinstance(entry.event, EventRefused):
        return [(say("Reason"), words.because(entry.event, g.language))]
    return list(_details(entry.event, reading))


def _details(event: Event, reading: _Reading) -> Iterator[Line]:
    for name in (field.name for field in fields(event)):
        value = getattr(event, name)
        skip = name in QUIET or value in ("", None, ()) or (value is False and _quiet_no(name))
        if skip or (value == 0 and value is not False):
            continue
        label = say("Name" if isinstance(value, Person) else label_of(name))
        if isinstance(value, tuple):
            joined = all(isinstance(part, Enum | int | str) for part in value)
            told = [_told(name, part, reading) for part in value]
            yield from ((label, line) for line in (["、".join(told)] if joined else told))
        else:
            yield label, _told(name, value, reading)


def _quiet_no(name: str) -> bool:
    return name in _NOT_WORTH_A_NO


def _told(name: str, value: object, reading: _Reading) -> str:
    """One value in words."""
    match value:
        case Enum():
            return no_kind(value.value) if isinstance(value, NegativeKind) else word(value)
        case date():
            return moment(value) if isinstance(value, datetime) else day(value)
        case int():
            return _number(name, value, reading)
        case str():
            return _text(name, value, reading)
        case Approver():
            return approver_words(value, say, chinese=g.language == words.CHINESE)
        case _:
            return _compound(value, reading)


def _number(name: str, value: int, reading: _Reading) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no")
    if name in ("seq", "papers"):
        return reading.paper(value)
    if name == "level" and 0 < value <= len(LEVELS):
        return word(LEVELS[value - 1])
    return str(value)


def _text(name: str, value: str, reading: _Reading) -> str:
    if name in MASKS and not reading.revealed:
        return MASKS[name](value)
    if name == "purpose":
        usual, more = parted(value)
        return " · ".join(filter(None, (word(usual), more)))
    return word(value) if name in _WORDS else value


def _compound(value: object, reading: _Reading) -> str:
    match value:
        case Deadline():
            about = f" ({say('provisional')})" if value.provisional else ""
            return moment(value.at) + about
        case Defect():
            return " · ".join(filter(None, (value.paper, value.fault, value.basis, value.remedy)))
        case Paper():
            more = " · ".join(filter(None, (day(value.until), value.reference)))
            return f"{reading.paper(value.seq)}: {word(value.taken)}" + (more and f" · {more}")
        case Promise():
            return f"{value.seq} {value.paper}: {day(value.until)}"
        case Person():
            return reading.person(value)
        case _:
            return str(value)

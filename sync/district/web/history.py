"""What an event says besides who and when, in words of the reader's language.

Data of people are masked as `station.domain.masking` says, until somebody says what for.
"""

from flask import g

from station.domain import event_told
from station.domain.case import Entry
from station.domain.items import Item
from station.domain.masking import MASKS
from station.domain.names import mask_number, mask_phone
from station.domain.people import Person
from sync.district import words
from sync.district.web.shown import material_name, say


def details(entry: Entry, item: Item | None, *, revealed: bool = False) -> list[event_told.Line]:
    """What an event says: (label, words), empty parts left out."""

    def person(one: Person) -> str:
        number = one.id_number if revealed else mask_number(one.id_number)
        phone = one.phone if revealed or not one.phone else mask_phone(one.phone)
        return " · ".join(filter(None, (one.name, number, phone)))

    def text(name: str, value: str) -> str:
        return value if revealed or name not in MASKS else MASKS[name](value)

    papers = {one.seq: material_name(one) for one in item.materials} if item else {}
    chinese = g.language == words.CHINESE
    reading = event_told.Reading(say=say, chinese=chinese, papers=papers, person=person, text=text)
    return list(event_told.details(entry.event, reading))

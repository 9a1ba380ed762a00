"""A checked sheet in words: true or not, by whom and when, what to compare with the paper.

What translates is handed in: `say`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from station.domain.event import Event
from station.domain.events import KINDS
from station.domain.sheet_code import SheetCode
from station.domain.stamp import OFFICIAL_TIME
from station.domain.telling import Say, fill
from station.domain.trail_events import FormPrinted


class OnRecord(Enum):
    """What the office that checks has on record of a print, in words: English msgids."""

    SAME = "on record; what it tells is what the journal says now"
    CHANGED = "on record and true when it was printed; the journal says more or other now"
    OTHER = (
        "on record; what it tells cannot be made again: settings, catalogue or program have changed"
    )
    NOTED = "on record; what is on the paper is compared by eye"
    BLANK = "on record as a form without facts: whatever was written on it later proves nothing"
    GONE = "on record; the records of the case are frozen or purged"
    NONE = "not on record here: the station was restored since, or somebody else has its key"
    AWAITED = "the station has not sent the record of this print yet"
    UNNOTED = "no print of such a sheet is put on record"
    ELSEWHERE = "printed elsewhere: what it tells is not kept here"


PRINTS = tuple(
    kind for kind in KINDS.values() if "sheet_number" in getattr(kind, "__dataclass_fields__", {})
)
"""The kinds of events that put a print on record."""


def as_noted(event: Event, *, of_a_case: bool) -> OnRecord:
    """What it means that this entry puts a print on record, where the sheet is not made again.
    `of_a_case`: the sheet tells of one, and so is a blank where it was noted without."""
    is_blank = of_a_case and isinstance(event, FormPrinted)
    return OnRecord.BLANK if is_blank else OnRecord.NOTED


def noted_by(event: Event, code: SheetCode) -> bool:
    """Whether this entry puts the print with this code on record: its number, in its minute."""
    assert code.seal is not None
    same_minute = event.at.replace(second=0, microsecond=0) == code.seal.printed_at
    return getattr(event, "sheet_number", "") == code.sheet_number and same_minute


@dataclass(frozen=True, kw_only=True)
class CheckedSheet:
    """A sheet of which the signature holds."""

    code: SheetCode
    office: str
    name: str
    """Of the office that signed."""
    district: str
    """Which certified its key; empty: none did."""
    issued: date | None
    """When."""
    on_record: OnRecord
    title: str = ""
    printed_by: str = ""

    @property
    def sure(self) -> bool:
        """Whether nothing about it asks for another look: it is on record where it should be, and
        its facts were printed by who signed."""
        return self.on_record not in (OnRecord.NONE, OnRecord.BLANK)

    @property
    def plain(self) -> dict[str, Any]:
        """All of it as a value of JSON."""
        assert self.code.seal is not None
        return {
            "sheet": self.code.sheet_number, "case": self.code.case_number,
            "office": self.office, "name": self.name, "district": self.district,
            "printed_at": self.code.seal.printed_at.astimezone(OFFICIAL_TIME).isoformat(),
            "nth": self.code.seal.nth, "on_record": self.on_record.name.lower(),
        }  # fmt: skip

    def headline(self, say: Say) -> str:
        """In one sentence that it is genuine, by whom, when, and which print."""
        assert self.code.seal is not None
        at = self.code.seal.printed_at.astimezone(OFFICIAL_TIME)
        words = say("genuine: signed by {name} ({office}) on {moment}, print no. {nth}")
        return fill(words, {
            "name": self.name, "office": self.office, "moment": f"{at:%Y-%m-%d %H:%M}",
            "nth": self.code.seal.nth,
        })  # fmt: skip

    def rows(self, say: Say) -> Iterator[tuple[str, str]]:
        """What stands on the paper too, and what is known besides."""
        yield say("Sheet"), f"{self.code.sheet_number} {self.title}".strip()
        yield say("Case"), self.code.case_number or say("none: a form without facts, or of no case")
        if self.printed_by:
            yield say("Printed by"), self.printed_by
        yield say("Key"), self._key(say)
        yield say("On record"), say(self.on_record.value)

    def _key(self, say: Say) -> str:
        if not self.district:
            return say("its own; no district has certified it, so nobody else can prove it yet")
        if self.office == self.district:
            return say("the district's own")
        values = {"district": self.district, "day": self.issued}
        return fill(say("certified by district {district} on {day}"), values)

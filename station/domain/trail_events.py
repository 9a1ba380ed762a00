"""What people do with what an office keeps, and that changes nothing: put on record for whoever
audits it. Together with the looks at people and cases, the sheets and the copies, this is the
audit trail (GB/T 22239 8.1.4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from station.domain.event import Event
from station.domain.printing import Became
from station.domain.values import Carriage, Searched


@dataclass(frozen=True, kw_only=True)
class SearchMade(Event):
    """Somebody looked for a person or a case."""

    kind = "search_made"
    among: Searched
    term: str
    """A mark of the words, 64 hex digits: the same words have the same mark until the vault gets
    another data key, and who lacks that key cannot find the words from it."""
    hits: int


@dataclass(frozen=True, kw_only=True)
class StickUsed(Event):
    """Parcels were taken in from a stick, or written to one. It is on record before that is done,
    so that what leaves tells of itself."""

    kind = "stick_used"
    way: Carriage


@dataclass(frozen=True, kw_only=True)
class ExchangesScheduled(Event):
    """From here on exchanges with the district go by themselves, while `by` is signed in. What was
    recorded went with them as it stood: they hand over nothing, and sign nothing."""

    kind = "exchanges_scheduled"
    every: int
    """Minutes between two of them."""


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Event):
    """The station was opened under other settings or rules than the last time. `by` is who opened
    it; who changed the file nobody can know."""

    kind = "policy_changed"
    before: Mapping[str, str]
    """What is different now: name and value. Of a file the beginning of its SHA-256."""
    after: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ReckoningPrinted(Event):
    """The sheet was printed that compares what both offices hold."""

    kind = "reckoning_printed"
    sheet_number: str
    nth: int
    """Counts the prints of the sheet of this comparison."""
    compared: datetime
    """When the two were compared."""
    same: bool
    """Whether it says that both hold the same."""
    saved: bool
    """Whether it went into a file and not to the printer."""


@dataclass(frozen=True, kw_only=True)
class FormPrinted(Event):
    """A sheet of no single case was printed: the guide to an item, a blank, a list of cases."""

    kind = "form_printed"
    sheet: str
    sheet_number: str
    about: str
    """By which prints of the same are known: item and version of a guide (SB-01/3), of a hand-over
    list the digest of day, receiver and receipt numbers; empty for a blank, which tells nothing."""
    nth: int
    """Counts the prints of the same; 1 for a blank, each of which is another."""
    saved: bool
    """Whether it went into a file and not to the printer."""


@dataclass(frozen=True, kw_only=True)
class DayEndPrinted(Event):
    """The sheet of a day was printed: the head of the journal on paper."""

    kind = "day_end_printed"
    day: date
    sheet_number: str
    head: str
    """The hash that stands on the sheet, 64 hex digits,"""
    number: int
    """and the entry after which it was."""
    nth: int
    """Counts the prints of the sheet of this day."""
    saved: bool
    """Whether the sheet went into a file and not to the printer."""


@dataclass(frozen=True, kw_only=True)
class SheetSettled(Event):
    """Something was done with a sheet that waited to be printed. That it was made is on record
    with its number already."""

    kind = "sheet_settled"
    sheet_number: str
    became: Became

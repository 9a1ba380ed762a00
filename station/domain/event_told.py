"""What an event says besides who and when, as lines of a label and words.

What translates, what names the papers and what may be shown of people are handed in: `Reading`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum

from station.domain.acts import ACTS
from station.domain.approvers import Approver
from station.domain.disputes import CORRECT_FIELDS, DISPUTE_FIELDS, SETTLE_FIELDS
from station.domain.event import Event
from station.domain.explaining import because
from station.domain.fact_events import EventRefused
from station.domain.fields import Field
from station.domain.looking import LOOK_FIELDS, parted
from station.domain.outlook import approver_words
from station.domain.people import Person
from station.domain.person_events import (
    ConsentGiven,
    ConsentRevoked,
    DataDisputed,
    DisputeSettled,
    PersonCorrected,
    PersonExported,
    PersonViewed,
)
from station.domain.scan_events import Scan
from station.domain.sharing_acts import SHARING_FIELDS
from station.domain.sharing_events import SharingConsented
from station.domain.stamp import OFFICIAL_TIME
from station.domain.telling import Say, name_of
from station.domain.values import NOES, Deadline, Defect, NegativeKind, Paper, Promise
from station.domain.window import LEVELS

Line = tuple[str, str]
QUIET = frozenset({
    "at", "by", "case", "applicant", "item", "item_version", "decider", "refused", "raw",
    "digests", "head", "told", "part", "parts", "sha256",
})  # fmt: skip
"""Parts of an event that are shown elsewhere, or that tell a person nothing."""
_FORMS: tuple[tuple[type[Event], Sequence[Field]], ...] = (
    *((act.event, act.fields) for act in ACTS.values()),
    (DataDisputed, DISPUTE_FIELDS), (DisputeSettled, SETTLE_FIELDS),
    (PersonCorrected, CORRECT_FIELDS), (PersonViewed, LOOK_FIELDS), (PersonExported, LOOK_FIELDS),
    (SharingConsented, SHARING_FIELDS),
)  # fmt: skip
"""What is asked of whoever writes an event of this kind."""
_ASKED = {(kind, one.name): one.label for kind, asked in _FORMS for one in asked}
_NAMED = {one.name: one.label for _, asked in reversed(_FORMS) for one in asked}
_CONSENT = (ConsentGiven, ConsentRevoked)
_CHOICES = {choice for _, asked in _FORMS for one in asked for choice in one.choices}
_WORDS = {"clock", *(one.name for _, asked in _FORMS for one in asked if one.choices)}
"""Parts whose value may be a word that the catalogue knows."""
_NOT_WORTH_A_NO = {"revealed", "redelegation", "excluded", "saved"}
"""Parts of which only the yes is told."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Who reads: in which language, and what they may see."""

    say: Say
    chinese: bool
    """Whether names that data have in two languages are told in Chinese."""
    papers: Mapping[int, str]
    """The names of the papers of the case, by number."""
    person: Callable[[Person], str]
    """A person, masked or not."""
    text: Callable[[str, str], str]
    """The value of the part with this name, masked or not."""

    def word(self, name: str | Enum) -> str:
        """The word for a name of the rolls."""
        return self.say(name_of(name))

    def paper(self, seq: int) -> str:
        """A paper by number and name."""
        return f"{seq} {self.papers[seq]}" if seq in self.papers else str(seq)


def label_of(kind: type[Event], part: str) -> str:
    """The msgid for a part of an event: as the form says that asks for it, else as others do, else
    its own name."""
    if part == "what" and issubclass(kind, _CONSENT):
        return "Consent"
    known = _ASKED.get((kind, part)) or _NAMED.get(part)
    return known or part.replace("_", " ").capitalize()


def details(event: Event, reading: Reading) -> Iterator[Line]:
    """What the event says: (label, words), empty parts left out; not of whom it is, where it is
    kept by person."""
    if isinstance(event, EventRefused):
        yield reading.say("Reason"), because(event.reason, event.values, reading.say)
        return
    for name in (field.name for field in fields(event)):
        value = getattr(event, name)
        if name not in QUIET and not _says_nothing(name, value):
            label = "Name" if isinstance(value, Person) else label_of(type(event), name)
            yield from ((reading.say(label), words) for words in _words(name, value, reading))


def moment(at: datetime | None) -> str:
    """A time in official time, to the minute; as it was written if it has none there."""
    try:
        return f"{at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}" if at else ""
    except (OverflowError, ValueError):
        return str(at)


def day(at: datetime | date | None) -> str:
    """A day in official time."""
    if isinstance(at, datetime):
        at = at.astimezone(OFFICIAL_TIME).date()
    return at.isoformat() if at else ""


def _says_nothing(name: str, value: object) -> bool:
    if name == "person" and isinstance(value, str):
        return True
    if value is False:
        return name in _NOT_WORTH_A_NO
    return value in ("", None, (), 0)


def _words(name: str, value: object, reading: Reading) -> list[str]:
    if not isinstance(value, tuple):
        return [_told(name, value, reading)]
    told = [_told(name, part, reading) for part in value]
    if all(isinstance(part, Enum | int | str) for part in value):
        return ["、".join(told)]
    return told


def _told(name: str, value: object, reading: Reading) -> str:
    """One value in words."""
    match value:
        case Enum():
            no = isinstance(value, NegativeKind)
            return reading.say(NOES[value.value]) if no else reading.word(value)
        case date():
            return moment(value) if isinstance(value, datetime) else day(value)
        case int():
            return _number(name, value, reading)
        case str():
            return _text(name, value, reading)
        case _:
            return _compound(value, reading)


def _number(name: str, value: int, reading: Reading) -> str:
    if isinstance(value, bool):
        return reading.say("yes" if value else "no")
    if name in ("seq", "papers"):
        return reading.paper(value)
    if name == "level" and 0 < value <= len(LEVELS):
        return reading.word(LEVELS[value - 1])
    return str(value)


def _text(name: str, value: str, reading: Reading) -> str:
    if name == "purpose":
        usual, more = parted(value)
        return " · ".join(filter(None, (reading.word(usual), more)))
    if name == "clock" or (name in _WORDS and value in _CHOICES):
        return reading.word(value)
    return reading.text(name, value)


def _compound(value: object, reading: Reading) -> str:
    match value:
        case Deadline():
            about = f" ({reading.say('provisional')})" if value.provisional else ""
            return moment(value.at) + about
        case Defect():
            return " · ".join(filter(None, (value.paper, value.fault, value.basis, value.remedy)))
        case Paper():
            more = " · ".join(filter(None, (day(value.until), value.reference)))
            told = f"{reading.paper(value.seq)}: {reading.word(value.taken)}"
            return f"{told} · {more}" if more else told
        case Promise():
            return f"{value.seq} {value.paper}: {day(value.until)}"
        case Person() | Approver() | Scan():
            return _named(value, reading)
        case _:
            return str(value)


def _named(value: Person | Approver | Scan, reading: Reading) -> str:
    if isinstance(value, Person):
        return reading.person(value)
    if isinstance(value, Scan):
        kilobytes = f"{-(-value.size // 1024)} kB"
        return " · ".join((reading.text("name", value.name), value.form.value, kilobytes))
    return approver_words(value, reading.say, chinese=reading.chinese)

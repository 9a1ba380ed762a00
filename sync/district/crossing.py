"""What one case may not do because of another: numbers that are given once, letters of consent
that must be true.

Only the district sees all cases, so only it asks. Faults stand at their fields, as those of the
act itself do. Everything here runs inside the caller's visit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from station.domain.case import Case, Entry
from station.domain.decider_events import (
    AcceptanceRevoked,
    CaseDeemedWithdrawn,
    CaseNotAccepted,
    CaseNotRequired,
    CaseRefused,
    CaseReturned,
    CaseTerminated,
    CaseVoided,
    CaseWithdrawn,
)
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fact_events import ConsentLetterIssued
from station.domain.fields import Given
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.text import clean_line
from sync.district.casebook import CaseBook, Letter

ENDS_CONSENT: tuple[type[CaseEvent], ...] = (
    CaseRefused, CaseReturned, CaseTerminated, AcceptanceRevoked, CaseNotAccepted,
    CaseNotRequired, CaseWithdrawn, CaseDeemedWithdrawn, CaseVoided,
)  # fmt: skip
"""After these nothing is left to consent to."""
Faults = dict[str, StationError]


class NumberTaken(StationError):
    """A number that another case or letter bears."""


class NoSuchLetter(StationError):
    """A letter of consent that does not carry this case."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    book: CaseBook
    case: Case
    given: Given
    today: date

    def line(self, name: str) -> str:
        """What was typed; empty where it is no line: the act itself says so."""
        raw = self.given.get(name, "")
        try:
            return clean_line(raw) if isinstance(raw, str) else ""
        except StationError:
            return ""


def faults(book: CaseBook, case: Case, act: str, given: Given, stamp: Stamp) -> Faults:
    """What is wrong with this act because of other cases, by field; nothing as a rule."""
    today = stamp.at.astimezone(OFFICIAL_TIME).date()
    look = _LOOKS.get(act)
    return look(_Asked(book=book, case=case, given=given, today=today)) if look else {}


def _accepted(asked: _Asked) -> Faults:
    number = asked.line("official_number")
    bearer = asked.book.bearer(number) if number else ""
    if not bearer:
        return {}
    return {"official_number": NumberTaken(
        "case {number} has this official number already", "Take the next one.", number=bearer,
    )}  # fmt: skip


def _issued(asked: _Asked) -> Faults:
    found: Faults = {}
    letter, other = asked.line("number"), asked.line("to_case")
    before = asked.book.letters(letter=letter) if letter else []
    if before:
        found["number"] = NumberTaken(
            "case {number} has issued a letter of this number already", "Take the next one.",
            number=before[0].of_case,
        )  # fmt: skip
    if other == asked.case.number:
        found["to_case"] = StationError(
            "a letter of consent is for another case", "Give the receipt number of that one."
        )
    elif other and asked.book.state(other) is None:
        found["to_case"] = _no_case(other)
    return found


def _relied(asked: _Asked) -> Faults:
    """The letter is looked for among those of the case that is named."""
    number, other = asked.line("number"), asked.line("of_case")
    issuer = asked.book.case(other) if other else None
    if other and issuer is None:
        return {"of_case": _no_case(other)}
    if not number or issuer is None:
        return {}
    letters = asked.book.letters(letter=number)
    found = next((one for one in letters if one.of_case == other), None)
    if found is None or found.to_case != asked.case.number:
        return {"number": NoSuchLetter(
            "case {number} has issued no such letter for this case",
            "Compare number and case with the letter.", number=other,
        )}  # fmt: skip
    return _still_good(asked, found, issuer[1])


def _still_good(asked: _Asked, letter: Letter, issuer: Case) -> Faults:
    found: Faults = {}
    if ended_since(issuer, letter.letter):
        found["number"] = NoSuchLetter(
            "case {number} came to nothing after it issued this letter",
            "Decide without it, or ask the office of that case.", number=issuer.number,
        )  # fmt: skip
    elif letter.valid_until < asked.today:
        found["number"] = NoSuchLetter(
            "this letter was valid until {day}", "Ask for a new one.", day=letter.valid_until
        )
    until = asked.line("valid_until").replace("/", "-").replace(".", "-")
    if _is_day(until) and date.fromisoformat(until) != letter.valid_until:
        found["valid_until"] = StationError(
            "the letter says {day}", "Give the day that stands on the letter.",
            day=letter.valid_until,
        )  # fmt: skip
    return found


def ended_since(issuer: Case, letter: str) -> bool:
    """Whether the case came to nothing after it issued this letter."""
    issued = False
    for entry in issuer.history:
        issued = issued or _is_issue(entry, letter)
        if issued and not entry.refused and isinstance(entry.event, ENDS_CONSENT):
            return True
    return False


def _is_issue(entry: Entry, letter: str) -> bool:
    event = entry.event
    return not entry.refused and isinstance(event, ConsentLetterIssued) and event.number == letter


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _no_case(number: str) -> StationError:
    return StationError(
        "no case {number} has arrived here",
        "Compare it with the receipt; or the station must synchronise first.", number=number,
    )  # fmt: skip


_LOOKS: Mapping[str, Callable[[_Asked], Faults]] = {
    "accept": _accepted,
    "accept_gap": _accepted,
    "issue_letter": _issued,
    "rely_on_letter": _relied,
}

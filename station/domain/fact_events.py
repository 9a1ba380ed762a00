"""What is put on record of a case and moves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from station.domain.event import CaseEvent
from station.domain.people import Person
from station.domain.sharing_events import SharingPurpose
from station.domain.values import Deadline, NegativeKind, Place, Power, Presenter, Request, Role


@dataclass(frozen=True, kw_only=True)
class PartyNamed(CaseEvent):
    """Somebody besides the applicant has to do with the case; `relation` is to the applicant."""

    kind = "party_named"
    role: Role
    person: Person
    relation: str


@dataclass(frozen=True, kw_only=True)
class MandateGiven(CaseEvent):
    """委托: signed by the applicant; agent, matter, powers and period (民法典 165)."""

    kind = "mandate_given"
    mandatary: Person
    matter: str
    powers: tuple[Power, ...]
    begins: date
    ends: date
    redelegation: bool
    """Whether the mandatary may pass it on (民法典 169)."""
    notes: str
    """What else was agreed."""


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(CaseEvent):
    """The applicant took the mandate back, or it ended (民法典 173)."""

    kind = "mandate_revoked"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OriginalsMoved(CaseEvent):
    """Originals changed hands. `papers` are numbers of materials, `note` the list or the name
    of who signed for them."""

    kind = "originals_moved"
    papers: tuple[int, ...]
    to: Place
    note: str


@dataclass(frozen=True, kw_only=True)
class RequestMade(CaseEvent):
    """The applicant, or the window, asks the holder for something that only the holder can do."""

    kind = "request_made"
    what: Request
    reason: str
    presenter: Presenter


@dataclass(frozen=True, kw_only=True)
class PromiseExtended(CaseEvent):
    """More time for a promised paper, for a reason nobody could help (不可抗力)."""

    kind = "promise_extended"
    seq: int
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class SiteVisited(CaseEvent):
    """现场核查, by two of the staff at least (行政许可法 34). `statement` is what the applicant, or
    who was there for them, says to it."""

    kind = "site_visited"
    staff: tuple[str, ...]
    findings: str
    remedy: str
    visited_at: datetime | None
    place: str
    offices: str
    """Which other offices took part (联合踏勘)."""
    statement: str


@dataclass(frozen=True, kw_only=True)
class ConsentLetterIssued(CaseEvent):
    """同意函: this case will be granted but is not finished; `to_case` may go on with it."""

    kind = "consent_letter_issued"
    number: str
    to_case: str
    conditions: str
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class ConsentLetterRelied(CaseEvent):
    """This case goes on with the consent letter of `of_case` in place of its decision."""

    kind = "consent_letter_relied"
    number: str
    of_case: str
    valid_until: date


@dataclass(frozen=True, kw_only=True)
class SpaceUsed(CaseEvent):
    """A filed document of the applicant's space serves this case; they confirmed it."""

    kind = "space_used"
    seq: int
    entry: str
    confirmed_by: Presenter
    purpose: SharingPurpose | None
    """For what alone it may be used, if it lies in the space at another station
    (个人信息保护法 23)."""


@dataclass(frozen=True, kw_only=True)
class MessageWritten(CaseEvent):
    """A word from one office to the other about this case."""

    kind = "message_written"
    words: str


@dataclass(frozen=True, kw_only=True)
class MessageRead(CaseEvent):
    """The first `upto` words of the other office were read here."""

    kind = "message_read"
    upto: int


@dataclass(frozen=True, kw_only=True)
class ContactMade(CaseEvent):
    """The applicant was called, visited or written to; `companion` is who came along."""

    kind = "contact_made"
    channel: str
    words: str
    companion: str


@dataclass(frozen=True, kw_only=True)
class NegativeExplained(CaseEvent):
    """The applicant asked why and was told, or objected (否定事项监审)."""

    kind = "negative_explained"
    what: NegativeKind
    explained: bool
    objection: str


@dataclass(frozen=True, kw_only=True)
class RatingContacted(CaseEvent):
    """Whoever gave the bad rating of this visit was spoken to, or could not be reached."""

    kind = "rating_contacted"
    visit: date
    words: str


@dataclass(frozen=True, kw_only=True)
class RatingSettled(CaseEvent):
    """What came of the bad rating of this visit: mended, explained, or given by mistake.
    `contented` is what the rater said when they were asked again on `asked_on`."""

    kind = "rating_settled"
    visit: date
    outcome: str
    words: str
    cause: str
    asked_on: date | None
    contented: bool | None


@dataclass(frozen=True, kw_only=True)
class DueMoved(CaseEvent):
    """A calendar changed, and with it a day that was told. Both stay on record."""

    kind = "due_moved"
    clock: str
    was: Deadline
    now: Deadline
    why: str


@dataclass(frozen=True, kw_only=True)
class SheetPrinted(CaseEvent):
    """A sheet was printed; `nth` counts the prints of this sheet for this case."""

    kind = "sheet_printed"
    sheet: str
    sheet_number: str
    nth: int
    pages: int
    saved: bool
    """Whether it went into a file, in clear, and not to the printer."""


@dataclass(frozen=True, kw_only=True)
class CaseViewed(CaseEvent):
    """Somebody looked at the personal data of a case."""

    kind = "case_viewed"
    revealed: bool
    """True when the unmasked numbers were shown."""
    purpose: str
    """Why they were shown; empty for a masked look."""


@dataclass(frozen=True, kw_only=True)
class RecordsFrozen(CaseEvent):
    """This office no longer uses the case, only stores and protects it (个人信息保护法 47). Of the
    copy of the other office it says nothing."""

    kind = "records_frozen"
    basis: str
    """The rule by which it is kept, and for how long."""


@dataclass(frozen=True, kw_only=True)
class RecordsPurged(CaseEvent):
    """The term of keeping is over: what these entries said is gone from this office
    (个人信息保护法 19, 47). One of a case with very many entries is told in several."""

    kind = "records_purged"
    digests: tuple[str, ...]
    """Of the bytes that are gone, 64 hex digits each: with them the chain still closes."""
    head: str
    """The last hash of this office's journal that the other one held then."""
    unbacked: str
    """Why a station did not wait for a backup of the district that has it; empty if one has, and
    at a district."""


@dataclass(frozen=True, kw_only=True)
class EventRefused(CaseEvent):
    """An event that came over the line is on record and has no effect, for this reason."""

    kind = "event_refused"
    refused: str
    """The digest of the refused event's bytes."""
    reason: str
    """The msgid of the reason, so that each office tells it in its own language."""
    values: Mapping[str, str]
    """What fills the named places of the reason."""

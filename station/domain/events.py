"""Everything that can happen, as values. An event is past, immutable and whole.

`KINDS` is the roll: the name under which an event travels and lies in the journal. Whether
an event moves a case, and who may write it, stands in `station.domain.states`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from station.domain.errors import RuleBroken
from station.domain.people import Person
from station.domain.values import Deadline, Defect, Paper, Side


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened once: `at` carries a time zone, `by` is the person's name."""

    kind: ClassVar[str]
    at: datetime
    by: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            hint = "This is a fault of the program."
            raise RuleBroken("the time of {kind} has no time zone", hint, kind=self.kind)


@dataclass(frozen=True, kw_only=True)
class StationOpened(Event):
    """The journal begins: this station was set up."""

    kind = "station_opened"
    station: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AgentAdded(Event):
    """A person may work here. `signs` and `opens` are public keys, 64 hex digits each."""

    kind = "agent_added"
    agent: str
    role: str
    signs: str
    opens: str


@dataclass(frozen=True, kw_only=True)
class AgentCame(Event):
    """An agent unlocked the vault."""

    kind = "agent_came"


@dataclass(frozen=True, kw_only=True)
class HeadSigned(Event):
    """The agent signs `chain.signable`: everything since the last signature is theirs."""

    kind = "head_signed"
    signature: str


@dataclass(frozen=True, kw_only=True)
class DistrictJoined(Event):
    """The station was enrolled with its district."""

    kind = "district_joined"
    district: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LifeBegun(Event):
    """A new incarnation: the station was restored, copied, or found to have two histories."""

    kind = "life_begun"
    incarnation: str
    parent: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BackupMade(Event):
    """A copy of the vault was made and opened again to check it."""

    kind = "backup_made"
    events: int
    """How many journal events the copy holds."""


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """Something that happened to the case with this local receipt number."""

    case: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseEvent):
    """A resident asks for an item. `decider` is the end of the line that will decide."""

    kind = "case_opened"
    item: str
    item_version: int
    item_name: str
    decider: Side
    applicant: Person


@dataclass(frozen=True, kw_only=True)
class PapersTaken(CaseEvent):
    """Papers were handed in, promised, or given back. Each replaces its row of before."""

    kind = "papers_taken"
    papers: tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(CaseEvent):
    """The one-time notice of all that is missing was handed to the resident at the window."""

    kind = "notice_given"
    defects: tuple[Defect, ...]


@dataclass(frozen=True, kw_only=True)
class CaseReceived(CaseEvent):
    """收件: the papers are in the station's hands. The notice clock runs from here."""

    kind = "case_received"


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(CaseEvent):
    """The case goes to the one who decides."""

    kind = "case_handed_over"


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(CaseEvent):
    """补正: the authority names, once, everything that must be put right."""

    kind = "correction_asked"
    defects: tuple[Defect, ...]
    fix_by: date | None


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(CaseEvent):
    """受理: the authority takes the case; the decision clock starts."""

    kind = "case_accepted"
    official_number: str
    legal_due: Deadline | None
    promised_due: Deadline | None


@dataclass(frozen=True, kw_only=True)
class ReviewStarted(CaseEvent):
    """审查: the papers, or the place, are being looked into."""

    kind = "review_started"
    note: str


@dataclass(frozen=True, kw_only=True)
class CaseGranted(CaseEvent):
    """The decision: granted."""

    kind = "case_granted"
    decision_number: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CaseRefused(CaseEvent):
    """The decision: refused, with its reason, clause and remedies."""

    kind = "case_refused"
    decision_number: str
    reason: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class ResultDispatched(CaseEvent):
    """The result document is on its way to the station."""

    kind = "result_dispatched"
    document: str
    document_number: str
    copies: int


@dataclass(frozen=True, kw_only=True)
class PickupAppointed(CaseEvent):
    """The resident was told when and where to fetch the result."""

    kind = "pickup_appointed"
    place: str
    day: date
    slot: str
    bring: str
    who: str
    keep_until: date | None


@dataclass(frozen=True, kw_only=True)
class ResultDelivered(CaseEvent):
    """送达: the result is in the recipient's hands, or lawfully left for them."""

    kind = "result_delivered"
    way: str
    place: str
    receiver: str
    relation: str
    received_at: datetime
    remark: str


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseEvent):
    """归档: nothing more will happen to this case."""

    kind = "case_archived"


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """The applicant does not want it any more."""

    kind = "case_withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseVoided(CaseEvent):
    """The case was entered by mistake."""

    kind = "case_voided"
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetPrinted(CaseEvent):
    """A sheet was printed; `nth` counts the prints of this sheet for this case."""

    kind = "sheet_printed"
    sheet: str
    sheet_number: str
    nth: int


@dataclass(frozen=True, kw_only=True)
class CaseViewed(CaseEvent):
    """Somebody looked at the personal data of a case."""

    kind = "case_viewed"
    revealed: bool
    """True when the unmasked numbers were shown."""


@dataclass(frozen=True, kw_only=True)
class EventRefused(CaseEvent):
    """An event that came over the line is on record and has no effect, for this reason."""

    kind = "event_refused"
    refused: str
    """The digest of the refused event's bytes."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class Unrecognised(Event):
    """A kind, or a form of a kind, that this version does not know. Kept and sent on whole."""

    kind = "unrecognised"
    raw: bytes
    case: str
    """The case it names; empty if none."""


KINDS: Mapping[str, type[Event]] = MappingProxyType(
    {
        event.kind: event
        for event in (
            StationOpened, AgentAdded, AgentCame, HeadSigned, DistrictJoined, LifeBegun,
            BackupMade, CaseOpened, PapersTaken, NoticeGiven, CaseReceived, CaseHandedOver,
            CorrectionAsked, CaseAccepted, ReviewStarted, CaseGranted, CaseRefused,
            ResultDispatched, PickupAppointed, ResultDelivered, CaseArchived, CaseWithdrawn,
            CaseVoided, SheetPrinted, CaseViewed, EventRefused,
        )
    }
)  # fmt: skip

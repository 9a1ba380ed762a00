"""What is put on record of a person, and not of one case: notice, consent, their space."""

from dataclasses import dataclass
from datetime import date

from station.domain.event import Event
from station.domain.people import ResidentId
from station.domain.values import Consent, Filed


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Something about the person with this identity number. Raises BadResidentId for what is
    none."""

    person: str

    def __post_init__(self) -> None:
        super().__post_init__()
        ResidentId(number=self.person)


@dataclass(frozen=True, kw_only=True)
class PersonInformed(PersonEvent):
    """The notice on personal information was given, once to each (个人信息保护法 17, 35)."""

    kind = "person_informed"
    version: str
    """Which wording was shown."""


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(PersonEvent):
    """A separate consent, ticked by itself and signed (个人信息保护法 29)."""

    kind = "consent_given"
    what: Consent
    guardian: str
    """Who consented for a child under 14 (个人信息保护法 31); empty otherwise."""


@dataclass(frozen=True, kw_only=True)
class ConsentRevoked(PersonEvent):
    """The consent was taken back; what was done before stays lawful (个人信息保护法 15). With the
    one to the space the documents in it go (47)."""

    kind = "consent_revoked"
    what: Consent


@dataclass(frozen=True, kw_only=True)
class DocumentFiled(PersonEvent):
    """A document or a result lies in the person's space."""

    kind = "document_filed"
    entry: str
    """Its name at this station: the case it came from and its place there."""
    form: Filed
    name: str
    """As the item names the paper, or the office its result."""
    number: str
    issuer: str
    issued: date | None
    expires: date | None
    """The last day on which it serves; None where no end was told."""
    case: str


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(PersonEvent):
    """A document was taken out of the space."""

    kind = "document_removed"
    entry: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonCorrected(PersonEvent):
    """What was kept of the person was put right at their word, with no case running
    (个人信息保护法 46). `field` is `name`, `phone` or `address`."""

    kind = "person_corrected"
    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DataDisputed(PersonEvent):
    """The person says that something kept of them is wrong (个人信息保护法 46); their word
    stands beside it until it is `settled`."""

    kind = "data_disputed"
    field: str
    says: str


@dataclass(frozen=True, kw_only=True)
class DisputeSettled(PersonEvent):
    """What became of a dispute."""

    kind = "dispute_settled"
    field: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PersonViewed(PersonEvent):
    """Somebody looked at all that is kept of a person, for this purpose."""

    kind = "person_viewed"
    purpose: str


@dataclass(frozen=True, kw_only=True)
class PersonExported(PersonEvent):
    """A copy of all that is kept of a person was handed out (个人信息保护法 45)."""

    kind = "person_exported"
    purpose: str


@dataclass(frozen=True, kw_only=True)
class PersonSheetPrinted(PersonEvent):
    """A sheet about the person and no case was printed; `nth` counts the prints of this sheet for
    them."""

    kind = "person_sheet_printed"
    sheet: str
    sheet_number: str
    nth: int
    saved: bool
    """Whether it went into a file, in clear, and not to the printer."""

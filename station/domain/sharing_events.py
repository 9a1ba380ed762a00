"""What is on record where documents of a resident's space go to another station.

A consent of its own that names the recipient, its purpose and the kinds (个人信息保护法 23), and
what became of it. A consent is named by its person, the recipient, and `since`: when it was given.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from station.domain.person_events import PersonEvent
from station.domain.values import Filed


class SharingPurpose(Enum):
    """What the other station may use the documents for."""

    NOT_ASKED_AGAIN = "papers_not_asked_again"
    """免交材料."""
    HANDLED_THERE = "handled_away_from_home"
    """异地代办."""


class SharingAnswer(Enum):
    """What the district says of a consent."""

    SENT = "sent_to_the_other_station"
    NOT_ON_LINE = "other_station_not_on_the_line"
    """Unknown, withdrawn, or the same one: the consent has no effect."""
    NOTHING_SENT = "nothing_was_sent"
    """It ended before anything went."""
    ERASED = "erased_at_the_other_station"


@dataclass(frozen=True, kw_only=True)
class SharingConsented(PersonEvent):
    """The person consents, separately and signed, that documents of their space go to another
    station (个人信息保护法 23)."""

    kind = "sharing_consented"
    to: str
    """The recipient's code, its name, and how it is reached."""
    name: str
    contact: str
    purpose: SharingPurpose
    documents: tuple[str, ...]
    """The kinds, by the names of documents in the space."""
    until: date
    """The last day."""
    guardian: str
    """Who consented for a child under 14 (个人信息保护法 31); empty otherwise."""


@dataclass(frozen=True, kw_only=True)
class SharingRevoked(PersonEvent):
    """The person took it back (个人信息保护法 15)."""

    kind = "sharing_revoked"
    to: str


@dataclass(frozen=True, kw_only=True)
class SharingAnswered(PersonEvent):
    """The district says what became of a consent, to the station where it was given."""

    kind = "sharing_answered"
    to: str
    since: datetime
    answer: SharingAnswer


@dataclass(frozen=True, kw_only=True)
class FromElsewhere(PersonEvent):
    """About documents that came from the space at another station."""

    station: str
    """Where the consent was given."""
    since: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentBrought(FromElsewhere):
    """The district brings one document of the space at another station."""

    kind = "document_brought"
    station_name: str
    purpose: SharingPurpose
    """What the consent names: it may be used for nothing else (个人信息保护法 23)."""
    until: date
    """The last day of the consent."""
    entry: str
    filed_at: datetime
    """With `entry` the name of the document: filed anew, it is another."""
    form: Filed
    name: str
    number: str
    issuer: str
    issued: date | None
    expires: date | None


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(FromElsewhere):
    """The document lies in the space no more; with an empty `entry` the whole consent ended."""

    kind = "document_withdrawn"
    entry: str
    filed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SharingErased(FromElsewhere):
    """The consent ended, and what came by it is erased at this station (个人信息保护法 47)."""

    kind = "sharing_erased"

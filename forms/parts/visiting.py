"""Visits: of the office to the place that a case is about, and of the agents to the resident."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from forms.parts.handing import Document
from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Photo:
    """A picture in the file, and the SHA-256 of its bytes in hex digits."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True, repr=False)
class SiteVisit:
    """现场踏勘: who was there, what was found, what must be mended."""

    at: datetime | None = None
    """When it was recorded."""
    staff: tuple[str, ...] = ()
    findings: str = ""
    remedy: str = ""
    visited_at: datetime | None = None
    place: str = ""
    offices: str = ""
    """Which other offices took part."""
    statement: str = ""
    """What the applicant says to it."""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class HomeVisit:
    """上门服务. `kind`: handle, deliver; `why`: old_age, illness, disability, caring, other.
    Another word prints as it is."""

    kind: str = ""
    why: str = ""
    called_at: datetime | None = None
    day: date | None = None
    slot: str = ""
    place: str = ""
    words: str = ""
    """What was done there."""
    staff: tuple[str, ...] = ()
    papers: tuple[Document, ...] = ()
    """What is brought or fetched."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "site_visit.staff": StationError(
            "no visit of the place is on record", "Record it first, with two of the staff."
        ),
        "site_visit.findings": StationError(
            "the visit found nothing", "Record what was found there."
        ),
        "home_visit.day": StationError(
            "no visit at home is planned or on record",
            "Plan a delivery at home, or record a contact by visit.",
        ),
    }
)

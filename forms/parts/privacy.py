"""What a person is told of their data and consents to, and what was used of their space."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Consented:
    """A consent in force. `what`: space, sms_and_calls."""

    what: str
    on: date
    guardian: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Shared:
    """A consent in force that documents of the space go to another station, with what such a one
    has to name (个人信息保护法 23)."""

    recipient: str
    contact: str
    purpose: str
    manner: str
    kinds: tuple[str, ...]
    until: date
    on: date
    guardian: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Privacy:
    """The notice in the wording of this station (个人信息保护法 17, 30, 35), and the consents of
    the person to whom it is told."""

    version: str = ""
    paragraphs: tuple[str, ...] = ()
    informed_on: date | None = None
    """The day on which this wording was given; None: it is given with this sheet."""
    child: bool | None = None
    """Under 14: the guardian takes note and consents (个人信息保护法 31); None: not known."""
    consents: tuple[Consented, ...] = ()
    shared: tuple[Shared, ...] = ()
    guardian: str = ""
    """Of a child: who consented, or is on record in a case."""
    relation: str = ""
    """Of the guardian to the child, where a case tells it."""

    def given(self, what: str) -> Consented | None:
        """The consent to this, if it is in force."""
        return next((one for one in self.consents if one.what == what), None)


@dataclass(frozen=True, kw_only=True, repr=False)
class SpaceUse:
    """A document of the applicant's space that served this case.

    `confirmed_by`: self, guardian, proxy. Another word prints as it is.
    """

    paper: str
    """What the case calls it."""
    entry: str
    used_at: datetime
    by: str
    confirmed_by: str
    purpose: str = ""
    """For what alone, if it lies in the space at another station; empty otherwise."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "privacy.version": StationError(
            "no notice on personal information is meant",
            "Print it from the page of the person, or by: run.py resident ID --notice",
        ),
        "space_uses": StationError(
            "no document of a space was used", "Take one from the space into the case first."
        ),
    }
)

"""代办, 代理: who acts for the applicant, with which powers and for how long, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Mandate:
    """What the applicant lets somebody do (民法典 165).

    `powers`: submit, correct, sign, collect. Another word prints as it is.
    """

    name: str = ""
    """The mandatary."""
    id_kind: str = "居民身份证"
    id_number: str = ""
    phone: str = ""
    address: str = ""
    unit: str = ""
    """The station where the mandatary works; empty for a relative or a neighbour."""
    matter: str = ""
    powers: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None
    redelegation: bool | None = None
    """Whether it may be passed on (民法典 169)."""
    notes: str = ""
    guardian: str = ""
    """Who signs for a principal who is not of full capacity (民法典 23)."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Returned:
    """Originals of one paper; `back`: they were given back."""

    name: str
    count: int
    back: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class AgencyEnd:
    """What became of a mandate.

    `kind`: ended (民法典 173), renewed, finished (the case is over). Another word prints as it is.
    """

    kind: str = ""
    former: Mandate = field(default_factory=Mandate)
    """The mandate that ended, was followed by another, or was carried out."""
    on: date | None = None
    reason: str = ""
    renewed: Mandate = field(default_factory=Mandate)
    """The one that goes on in its place."""
    outcome: str = ""
    """How the case ended."""
    papers: tuple[Returned, ...] = ()


_MANDATE = "Record the mandate first: who, for what, with which powers, from when until when."

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "mandate.name": StationError("nobody has a mandate in force", _MANDATE),
        "mandate.matter": StationError("the mandate names no matter", _MANDATE),
        "mandate.powers": StationError("the mandate names no powers", _MANDATE),
        "mandate.begins": StationError("the mandate does not say when it begins", _MANDATE),
        "mandate.ends": StationError("the mandate does not say when it ends", _MANDATE),
        "agency_end.kind": StationError(
            "no mandate has ended, was renewed or carried out",
            "End the mandate, or record the one that follows it.",
        ),
    }
)

"""How a case ends without a decision: returned, withdrawn, ended by the authority."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class End:
    """One way to end. `kind` of what the authority ends: revoked, withdrawn, terminated."""

    at: datetime | None = None
    kind: str = ""
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Ending:
    """The three ways, each with a sheet of its own."""

    returned: End = field(default_factory=End)
    withdrawal: End = field(default_factory=End)
    """The applicant's own word."""
    stopped: End = field(default_factory=End)


_WAIT = "Wait until it has come over the line."
_ASK = StationError("the authority gave no reason", "Ask the authority for its reason.")

FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "ending.returned.at": StationError("the case was not returned", _WAIT),
        "ending.returned.reason": _ASK,
        "ending.withdrawal.at": StationError(
            "the applicant did not ask to withdraw", "Record what the applicant asks for first."
        ),
        "ending.stopped.at": StationError("the case was not terminated", _WAIT),
        "ending.stopped.reason": _ASK,
    }
)

"""Which dates of a case have passed or are near, and who is urged to act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Late:
    """One date. `warning`: overdue, near. `rule` is the number of the rule that watches it."""

    what: str
    rule: str
    basis: str
    due: datetime
    warning: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Urging:
    """The dates, and the office that has to act. `kind`: remind, supervise."""

    kind: str = ""
    to: str = ""
    responsible: str = ""
    late: tuple[Late, ...] = ()


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "urging.late": StationError(
            "nothing is overdue or near its date", "Look at the due dates of the case."
        ),
        "urging.to": StationError("nobody is named who has to act", "Open the case again."),
    }
)

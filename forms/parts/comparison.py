"""What the sheet of a reconciliation may know. It names nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Comparison:
    """What both offices held of one line when they compared it, in the words of the sheet."""

    other: str
    """The other office."""
    at: datetime
    """When its word came."""
    same: bool
    """Nothing differs, and nothing was on its way."""
    result: str
    rows: tuple[tuple[str, str, str], ...]
    """What was compared, how it was here, how it was there."""
    differences: tuple[tuple[str, str], ...]
    """What differs, and what is to be done."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "comparison": StationError("nothing was compared", "Print it by: run.py reconcile"),
    }
)

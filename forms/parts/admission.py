"""What the sheet of a one-time code may know. A secret, until the code is used or has ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Admission:
    """A one-time code by which one station joins its district."""

    district: str
    """Its area code."""
    station: str
    name: str
    """What the district calls the station."""
    key: str
    """The id of the key that the district signs with, 16 hex digits, as the station shows it once
    it has joined."""
    groups: tuple[str, ...]
    """The code, in groups as it is typed."""
    until: datetime


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "admission": StationError("no code is meant", "Print it by: run.py district enrol"),
    }
)

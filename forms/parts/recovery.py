"""What the sheets of a way in may know: letters that a person types from paper, and who they are
about."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class WayIn:
    """A request to the district, or its answer, as it goes on paper."""

    station: str
    agent: str
    request: str
    """The name of the request, in eight letters that are compared over the telephone."""
    groups: tuple[str, ...]
    """See `station.domain.letters`."""
    sealed: bool = True
    """Whether the request holds the data key; else the district needs the copy that it has."""


@dataclass(frozen=True, kw_only=True, repr=False)
class KeyHalf:
    """What one custodian keeps of the district's recovery key. A secret."""

    district: str
    recipient: str
    """The name of the whole key, 16 hex digits."""
    part: str
    """`a` or `b`."""
    groups: tuple[str, ...]


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "way_in": StationError("no way in is asked for", "Print it by: run.py recover request"),
        "way_in.groups": StationError("the request has no letters", "Make it again."),
        "key_half": StationError(
            "no half of a key is meant", "Print it by: run.py district recovery sheet"
        ),
        "key_half.groups": StationError("the half has no letters", "Read it again."),
    }
)

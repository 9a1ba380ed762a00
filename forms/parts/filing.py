"""归档: what lies in the file of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Filed:
    """One document of the file, in its order. How many pages it has is often known to the paper
    alone."""

    name: str
    number: str = ""
    on: date | None = None
    pages: int | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class File:
    """The file of a case that has ended."""

    documents: tuple[Filed, ...] = ()
    begun: date | None = None
    ended: date | None = None
    archived: date | None = None
    archivist: str = ""
    elsewhere: str = ""
    """Where the sheets are that were not printed here."""
    kept: str = ""
    """For how long, in words."""
    scans: int = 0
    """How many scans the electronic file has."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "file.documents": StationError(
            "the case has not ended yet", "Print it when the case is archived."
        ),
    }
)

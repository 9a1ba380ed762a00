"""What must be put right before a case can go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Defect:
    """One line of the one-time notice. `basis` is the clause or the number of the guide."""

    paper: str
    fault: str
    basis: str = ""
    remedy: str = ""
    sample: str = ""
    """Number or place of the filled-in sample; empty prints a dash."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Correction:
    """The whole of what must be put right, by when, and what happens otherwise."""

    defects: tuple[Defect, ...] = ()
    term: str = ""
    """In words, e.g. 自收到本告知书之日起10个工作日内."""
    until: date | None = None
    if_late: str = ""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "correction.defects": StationError(
            "nothing to put right is listed", "List everything that is missing or wrong."
        ),
        "correction.defects.paper": StationError(
            "a line names no paper", "Name the paper that the line is about."
        ),
        "correction.defects.fault": StationError(
            "a line says nothing that is wrong", "Say what is wrong with the paper."
        ),
        "correction.defects.basis": StationError(
            "a line names no rule", "Give the clause or the number of the guide."
        ),
        "correction.defects.remedy": StationError(
            "a line does not say what to bring", "Say how the paper can be put right."
        ),
    }
)

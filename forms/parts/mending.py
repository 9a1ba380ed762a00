"""What was put right at the window while somebody waited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Fix:
    """One error that the applicant mended on the spot (行政许可法 32(3)).

    `field`: name, id_number, phone, address, or the words for a place on a form.
    """

    field: str
    before: str
    after: str
    at: datetime
    by: str


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "fixes": StationError(
            "nothing was mended on the spot", "Record what the applicant mended first."
        ),
    }
)

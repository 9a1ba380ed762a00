"""好差评: what the applicant says of a visit, and what came of a bad word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True, repr=False)
class Rating:
    """One rating of one visit.

    `level`: 1 (非常满意) to 5 (非常不满意), GB/T 39046 A.8. `channel`: desk, qr, paper, kiosk, sms,
    hotline. `outcome`: mended, explained, mistaken, malicious. Another word prints as it is.
    """

    level: int
    channel: str
    visit: date
    at: datetime
    text: str = ""
    times: int = 1
    """Which rating of this case it is."""
    contacted_at: datetime | None = None
    contact: str = ""
    """What was said when the rater was called."""
    settled_at: datetime | None = None
    outcome: str = ""
    settlement: str = ""
    cause: str = ""
    asked_on: date | None = None
    """When the rater was asked again."""
    contented: bool | None = None


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "ratings": StationError(
            "the case was not rated", "Rating is free: print it when there is one."
        ),
    }
)

"""Who acts and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The person's name and the moment (with its zone); the desk fills it in."""

    at: datetime
    by: str

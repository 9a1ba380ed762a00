"""What the sheet of a reconciliation may know. It names nobody."""

from dataclasses import dataclass
from datetime import datetime


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

"""What a person decided that no program can know, with the name and the reason that are kept."""

from dataclasses import dataclass

from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.text import clean_line

LONGEST = 200
"""Characters of a reason."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decided, and why."""

    by: str
    reason: str


def decision(by: str, reason: str) -> Decision:
    """The same, checked. Raises BadInput without a name and a reason."""
    faults: dict[str, StationError] = {}
    try:
        by = clean_worker(by)
    except StationError as fault:
        faults["by"] = fault
    try:
        reason = clean_line(reason, longest=LONGEST)
        if not reason:
            raise StationError("this must be filled in", "It stands on record at both ends.")
    except StationError as fault:
        faults["reason"] = fault
    if faults:
        raise BadInput(faults)
    return Decision(by=by, reason=reason)

"""What whoever came in is told first."""

from collections.abc import Iterator

from station.desk.door import tried_in_vain
from station.desk.office import Office
from station.domain.errors import StationError


def news(office: Office) -> Iterator[StationError]:
    """Wrong passphrases that were typed before, and a visit that ended without a signature: only
    its author can say whether it was theirs."""
    yield from tried_in_vain(office)
    if office.cut is not None:
        yield StationError(
            "your visit of {when} ended without your signature; {count} entries get it when you"
            " leave",
            "A power cut does that. Were you not here then, tell the lead and the district first.",
            when=f"{office.cut.since:%Y-%m-%d %H:%M}", count=office.cut.entries,
        )  # fmt: skip

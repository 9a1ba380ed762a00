"""What the network to the district bore last time: where the next exchange begins."""

from time import monotonic
from typing import TYPE_CHECKING

from station.desk.office import Office

if TYPE_CHECKING:
    from sync.pace import Pace


def pace_of(office: Office) -> "Pace":
    """As it is remembered. A quarter of the time that a call may take is enough for one message
    and its answer."""
    from sync.pace import remembered

    with office.vault.reading():
        road = office.memory.get("road")
    patience = office.settings.district_timeout / 4
    return remembered(road, patience=patience, passed=monotonic)


def keep_pace(office: Office, pace: "Pace") -> None:
    """Remember it for the next exchange."""
    with office.transaction():
        office.memory.set(road=pace.text)

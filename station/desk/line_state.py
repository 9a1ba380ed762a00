"""Where the line to the district stands, for the screens and the commands."""

from dataclasses import dataclass
from datetime import datetime

from station.desk.office import Office
from station.desk.ways import WayDesk
from station.domain.backed import BackedUp
from station.domain.states import CaseState
from station.domain.values import Side
from station.storage.journal import Head
from station.storage.scanbook import Load


@dataclass(frozen=True, kw_only=True)
class LineState:
    """What the screen always shows of the line, and never more than is known."""

    district: str
    """The district's name; empty when the station was not enrolled."""
    to_hand_over: int
    """Received cases that the next exchange hands over."""
    waiting_cases: int
    """Cases to hand over, or with something that the district has not said it holds."""
    waiting_events: int
    held_until: datetime | None
    """The time of our latest event that the district said, signed, it holds."""
    last_contact: datetime | None
    """When a believable parcel of the district last came."""
    ours: Head
    theirs: Head
    asides: int
    """Parcels that were set aside."""
    going: Load
    """Pieces of scans that the district lacks, as far as it said."""
    coming: Load
    """Pieces of scans that it has still to send."""
    backed_up: BackedUp | None
    """What its last backup holds of our present life; None if it told of none."""


def line_state(office: Office) -> LineState:
    """Where the line stands."""
    with office.vault.reading():
        line = office.line
        to_hand_over = office.casebook.in_state(CaseState.RECEIVED, Side.DISTRICT)
        held = line.peer_holds()
        known = office.journal.own_at(held)
        return LineState(
            district=office.memory.get("district_name"),
            to_hand_over=len(to_hand_over),
            waiting_cases=len(WayDesk(office).waiting()),
            waiting_events=line.written() - held,
            held_until=known.entry.event.at if known else None,
            last_contact=line.last_contact(),
            ours=office.journal.head(),
            theirs=line.district_head(),
            asides=len(line.asides()),
            going=office.scans.going(),
            coming=office.scans.coming(),
            backed_up=line.safety().said,
        )

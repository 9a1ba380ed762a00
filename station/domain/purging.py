"""What stands where an entry of a journal was whose words are gone.

The bytes go, their digest and the hash behind them stay, so that the chain still closes
(ADR 0022). Both ends of the line put the same in its place.
"""

from station.domain import canon
from station.domain.codec import read
from station.domain.event import Event, Unrecognised
from station.domain.events import KINDS
from station.domain.office_events import EntryPurged
from station.domain.person_events import PersonEvent

OF_PERSONS = tuple(sorted(name for name, one in KINDS.items() if issubclass(one, PersonEvent)))
"""The kinds of what is on record of a person and not of a case."""


def left_of(data: bytes, digest: str) -> bytes:
    """The place of the entry with these bytes and this digest: who wrote it and when stays, for
    signatures cover what one person wrote."""
    event: Event = read(data)
    number = 0 if isinstance(event, Unrecognised) else canon.read(data)["no"]
    return canon.write({
        "kind": EntryPurged.kind, "at": event.at.isoformat(), "by": event.by, "no": number,
        "digest": digest,
    })  # fmt: skip

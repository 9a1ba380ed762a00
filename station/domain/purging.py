"""What stands where an entry of a journal was whose words are gone.

The bytes go, their digest and the hash behind them stay, so that the chain still closes
(ADR 0022). Both ends of the line put the same in its place.
"""

from collections.abc import Iterator, Sequence

from station.domain import canon
from station.domain.codec import read
from station.domain.event import Event, Unrecognised
from station.domain.events import KINDS
from station.domain.fact_events import CaseViewed, RecordsFrozen, RecordsPurged, SheetPrinted
from station.domain.office_events import EntryPurged
from station.domain.person_events import PersonEvent
from station.domain.scan_events import ScanViewed

OF_THE_OFFICE = (CaseViewed, ScanViewed, SheetPrinted, RecordsFrozen, RecordsPurged)
"""Who looked, what was printed and what became of the records: no data of the applicant."""
STAYS = tuple(one.kind for one in (*OF_THE_OFFICE, EntryPurged))
"""The kinds of a case's entries that are not purged with it."""
_IN_ONE_ENTRY = 500
"""Digests; an entry has a greatest length."""
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


def in_lots(digests: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """As many at once as one entry takes."""
    for first in range(0, len(digests), _IN_ONE_ENTRY):
        yield tuple(digests[first : first + _IN_ONE_ENTRY])

"""How far the district knows what happened at a station."""

from datetime import UTC, datetime

from station.domain.codec import read
from station.domain.values import Side
from sync.district.journalrows import OF_ENTRY
from sync.district.premises import District
from sync.district.tables import EntryRow, LinkRow, StationRow

NEVER = datetime.min.replace(tzinfo=UTC)


def heard_until(district: District, station: str) -> datetime:
    """Up to when the station's entries are here. Inside the caller's visit.

    A stick shows what was so when it was written; and of a station whose clock is ahead no more
    is known than when it was last heard. `NEVER` of one that has not spoken yet, or of whose
    present life nothing has come.
    """
    db = district.vault.db
    row = StationRow.select().where(StationRow.code == station).get(db)
    query = (
        EntryRow.select(EntryRow.data)
        .join(LinkRow, on=OF_ENTRY)
        .where(
            (LinkRow.station == station)
            & (LinkRow.side == Side.STATION.value)
            & (LinkRow.incarnation == row.heard_last)
        )
        .order_by(LinkRow.number.desc())
        .limit(1)
    )
    latest = query.scalar(db)
    if latest is None:
        return NEVER
    return min(read(bytes(latest)).at, datetime.fromisoformat(row.last_contact))


def last_contact(district: District, station: str) -> datetime | None:
    """When a believable parcel of the station last came; None if none did. Inside the caller's
    visit."""
    row = StationRow.select().where(StationRow.code == station).get(district.vault.db)
    return datetime.fromisoformat(row.last_contact) if row.last_contact else None

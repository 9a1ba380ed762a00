"""How far the district knows what happened at a station."""

from datetime import datetime

from station.domain.codec import read
from station.domain.values import Side
from sync.district.premises import District
from sync.district.tables import EntryRow, LinkRow, StationRow


def heard_until(district: District, station: str) -> datetime:
    """Up to when the station's entries are here. Inside the caller's visit.

    A stick shows what was so when it was written; and of a station whose clock is ahead no more
    is known than when it was last heard.
    """
    db = district.vault.db
    row = StationRow.select().where(StationRow.code == station).get(db)
    query = (
        EntryRow.select(EntryRow.data)
        .join(LinkRow, on=(LinkRow.seq == EntryRow.seq))
        .where(
            (LinkRow.station == station)
            & (LinkRow.side == Side.STATION.value)
            & (LinkRow.incarnation == row.heard_last)
        )
        .order_by(LinkRow.number.desc())
        .limit(1)
    )
    (data,) = next(iter(query.tuples().execute(db)))
    return min(read(bytes(data)).at, datetime.fromisoformat(row.last_contact))

"""What came from the district for whoever works here, and what each agent has opened of it.

Read from the journal by kind; it is asked at every look at the first page, so only the latest
are looked at.
"""

from station.domain.case import Arrived, Entry
from station.domain.codec import read
from station.domain.event import Event
from station.domain.published_events import (
    DistrictNewsRead,
    DistrictNoticeGiven,
    PublicationTaken,
)
from station.domain.values import Side
from station.storage.vault import Vault

MOST = 100
"""Older news is on record and not shown."""
_NEWS: tuple[tuple[type[Event], Side], ...] = (
    (DistrictNoticeGiven, Side.DISTRICT), (PublicationTaken, Side.STATION),
)  # fmt: skip


class NewsBook:
    """The latest news. Use it inside a visit."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def latest(self) -> list[Arrived]:
        """Notices of the district, and files of its that were put in force, the newest first."""
        rows = self._vault.sql(
            "SELECT seq, side, digest, data FROM entry WHERE (kind = ? AND side = ?)"
            " OR (kind = ? AND side = ?) ORDER BY seq DESC LIMIT ?",
            *(value for kind, side in _NEWS for value in (kind.kind, side.value)), MOST,
        )  # fmt: skip
        return [
            Arrived(seq=seq, digest=name, entry=Entry(side=Side(side), event=read(bytes(data))))
            for seq, side, name, data in rows.fetchall()
        ]

    def read_by(self, agent: str, since: int) -> set[str]:
        """The digests of what this agent has opened, of entries from the place `since` on."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE kind = ? AND side = ? AND seq > ?",
            DistrictNewsRead.kind, Side.STATION.value, since,
        )  # fmt: skip
        events = (read(bytes(data)) for (data,) in rows.fetchall())
        return {one.news for one in events if isinstance(one, DistrictNewsRead) and one.by == agent}

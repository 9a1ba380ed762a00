"""The rows of both journals of one line: entries, and their places in the chains.

Everything here runs inside the caller's visit.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Expression, ModelSelect

from station.domain.case import Arrived, Entry
from station.domain.chain import genesis, link
from station.domain.codec import case_of
from station.domain.event import Event
from station.domain.values import Side
from station.storage.store import Store
from sync.district.tables import EntryRow, LinkRow

OF_ENTRY = (LinkRow.station == EntryRow.station) & (LinkRow.seq == EntryRow.seq)
"""What joins a place in a chain with its entry."""
_ASKED = 500


def parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """These names in parts of as many as one statement asks for."""
    for first in range(0, len(names), _ASKED):
        yield names[first : first + _ASKED]


class JournalRows:
    """The rows of the line between this district and one station."""

    def __init__(self, vault: Store, *, district: str, station: str) -> None:
        self._vault = vault
        self._db = vault.db
        self.district = district
        self.station = station
        self._writers = {Side.DISTRICT: district, Side.STATION: station}

    def end(self, side: Side, life: str) -> tuple[int, str]:
        """How many events of this life are kept, and the hash after the last."""
        row = self._vault.sql(
            "SELECT number, hash FROM link WHERE station = ? AND side = ? AND incarnation = ?"
            " ORDER BY number DESC LIMIT 1",
            self.station, side.value, life,
        ).fetchone()  # fmt: skip
        return (int(row[0]), str(row[1])) if row else (0, genesis(self._writers[side], life))

    def hash_at(self, side: Side, life: str, number: int) -> str | None:
        """The hash after this number of a life; None if it is not kept."""
        if number == 0:
            return genesis(self._writers[side], life)
        row = self._vault.sql(
            "SELECT hash FROM link"
            " WHERE station = ? AND side = ? AND incarnation = ? AND number = ?",
            self.station, side.value, life, number,
        ).fetchone()  # fmt: skip
        return str(row[0]) if row else None

    # Plain SQL where every event of a parcel passes: it takes a third of the time.

    def _insert(self, side: Side, events: Sequence[tuple[Event, str, bytes]]) -> list[Arrived]:
        """Write events with their digests and bytes behind all others of the line."""
        row = self._vault.sql(
            "SELECT coalesce(max(seq), 0) FROM entry WHERE station = ?", self.station
        ).fetchone()
        placed = list(enumerate(events, row[0] + 1))
        self._vault.add(
            "entry", ("station", "seq", "side", "digest", "kind", "case_number", "data"),
            [
                (self.station, seq, side.value, name, event.kind, case_of(event), data)
                for seq, (event, name, data) in placed
            ],
        )  # fmt: skip
        return [
            Arrived(seq=seq, digest=name, entry=Entry(side=side, event=event, digest=name))
            for seq, (event, name, _) in placed
        ]

    def _chain(
        self, side: Side, life: str, end: int, before: str, placed: Iterable[tuple[bytes, int]]
    ) -> None:
        rows, last = [], before
        for number, (data, seq) in enumerate(placed, end + 1):
            last = link(last, data)
            rows.append((self.station, side.value, life, number, last, seq))
        columns = ("station", "side", "incarnation", "number", "hash", "seq")
        self._vault.add("link", columns, rows)

    def _seqs_of(self, names: Sequence[str]) -> dict[str, int]:
        """The places of those of these entries of the station that are kept, by digest."""
        found: dict[str, int] = {}
        for some in parts(names):
            rows = self._vault.sql(
                "SELECT digest, seq FROM entry WHERE station = ? AND side = ?"  # noqa: S608
                f" AND digest IN ({', '.join('?' * len(some))})",
                self.station, Side.STATION.value, *some,
            )  # fmt: skip
            found |= dict(rows.fetchall())
        return found

    def _all(self, query: "ModelSelect[Any]") -> list[Any]:
        return list(query.execute(self._db))

    def _of(self, side: Side) -> Expression:
        return (EntryRow.station == self.station) & (EntryRow.side == side.value)

    def _in(self, side: Side, life: str) -> Expression:
        return (
            (LinkRow.station == self.station)
            & (LinkRow.side == side.value)
            & (LinkRow.incarnation == life)
        )

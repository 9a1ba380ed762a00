"""The rows of both journals of one line: entries, and their places in the chains.

Everything here runs inside the caller's visit.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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


def parts(names: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """These names in parts of as many as one statement asks for, each behind its marks. The last
    name of a part is repeated until they are a power of two: a server that sees few different
    statements has thought about them before."""
    for first in range(0, len(names), _ASKED):
        some = names[first : first + _ASKED]
        most = 1 << (len(some) - 1).bit_length()
        asked = [*some, *[some[-1]] * (most - len(some))]
        yield ", ".join("?" * len(asked)), asked


class Ends(threading.local):
    """How far the journals go, for who asks several times in one transaction: what was read or
    written there is not read again. Outside of `remembered` nothing is kept."""

    _known: dict[tuple[str, ...], tuple[int, str]] | None = None

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Inside a transaction, as nobody else writes its lines meanwhile. One in another joins."""
        if self._known is not None:
            yield
            return
        self._known = {}
        try:
            yield
        finally:
            self._known = None

    def get(self, *of: str) -> tuple[int, str] | None:
        """The last number and its hash; None if that has to be read."""
        return self._known.get(of) if self._known is not None else None

    def put(self, end: tuple[int, str], *of: str) -> tuple[int, str]:
        """This was just read, or written."""
        if self._known is not None:
            self._known[of] = end
        return end


class JournalRows:
    """The rows of the line between this district and one station."""

    def __init__(self, vault: Store, ends: Ends, *, district: str, station: str) -> None:
        self.ends = ends
        self._vault = vault
        self._db = vault.db
        self.district = district
        self.station = station
        self._writers = {Side.DISTRICT: district, Side.STATION: station}

    def end(self, side: Side, life: str) -> tuple[int, str]:
        """How many events of this life are kept, and the hash after the last."""
        known = self.ends.get(self.station, side.value, life)
        if known is not None:
            return known
        row = self._vault.sql(
            "SELECT number, hash FROM link WHERE station = ? AND side = ? AND incarnation = ?"
            " ORDER BY number DESC LIMIT 1",
            self.station, side.value, life,
        ).fetchone()  # fmt: skip
        end = (int(row[0]), str(row[1])) if row else (0, genesis(self._writers[side], life))
        return self.ends.put(end, self.station, side.value, life)

    def ends_at(self, side: Side, life: str, end: str | None) -> None:
        """Remember where this life ends, for who read number and hash just now; None if nothing
        of it is kept."""
        number, last = end.split() if end else ("0", genesis(self._writers[side], life))
        self.ends.put((int(number), last), self.station, side.value, life)

    def hash_at(self, side: Side, life: str, number: int) -> str | None:
        """The hash after this number of a life; None if it is not kept."""
        if number == 0:
            return genesis(self._writers[side], life)
        known = self.ends.get(self.station, side.value, life)
        if known is not None and number >= known[0]:
            return known[1] if number == known[0] else None
        row = self._vault.sql(
            "SELECT hash FROM link"
            " WHERE station = ? AND side = ? AND incarnation = ? AND number = ?",
            self.station, side.value, life, number,
        ).fetchone()  # fmt: skip
        return str(row[0]) if row else None

    # Plain SQL where every event of a parcel passes: it takes a third of the time.

    def _insert(self, side: Side, events: Sequence[tuple[Event, str, bytes]]) -> list[Arrived]:
        """Write events with their digests and bytes behind all others of the line."""
        before = self._last_seq()
        placed = list(enumerate(events, before + 1))
        self._vault.add(
            "entry", ("station", "seq", "side", "digest", "kind", "case_number", "data"),
            [
                (self.station, seq, side.value, name, event.kind, case_of(event), data)
                for seq, (event, name, data) in placed
            ],
        )  # fmt: skip
        self.ends.put((before + len(events), ""), self.station)
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
        self.ends.put((end + len(rows), last), self.station, side.value, life)

    def _last_seq(self) -> int:
        """The place of the last entry of the line, whoever wrote it."""
        known = self.ends.get(self.station)
        if known is not None:
            return known[0]
        row = self._vault.sql(
            "SELECT coalesce(max(seq), 0) FROM entry WHERE station = ?", self.station
        ).fetchone()
        return self.ends.put((int(row[0]), ""), self.station)[0]

    def _seqs_of(self, names: Sequence[str]) -> dict[str, int]:
        """The places of those of these entries of the station that are kept, by digest. How far
        the line goes is read with them."""
        found: dict[str, int] = {}
        for marks, some in parts(names):
            rows = self._vault.sql(
                "SELECT '', coalesce(max(seq), 0) FROM entry WHERE station = ?"  # noqa: S608
                " UNION ALL SELECT digest, seq FROM entry WHERE station = ? AND side = ?"
                f" AND digest IN ({marks})",
                self.station, self.station, Side.STATION.value, *some,
            )  # fmt: skip
            found |= dict(rows.fetchall())
            self.ends.put((found.pop(""), ""), self.station)
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

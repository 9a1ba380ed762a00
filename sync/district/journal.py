"""The journals of one line: the station's as it came here, and the district's own for it.

Every event once, and its place in each life of its writer's chain. Everything here runs inside
the caller's transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from peewee import Expression, ModelSelect, fn

from station.domain.audit import Chained
from station.domain.case import Arrived, Entry
from station.domain.chain import digest, genesis, link
from station.domain.codec import case_of, encode, read
from station.domain.desk_events import ConsultationHeld
from station.domain.event import Event
from station.domain.fact_events import RecordsPurged
from station.domain.office_events import EntryPurged, LifeBegun, TracesPurged
from station.domain.purging import OF_PERSONS, STAYS, left_of
from station.domain.recovery_events import RecoveryErased
from station.domain.values import Side
from station.storage.vault import Vault
from sync.district.tables import EntryRow, LinkRow

PAGE = 1000
"""How many entries are read at once when all are wanted."""


class Journal:
    """Both journals of the line between this district and one station."""

    def __init__(self, vault: Vault, *, district: str, station: str) -> None:
        self._vault = vault
        self._db = vault.db
        self._station = station
        self._writers = {Side.DISTRICT: district, Side.STATION: station}

    # ---- writing

    def append(self, event: Event, life: str) -> Arrived:
        """Write one of the district's own events at the end of its present life."""
        end, before = self.end(Side.DISTRICT, life)
        data = encode(event, end + 1)
        seq = self._insert(Side.DISTRICT, event, data)
        self._chain(Side.DISTRICT, life, end, before, ((data, seq),))
        entry = Entry(side=Side.DISTRICT, event=event)
        return Arrived(seq=seq, entry=entry, digest=digest(data))

    def absorb(self, life: str, first: int, events: Sequence[bytes]) -> list[Arrived]:
        """Keep events of the station that go on from what is held of this life.

        Returns those that were not held in any life. Bytes that are no event are kept as well,
        so that the chain stays whole.
        """
        end, before = self.end(Side.STATION, life)
        if first != end + 1:
            raise ValueError(f"events begin at {first}, but {end} are held")
        fresh: list[Arrived] = []
        placed: list[tuple[bytes, int]] = []
        for data in events:
            name = digest(data)
            seq = self._seq_of(name)
            if seq is None:
                entry = Entry(side=Side.STATION, event=read(data), digest=name)
                seq = self._insert(Side.STATION, entry.event, data)
                fresh.append(Arrived(seq=seq, entry=entry, digest=name))
            placed.append((data, seq))
        self._chain(Side.STATION, life, end, before, placed)
        return fresh

    def begin_life(self, life: str) -> None:
        """Number all events of the district again, in the order of writing, in a new life."""
        ours = (EntryRow.station == self._station) & (EntryRow.side == Side.DISTRICT.value)
        own = EntryRow.select(EntryRow.data, EntryRow.seq).where(ours)
        rows = [(bytes(data), seq) for data, seq in self._all(own.order_by(EntryRow.seq).tuples())]
        start = genesis(self._writers[Side.DISTRICT], life)
        self._chain(Side.DISTRICT, life, 0, start, rows)

    def erase(self, told: TracesPurged) -> None:
        """Let go of what the station says is gone of people: its own entries, and none of a case.
        Their digests and hashes stay, so that the chain still closes."""
        self.forget(told.digests, OF_PERSONS)

    def forget(self, names: Iterable[str], kinds: Collection[str]) -> None:
        """The same with entries of these kinds, by their digests."""
        for name in names:
            row = self._vault.sql(
                "SELECT seq, data FROM entry WHERE station = ? AND side = ? AND digest = ?"  # noqa: S608
                f" AND case_number = '' AND kind IN ({', '.join('?' * len(kinds))})",
                self._station, Side.STATION.value, name, *kinds,
            ).fetchone()  # fmt: skip
            if row is not None:
                self._let_go(row[0], bytes(row[1]), name)

    def purge(self, number: str) -> None:
        """The same with all that `said` names."""
        for seq, name, data in self._said(number):
            self._let_go(seq, data, name)

    # ---- reading

    def of_kind(self, kind: type[Event]) -> list[tuple[str, Event]]:
        """What the station wrote of this kind, in order, each with its digest."""
        found = self.of_kinds(kind)
        return [(one.digest, one.entry.event) for one in found if one.entry.side is Side.STATION]

    def of_kinds(self, *kinds: type[Event]) -> list[Arrived]:
        """Events of these kinds, which are of no case, by both offices, in the order of arrival."""
        which = f"case_number = '' AND kind IN ({', '.join('?' * len(kinds))})"
        return self._arrived({}, which, *(kind.kind for kind in kinds))

    def said(self, number: str) -> list[str]:
        """The digests of what leaves with the records of this case, both offices' words."""
        return [name for _, name, _ in self._said(number)]

    def is_held(self, number: str, life: str, upto: int) -> bool:
        """Whether of what would leave with this case all that the district wrote has a number in
        this life up to this one."""
        row = self._vault.sql(
            "SELECT seq FROM link"
            " WHERE station = ? AND side = ? AND incarnation = ? AND number = ?",
            self._station, Side.DISTRICT.value, life, upto,
        ).fetchone()  # fmt: skip
        ours = self._vault.sql(
            "SELECT count(*) FROM entry WHERE station = ? AND case_number = ? AND side = ?"  # noqa: S608
            f" AND kind NOT IN ({', '.join('?' * len(STAYS))}) AND seq > ?",
            self._station, number, Side.DISTRICT.value, *STAYS, row[0] if row else 0,
        )  # fmt: skip
        return not ours.fetchone()[0]

    def erased(self) -> frozenset[str]:
        """The digests of what is gone here: what the station said, in any life, is gone of
        people, and the records and sealed keys that the district let go of."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE station = ?"
            " AND ((case_number = '' AND kind = ? AND side = ?) OR (kind IN (?, ?) AND side = ?))",
            self._station, TracesPurged.kind, Side.STATION.value,
            RecordsPurged.kind, RecoveryErased.kind, Side.DISTRICT.value,
        )  # fmt: skip
        told = (read(bytes(data)) for (data,) in rows.fetchall())
        gone = (
            one for one in told if isinstance(one, TracesPurged | RecordsPurged | RecoveryErased)
        )
        return frozenset(name for one in gone for name in one.digests)

    def end(self, side: Side, life: str) -> tuple[int, str]:
        """How many events of this life are kept, and the hash after the last."""
        last = LinkRow.select(LinkRow.number, LinkRow.hash).where(self._in(side, life))
        rows = self._all(last.order_by(LinkRow.number.desc()).limit(1).tuples())
        return rows[0] if rows else (0, genesis(self._writers[side], life))

    def hash_at(self, side: Side, life: str, number: int) -> str | None:
        """The hash after this number of a life; None if it is not kept."""
        if number == 0:
            return genesis(self._writers[side], life)
        here = self._in(side, life) & (LinkRow.number == number)
        found = LinkRow.select(LinkRow.hash).where(here)
        return next((value for (value,) in self._all(found.tuples())), None)

    def events_from(self, life: str, first: int, count: int, max_bytes: int) -> list[bytes]:
        """The district's events from `first` on, within both bounds; one at least."""
        wanted = (
            EntryRow.select(EntryRow.data)
            .join(LinkRow, on=(LinkRow.seq == EntryRow.seq))
            .where(self._in(Side.DISTRICT, life) & (LinkRow.number >= first))
            .order_by(LinkRow.number)
            .limit(count)
        )
        taken: list[bytes] = []
        size = 0
        for (data,) in self._all(wanted.tuples()):
            size += len(data)
            if taken and size > max_bytes:
                break
            taken.append(bytes(data))
        return taken

    def of_case(self, number: str, fresh: Mapping[str, Arrived] | None = None) -> list[Arrived]:
        """All that happened to one case, as it came here; `fresh` (by digest) is not read again."""
        return self._arrived(fresh or {}, "case_number = ? AND case_number <> ''", number)

    def cases(self) -> list[str]:
        """The cases that the events name, in the order in which they were first named."""
        first = fn.MIN(EntryRow.seq)
        query = (
            EntryRow.select(EntryRow.case_number)
            .where((EntryRow.station == self._station) & (EntryRow.case_number != ""))
            .group_by(EntryRow.case_number)
            .order_by(first)
        )
        return [number for (number,) in self._all(query.tuples())]

    def consultations(self) -> tuple[int, int]:
        """How many consultations the station held, and in how many it refused something."""
        row = self._vault.sql(
            "SELECT count(*), coalesce(sum(json_extract(CAST(data AS TEXT), '$.refused')), 0)"
            " FROM entry WHERE station = ? AND case_number = '' AND kind = ? AND side = ?",
            self._station, ConsultationHeld.kind, Side.STATION.value,
        ).fetchone()  # fmt: skip
        return int(row[0]), int(row[1])

    def lives(self, side: Side) -> list[str]:
        """The lives of a writer of which something is kept, in the order in which they began."""
        begun = (  # where the entry stands that says so; the first life has none
            "SELECT max(seq) FROM entry WHERE kind = ?1 AND case_number = '' AND station = ?2"
            " AND side = ?3 AND json_extract(CAST(data AS TEXT), '$.incarnation') = life"
        )
        lives = "SELECT DISTINCT incarnation AS life FROM link WHERE station = ?2 AND side = ?3"
        query = f"SELECT life FROM ({lives}) ORDER BY ({begun})"  # noqa: S608 - our words
        rows = self._vault.sql(query, LifeBegun.kind, self._station, side.value)
        return [life for (life,) in rows.fetchall()]

    def chained(self, side: Side, life: str) -> Iterator[Chained]:
        """A whole life of a writer, in order."""
        after = 0
        while page := self._page(side, life, after):
            yield from page
            after = page[-1].number

    # ---- the rows

    def _arrived(self, fresh: Mapping[str, Arrived], which: str, *values: str) -> list[Arrived]:
        query = f"SELECT seq, side, digest, data FROM entry WHERE station = ? AND {which}"  # noqa: S608
        rows = self._vault.sql(f"{query} ORDER BY seq", self._station, *values)
        return [
            fresh.get(name)
            or Arrived(
                seq=seq, digest=name, entry=Entry(side=Side(side), event=read(data), digest=name)
            )
            for seq, side, name, data in rows.fetchall()
        ]

    def _page(self, side: Side, life: str, after: int) -> list[Chained]:
        query = (
            EntryRow.select(LinkRow.number, EntryRow.data, LinkRow.hash, EntryRow.digest)
            .join(LinkRow, on=(LinkRow.seq == EntryRow.seq))
            .where(self._in(side, life) & (LinkRow.number > after))
            .order_by(LinkRow.number)
            .limit(PAGE)
        )
        return [
            Chained(number=number, data=bytes(data), hash=end, digest=name, event=read(bytes(data)))
            for number, data, end, name in self._all(query.tuples())
        ]

    def _said(self, number: str) -> list[tuple[int, str, bytes]]:
        rows = self._vault.sql(
            "SELECT seq, digest, data FROM entry WHERE station = ? AND case_number = ?"  # noqa: S608
            f" AND kind NOT IN ({', '.join('?' * len(STAYS))}) ORDER BY seq",
            self._station, number, *STAYS,
        )  # fmt: skip
        return [(seq, name, bytes(data)) for seq, name, data in rows.fetchall()]

    def _let_go(self, seq: int, data: bytes, name: str) -> None:
        self._vault.sql(
            "UPDATE entry SET kind = ?, data = ? WHERE seq = ?",
            EntryPurged.kind, left_of(data, name), seq,
        )  # fmt: skip

    # Plain SQL where every event of a parcel passes: it takes a third of the time.

    def _insert(self, side: Side, event: Event, data: bytes) -> int:
        written = self._vault.sql(
            "INSERT INTO entry (station, side, digest, kind, case_number, data)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            self._station, side.value, digest(data), event.kind, case_of(event), data,
        )  # fmt: skip
        return int(written.lastrowid)

    def _chain(
        self, side: Side, life: str, end: int, before: str, placed: Iterable[tuple[bytes, int]]
    ) -> None:
        last = before
        for number, (data, seq) in enumerate(placed, end + 1):
            last = link(last, data)
            self._vault.sql(
                "INSERT INTO link (station, side, incarnation, number, hash, seq)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                self._station, side.value, life, number, last, seq,
            )  # fmt: skip

    def _seq_of(self, name: str) -> int | None:
        found = self._vault.sql(
            "SELECT seq FROM entry WHERE station = ? AND side = ? AND digest = ?",
            self._station, Side.STATION.value, name,
        ).fetchone()  # fmt: skip
        return int(found[0]) if found else None

    def _all(self, query: "ModelSelect[Any]") -> list[Any]:
        return list(query.execute(self._db))

    def _in(self, side: Side, life: str) -> Expression:
        return (
            (LinkRow.station == self._station)
            & (LinkRow.side == side.value)
            & (LinkRow.incarnation == life)
        )

"""The journals of one line: the station's as it came here, and the district's own for it.

Every event once, and its place in each life of its writer's chain. Everything here runs inside
the caller's transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from peewee import fn

from station.domain.audit import Chained
from station.domain.case import Arrived, Entry
from station.domain.chain import digest, genesis
from station.domain.codec import case_of, encode, person_of, read
from station.domain.desk_events import ConsultationHeld
from station.domain.event import Event
from station.domain.fact_events import RecordsPurged
from station.domain.office_events import EntryPurged, LifeBegun, TracesPurged
from station.domain.purging import OF_PERSONS, STAYS, left_of
from station.domain.recovery_events import RecoveryErased
from station.domain.values import Side
from sync.district.journalrows import OF_ENTRY, JournalRows, parts
from sync.district.tables import EntryRow, LinkRow

REFUSED = b'"refused":true'
"""In the bytes of a consultation that was a refusal."""
PAGE = 1000
"""How many entries are read at once when all are wanted."""
_NO_SEQ = 2**62
"""Above all places of entries."""


class Journal(JournalRows):
    """Both journals of the line between this district and one station."""

    # ---- writing

    def append(self, event: Event, life: str) -> Arrived:
        """Write one of the district's own events at the end of its present life."""
        end, before = self.end(Side.DISTRICT, life)
        data = encode(event, end + 1)
        (written,) = self._insert(Side.DISTRICT, ((event, digest(data), data),))
        self._chain(Side.DISTRICT, life, end, before, ((data, written.seq),))
        return written

    def absorb(self, life: str, first: int, events: Sequence[bytes]) -> list[Arrived]:
        """Keep events of the station that go on from what is held of this life.

        Returns those that were not held in any life. Bytes that are no event are kept as well,
        so that the chain stays whole.
        """
        end, before = self.end(Side.STATION, life)
        if first != end + 1:
            raise ValueError(f"events begin at {first}, but {end} are held")
        named = [(digest(data), data) for data in events]
        seqs = self._seqs_of([name for name, _ in named])
        new = {name: data for name, data in named if name not in seqs}
        fresh = self._insert(Side.STATION, [(read(data), name, data) for name, data in new.items()])
        seqs |= {one.digest: one.seq for one in fresh}
        placed = [(data, seqs[name]) for name, data in named]
        self._chain(Side.STATION, life, end, before, placed)
        return fresh

    def begin_life(self, life: str) -> None:
        """Number all events of the district again, in the order of writing, in a new life."""
        ours = (EntryRow.station == self.station) & (EntryRow.side == Side.DISTRICT.value)
        own = EntryRow.select(EntryRow.data, EntryRow.seq).where(ours)
        rows = [(bytes(data), seq) for data, seq in self._all(own.order_by(EntryRow.seq).tuples())]
        start = genesis(self._writers[Side.DISTRICT], life)
        self._chain(Side.DISTRICT, life, 0, start, rows)

    def erase(self, told: TracesPurged) -> None:
        """Let go of what the station says is gone of people: its own entries and the district's,
        and none of a case. Their digests and hashes stay, so that the chain still closes."""
        self.forget(told.digests, OF_PERSONS)

    def forget(self, names: Iterable[str], kinds: Collection[str]) -> None:
        """The same with entries of these kinds, by their digests."""
        for name in names:
            rows = self._vault.sql(
                "SELECT seq, data FROM entry WHERE station = ? AND side IN (?, ?) AND digest = ?"  # noqa: S608
                f" AND case_number = '' AND kind IN ({', '.join('?' * len(kinds))})",
                self.station, Side.STATION.value, Side.DISTRICT.value, name, *kinds,
            )  # fmt: skip
            for seq, data in rows.fetchall():
                self._let_go(seq, bytes(data), name)

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

    def of_person(self, id_number: str) -> list[Arrived]:
        """All that is on record of a person and not of one case, in the order of arrival."""
        which = f"case_number = '' AND kind IN ({', '.join('?' * len(OF_PERSONS))})"
        named = self._arrived(
            {}, f"{which} AND instr(data, ?) > 0", *OF_PERSONS, id_number.encode()
        )
        return [one for one in named if person_of(one.entry.event) == id_number]

    def said(self, number: str) -> list[str]:
        """The digests of what leaves with the records of this case, both offices' words."""
        return [name for _, name, _ in self._said(number)]

    def is_held(self, number: str, life: str, upto: int) -> bool:
        """Whether of what would leave with this case all that the district wrote has a number in
        this life up to this one."""
        row = self._vault.sql(
            "SELECT seq FROM link"
            " WHERE station = ? AND side = ? AND incarnation = ? AND number = ?",
            self.station, Side.DISTRICT.value, life, upto,
        ).fetchone()  # fmt: skip
        ours = self._vault.sql(
            "SELECT count(*) FROM entry WHERE station = ? AND case_number = ? AND side = ?"  # noqa: S608
            f" AND kind NOT IN ({', '.join('?' * len(STAYS))}) AND seq > ?",
            self.station, number, Side.DISTRICT.value, *STAYS, row[0] if row else 0,
        )  # fmt: skip
        return not ours.fetchone()[0]

    def erased(self) -> frozenset[str]:
        """The digests of what is gone here: what the station said, in any life, is gone of
        people, and the records and sealed keys that the district let go of."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE station = ?"
            " AND ((case_number = '' AND kind = ? AND side = ?) OR (kind IN (?, ?) AND side = ?))",
            self.station, TracesPurged.kind, Side.STATION.value,
            RecordsPurged.kind, RecoveryErased.kind, Side.DISTRICT.value,
        )  # fmt: skip
        told = (read(bytes(data)) for (data,) in rows.fetchall())
        gone = (
            one for one in told if isinstance(one, TracesPurged | RecordsPurged | RecoveryErased)
        )
        return frozenset(name for one in gone for name in one.digests)

    def events_from(self, life: str, first: int, count: int, max_bytes: int) -> list[bytes]:
        """The district's events from `first` on, within both bounds; one at least."""
        if first > self.end(Side.DISTRICT, life)[0]:
            return []
        wanted = (
            EntryRow.select(EntryRow.data)
            .join(LinkRow, on=OF_ENTRY)
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

    def of_case(self, number: str) -> list[Arrived]:
        """All that happened to one case, as it came here."""
        return self.of_cases((number,), ())[number]

    def of_cases(
        self, numbers: Sequence[str], fresh: Sequence[Arrived]
    ) -> dict[str, list[Arrived]]:
        """The same of several, by number. What is `fresh` are the last entries of the line, in
        their order: they are not read again."""
        found: dict[str, list[Arrived]] = {number: [] for number in numbers}
        first = fresh[0].seq if fresh else _NO_SEQ
        for marks, some in parts([number for number in numbers if number]):
            rows = self._vault.sql(
                "SELECT case_number, seq, side, digest, data FROM entry WHERE station = ?"  # noqa: S608
                f" AND seq < ? AND case_number IN ({marks}) ORDER BY seq",
                self.station, first, *some,
            )  # fmt: skip
            for number, seq, side, name, data in rows.fetchall():
                entry = Entry(side=Side(side), event=read(bytes(data)), digest=name)
                found[number].append(Arrived(seq=seq, digest=name, entry=entry))
        for one in fresh:
            if (number := case_of(one.entry.event)) in found:
                found[number].append(one)
        return found

    def cases(self) -> list[str]:
        """The cases that the events name, in the order in which they were first named."""
        first = fn.MIN(EntryRow.seq)
        query = (
            EntryRow.select(EntryRow.case_number)
            .where((EntryRow.station == self.station) & (EntryRow.case_number != ""))
            .group_by(EntryRow.case_number)
            .order_by(first)
        )
        return [number for (number,) in self._all(query.tuples())]

    def consultations(self) -> tuple[int, int]:
        """How many consultations the station held, and in how many it refused something."""
        row = self._vault.sql(
            "SELECT count(*), coalesce(sum(CASE WHEN instr(data, ?) > 0 THEN 1 ELSE 0 END), 0)"
            " FROM entry WHERE station = ? AND case_number = '' AND kind = ? AND side = ?",
            REFUSED, self.station, ConsultationHeld.kind, Side.STATION.value,
        ).fetchone()  # fmt: skip
        return int(row[0]), int(row[1])

    def lives(self, side: Side) -> list[str]:
        """The lives of a writer of which something is kept, in the order in which they began."""
        rows = self._vault.sql(
            "SELECT DISTINCT incarnation FROM link WHERE station = ? AND side = ?"
            " ORDER BY incarnation",
            self.station, side.value,
        )  # fmt: skip
        begun = self._vault.sql(
            "SELECT data FROM entry WHERE kind = ? AND case_number = '' AND station = ?"
            " AND side = ? ORDER BY seq",
            LifeBegun.kind, self.station, side.value,
        )  # fmt: skip
        told = [read(bytes(data)) for (data,) in begun.fetchall()]
        place = {  # where the entry stands that says so; the first life has none
            one.incarnation: at for at, one in enumerate(told) if isinstance(one, LifeBegun)
        }
        return sorted((life for (life,) in rows.fetchall()), key=lambda one: place.get(one, -1))

    def chained(self, side: Side, life: str) -> Iterator[Chained]:
        """A whole life of a writer, in order."""
        after = 0
        while page := self._page(side, life, after):
            yield from page
            after = page[-1].number

    # ---- the rows

    def _arrived(
        self, fresh: Mapping[str, Arrived], which: str, *values: str | bytes
    ) -> list[Arrived]:
        query = f"SELECT seq, side, digest, data FROM entry WHERE station = ? AND {which}"  # noqa: S608
        rows = self._vault.sql(f"{query} ORDER BY seq", self.station, *values)
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
            .join(LinkRow, on=OF_ENTRY)
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
            self.station, number, *STAYS,
        )  # fmt: skip
        return [(seq, name, bytes(data)) for seq, name, data in rows.fetchall()]

    def _let_go(self, seq: int, data: bytes, name: str) -> None:
        self._vault.sql(
            "UPDATE entry SET kind = ?, data = ? WHERE station = ? AND seq = ?",
            EntryPurged.kind, left_of(data, name), self.station, seq,
        )  # fmt: skip

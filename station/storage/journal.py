"""The journal: every event once, and its place in each life of its writer's chain.

Own events and the district's lie in one table in the order in which they came here; `link`
holds each writer's chain. Everything here runs inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from station.domain.audit import Chained
from station.domain.case import Arrived, Entry
from station.domain.chain import digest, genesis, link
from station.domain.codec import case_of, encode, person_of, read
from station.domain.event import Event
from station.domain.values import Side
from station.storage.memory import Memory
from station.storage.vault import Vault

PAGE = 1000
"""How many entries are read at once when all are wanted."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """How far a chain goes, and its last hash."""

    incarnation: str
    number: int
    hash: str


class Journal:
    """The events of this station, and those of its district that arrived."""

    def __init__(self, vault: Vault, memory: Memory) -> None:
        self._vault = vault
        self._memory = memory

    # ---- writing

    def begin(self, writer: str, incarnation: str) -> None:
        """Start the first life of this station's journal."""
        self._memory.set(writer=writer, incarnation=incarnation, lives=incarnation)

    def append(self, event: Event) -> Arrived:
        """Write one of our own events; its number is the next of the present life."""
        head = self.head()
        data = encode(event, head.number + 1)
        seq = self._insert(Side.STATION, event, data)
        self._chain(Side.STATION, head, ((data, seq),))
        return Arrived(seq=seq, entry=Entry(side=Side.STATION, event=event), digest=digest(data))

    def absorb(
        self, incarnation: str, writer: str, first: int, events: Sequence[bytes]
    ) -> list[Arrived]:
        """Take over events of the district that go on from what we hold of this life.

        Returns those that are new to us in any life, in order. Bytes that are no event are
        kept as well, so that the chain stays whole; they show as `Unrecognised`.
        """
        head = self.held(incarnation, writer)
        if first != head.number + 1:
            raise ValueError(f"events begin at {first}, but {head.number} are held")
        fresh: list[Arrived] = []
        placed: list[tuple[bytes, int]] = []
        for data in events:
            name = digest(data)
            known = self._vault.sql("SELECT seq FROM entry WHERE digest = ?", name)
            row = known.fetchone()
            if row is None:
                event = read(data)
                seq = self._insert(Side.DISTRICT, event, data)
                entry = Entry(side=Side.DISTRICT, event=event)
                fresh.append(Arrived(seq=seq, entry=entry, digest=name))
            else:
                seq = row[0]
            placed.append((data, seq))
        self._chain(Side.DISTRICT, head, placed)
        return fresh

    def begin_life(self, incarnation: str) -> None:
        """Number all our events again, in the order of writing, under a new incarnation."""
        own = self._vault.sql(
            "SELECT data, seq FROM entry WHERE side = ? ORDER BY seq", Side.STATION.value
        )
        rows = own.fetchall()
        start = genesis(self.writer, incarnation)
        self._chain(
            Side.STATION,
            Head(incarnation=incarnation, number=0, hash=start),
            ((bytes(data), seq) for data, seq in rows),
        )
        lives = self._memory.get("lives")
        self._memory.set(incarnation=incarnation, lives=f"{lives} {incarnation}")

    # ---- reading

    @property
    def writer(self) -> str:
        """The code of this station."""
        return self._memory.get("writer")

    @property
    def lives(self) -> tuple[str, ...]:
        """All incarnations this vault knows of itself, oldest first."""
        return tuple(self._memory.get("lives").split())

    def head(self) -> Head:
        """The end of our own chain in its present life."""
        return self.end(Side.STATION, self._memory.get("incarnation"), self.writer)

    def own_events(self) -> int:
        """How many events this station ever wrote: its present life numbers all of them."""
        rows = self._vault.sql("SELECT count(*) FROM entry WHERE side = ?", Side.STATION.value)
        return int(rows.fetchone()[0])

    def held(self, incarnation: str, writer: str) -> Head:
        """How far we hold this life of the district's journal for us."""
        return self.end(Side.DISTRICT, incarnation, writer)

    def hash_at(self, side: Side, incarnation: str, writer: str, number: int) -> str | None:
        """The hash after this number of a life; None if it is not held."""
        if number == 0:
            return genesis(writer, incarnation)
        row = self._vault.sql(
            "SELECT hash FROM link WHERE side = ? AND incarnation = ? AND number = ?",
            side.value,
            incarnation,
            number,
        ).fetchone()
        return row[0] if row else None

    def events_from(self, first: int, count: int, max_bytes: int) -> tuple[bytes, ...]:
        """Our events of the present life from `first` on, within both bounds; one at least."""
        rows = self._vault.sql(
            "SELECT data FROM link JOIN entry USING (seq) WHERE link.side = ? AND incarnation = ?"
            " AND number >= ? ORDER BY number LIMIT ?",
            Side.STATION.value,
            self.head().incarnation,
            first,
            count,
        )
        taken: list[bytes] = []
        size = 0
        for (data,) in rows.fetchall():
            size += len(data)
            if taken and size > max_bytes:
                break
            taken.append(bytes(data))
        return tuple(taken)

    def of_case(self, number: str) -> list[Arrived]:
        """All that happened to one case, in the order in which it came here."""
        return self._arrived("WHERE case_number = ? ORDER BY seq", number)

    def of_person(self, id_number: str) -> list[Arrived]:
        """All that is on record of a person and not of one case, in the order in which it came
        here. What the district may have written of them is among it."""
        return self._arrived("WHERE person = ? AND person <> '' ORDER BY seq", id_number)

    def own_of(self, *kinds: type[Event], side: Side = Side.STATION) -> list[Event]:
        """Events of these kinds, in the order in which they came; ours, or those of the other."""
        marks = ", ".join("?" * len(kinds))
        own = f"WHERE side = ? AND kind IN ({marks}) ORDER BY seq"
        found = self._arrived(own, side.value, *(kind.kind for kind in kinds))
        return [one.entry.event for one in found]

    def of_kinds(self, *kinds: type[Event]) -> list[Arrived]:
        """Events of these kinds by both offices, in the order in which they came here."""
        marks = ", ".join("?" * len(kinds))
        found = f"WHERE kind IN ({marks}) ORDER BY seq"
        return self._arrived(found, *(kind.kind for kind in kinds))

    def own_at(self, number: int) -> Arrived | None:
        """Our event with this number in the present life; None beyond the ends."""
        seq = self.seq_of(number)
        found = self._arrived("WHERE seq = ?", seq) if seq is not None else []
        return found[0] if found else None

    def seq_of(self, number: int) -> int | None:
        """The place in the order of arrival of our event with this number; None beyond the ends."""
        found = self._vault.sql(
            "SELECT seq FROM link WHERE side = ? AND incarnation = ? AND number = ?",
            Side.STATION.value, self._memory.get("incarnation"), number,
        ).fetchone()  # fmt: skip
        return int(found[0]) if found else None

    def chained(self, side: Side, incarnation: str) -> Iterator[Chained]:
        """A whole life of a writer, in order."""
        after = 0
        while True:
            rows = self._vault.sql(
                "SELECT number, data, hash, digest FROM link JOIN entry USING (seq)"
                " WHERE link.side = ? AND incarnation = ? AND number > ?"
                " ORDER BY number LIMIT ?",
                side.value,
                incarnation,
                after,
                PAGE,
            ).fetchall()
            if not rows:
                return
            for number, data, end, name in rows:
                event = read(bytes(data))
                yield Chained(number=number, data=data, hash=end, digest=name, event=event)
            after = rows[-1][0]

    def cases_after(self, number: int) -> set[str]:
        """The cases that our events after this number of the present life are about."""
        rows = self._vault.sql(
            "SELECT DISTINCT case_number FROM link JOIN entry USING (seq)"
            " WHERE link.side = ? AND incarnation = ? AND number > ? AND case_number <> ''",
            Side.STATION.value,
            self.head().incarnation,
            number,
        )
        return {case for (case,) in rows.fetchall()}

    def count(self) -> int:
        """How many events are kept, ours and the district's."""
        return int(self._vault.sql("SELECT count(*) FROM entry").fetchone()[0])

    # ---- the rows

    def _arrived(self, which: str, *values: object) -> list[Arrived]:
        select = f"SELECT seq, side, digest, data FROM entry {which}"  # noqa: S608 - our words
        rows = self._vault.sql(select, *values)
        return [
            Arrived(
                seq=seq, digest=name,
                entry=Entry(side=Side(side), event=read(bytes(data)), digest=name),
            )
            for seq, side, name, data in rows.fetchall()
        ]  # fmt: skip

    def _insert(self, side: Side, event: Event, data: bytes) -> int:
        row = self._vault.sql(
            "INSERT INTO entry (side, digest, kind, case_number, person, data)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
            side.value,
            digest(data),
            event.kind,
            case_of(event),
            person_of(event),
            data,
        )
        return int(row.fetchone()[0])

    def _chain(self, side: Side, head: Head, placed: Iterable[tuple[bytes, int]]) -> None:
        rows, last = [], head.hash
        for number, (data, seq) in enumerate(placed, head.number + 1):
            last = link(last, data)
            rows.append((side.value, head.incarnation, number, last, seq))
        self._vault.many(
            "INSERT INTO link (side, incarnation, number, hash, seq) VALUES (?, ?, ?, ?, ?)", rows
        )

    def end(self, side: Side, incarnation: str, writer: str) -> Head:
        """How far this life of a writer is kept."""
        row = self._vault.sql(
            "SELECT number, hash FROM link WHERE side = ? AND incarnation = ?"
            " ORDER BY number DESC LIMIT 1",
            side.value,
            incarnation,
        ).fetchone()
        number, end = row or (0, genesis(writer, incarnation))
        return Head(incarnation=incarnation, number=number, hash=end)

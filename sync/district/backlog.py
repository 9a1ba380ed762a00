"""Long runs of entries that are held, and not read yet (ADR 0048).

A receipt waits for the disk and not for the lists. What a station wrote in weeks without a network
comes as thousands of entries at once: they are checked, proved to go on from what is held, kept as
they came, and confirmed. They are taken apart and shown when that station speaks next, or when
somebody looks. Everything here runs inside the caller's visit to the book.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from station.storage.store import Store
from sync.line import Parcel

LONG_RUN = 500
"""So many entries are worth a receipt of their own."""
MOST_WAITING = 16_000
MOST_WAITING_BYTES = 16 * 1024 * 1024
"""Entries of one station that may wait, and their bytes: who reads them at last keeps a caller
waiting."""
STANDING = (
    "(SELECT life || ' ' || last || ' ' || head FROM backlog"
    " WHERE backlog.station = code ORDER BY id DESC LIMIT 1),"
    " (SELECT sum(last - first + 1) || ' ' || sum(length(events)) FROM backlog"
    " WHERE backlog.station = code)"
)
"""Two columns of a question about a row of `station`: see `Backlog.of`."""


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What of one station waits to be read: the life of all of it, the number of its last entry,
    the hash after that, how many entries they are, and how many bytes."""

    life: str = ""
    last: int = 0
    head: str = ""
    count: int = 0
    size: int = 0

    @classmethod
    def of(cls, standing: str | None, much: str | None) -> "Backlog":
        """As the two columns of `STANDING` have it."""
        if standing is None or much is None:
            return cls()
        life, last, head = standing.split(" ")
        count, size = much.split(" ")
        return cls(life=life, last=int(last), head=head, count=int(count), size=int(size))

    def goes_on_with(self, parcel: Parcel) -> bool:
        """Whether these events may wait too: nothing waits, or they follow what does."""
        if not self.count:
            return True
        ends = (parcel.incarnation, parcel.first - 1, parcel.after)
        count = self.count + len(parcel.events)
        size = self.size + sum(map(len, parcel.events))
        fits = count <= MOST_WAITING and size <= MOST_WAITING_BYTES
        return fits and ends == (self.life, self.last, self.head)


@dataclass(frozen=True, kw_only=True)
class Run:
    """Entries of one life, from number `first` on."""

    id: int
    life: str
    first: int
    events: tuple[bytes, ...]


def keep(vault: Store, station: str, life: str, fresh: Sequence[tuple[int, str, bytes]]) -> None:
    """Let these entries wait, each with its number and the hash after it."""
    (first, _, _), (last, head, _) = fresh[0], fresh[-1]
    vault.sql(
        "INSERT INTO backlog (station, life, first, last, head, events) VALUES (?, ?, ?, ?, ?, ?)",
        station, life, first, last, head, b"\n".join(data for _, _, data in fresh),
    )  # fmt: skip


def first(vault: Store, station: str) -> Run | None:
    """The run of this station that has waited longest; None if nothing waits."""
    row = vault.sql(
        "SELECT id, life, first, events FROM backlog WHERE station = ? ORDER BY id LIMIT 1",
        station,
    ).fetchone()  # fmt: skip
    if row is None:
        return None
    events = tuple(bytes(row[3]).split(b"\n"))
    return Run(id=row[0], life=row[1], first=row[2], events=events)


def unread(vault: Store, station: str) -> Iterator[bytes]:
    """All entries of this station that wait, in their order."""
    rows = vault.sql("SELECT events FROM backlog WHERE station = ? ORDER BY id", station)
    for (events,) in rows.fetchall():
        yield from bytes(events).split(b"\n")


def drop(vault: Store, run: Run) -> None:
    """It waits no longer."""
    vault.sql("DELETE FROM backlog WHERE id = ?", run.id)


def stations(vault: Store) -> list[str]:
    """Those of which something waits."""
    rows = vault.sql("SELECT DISTINCT station FROM backlog ORDER BY station").fetchall()
    return [code for (code,) in rows]

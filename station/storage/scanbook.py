"""The scans of the cases on one line, piece by piece: what is here, what the other office lacks.

It is the Shelf that `sync.ports` describes, in plain values, and serves both ends of the line.
Everything runs inside the caller's visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from station.domain.pieced import Pieced
from station.storage.pieces import IN_VAULT
from station.storage.scanrows import ScanRows


@dataclass(frozen=True, kw_only=True)
class Carried:
    """How far one scan of a case has come: its pieces, how many are here, and how many the other
    office does not hold as far as we know."""

    seq: int
    sha256: str
    pieces: int
    here: int
    owed: int


@dataclass(frozen=True, kw_only=True)
class Load:
    """So many pieces, so many bytes."""

    pieces: int
    size: int


class ScanBook(ScanRows):
    """The scans on one line, and what each end holds of them."""

    # ---- what the line asks

    def wants(self, most: int) -> list[str]:
        """The first pieces that we lack, in the order in which they were told of."""
        return self._names("here = 0", most)

    def lacks(self) -> int:
        """How many pieces we lack in all."""
        return self.coming().pieces

    def named(self) -> int:
        """How many pieces events in force name."""
        return self._load("1 = 1").pieces

    def room(self) -> int:
        """How many more bytes of pieces we take on this line."""
        return max(0, self._most - self.store.size(self._line))

    def piece(self, name: str) -> bytes | None:
        """The bytes of a piece that belongs to this line; None if it is not here."""
        return self.store.get(self._line, name)

    def take(self, name: str, data: bytes) -> bool:
        """Keep a piece that we lack; whether we did. One that nobody asked for is not kept, and
        none for which there is no room."""
        return len(data) <= self.room() and self.keep(name, data)

    def keep(self, name: str, data: bytes) -> bool:
        """The same for what was scanned here, whatever room there is."""
        found = self._vault.sql(
            "SELECT max(scan.size) FROM scan_piece JOIN scan ON scan.id = scan"
            " WHERE scan_piece.line = ? AND piece = ? AND here = 0",
            self._line, name,
        ).fetchone()[0]  # fmt: skip
        if found is None:
            return False
        self.store.put(self._line, name, data, beside=found > IN_VAULT)
        self._arrived(self._line, name)
        for line, number in self._passed_on(name):
            self.store.share(line, name, number)
            self._arrived(line, name)
        return True

    def _arrived(self, line: str, name: str) -> None:
        self._vault.sql("UPDATE scan_piece SET here = 1 WHERE line = ? AND piece = ?", line, name)

    def _passed_on(self, name: str) -> list[tuple[str, str]]:
        """Other lines on which a case that needs this piece went on."""
        rows = self._vault.sql(
            "SELECT DISTINCT there.line, there.number FROM scan_piece JOIN scan ON scan.id = scan"
            " JOIN scan AS there ON there.number = scan.number AND there.line <> scan.line"
            " WHERE scan_piece.line = ? AND piece = ?",
            self._line, name,
        )  # fmt: skip
        return list(rows.fetchall())

    def owed(self, most: int) -> list[str]:
        """The first pieces of ours that the other office does not hold, as far as we know."""
        return self._names("owed = 1 AND here = 1", most)

    def peer_lacks(self, names: Sequence[str], *, more: bool, seen: int | None) -> None:
        """The other office lacks these, the first in order, and `more` behind them; it holds our
        events up to number `seen` (None: that says nothing of our present life)."""
        marks = ", ".join("?" * len(names))
        if names:
            self._vault.sql(
                "UPDATE scan_piece SET owed = 1 WHERE line = ? AND here = 1 AND owed = 0"  # noqa: S608
                f" AND piece IN ({marks})",
                self._line, *names,
            )  # fmt: skip
        upto = self._seq_at(seen) if seen else None
        if upto is None:
            return
        before = (upto, 2**62, 0)
        if more and not names:
            before = (0, 0, 0)
        elif more:
            last = self._vault.sql(
                "SELECT entry, scan, place FROM scan_piece WHERE line = ?"  # noqa: S608
                f" AND piece IN ({marks}) ORDER BY entry DESC, scan DESC, place DESC LIMIT 1",
                self._line, *names,
            ).fetchone()  # fmt: skip
            before = min(before, last or (0, 0, 0))
        lacked = f" AND piece NOT IN ({marks})" if names else ""
        self._vault.sql(
            "UPDATE scan_piece SET owed = 0 WHERE line = ? AND owed = 1"  # noqa: S608
            f" AND (entry, scan, place) < (?, ?, ?){lacked}",
            self._line, *before, *names,
        )  # fmt: skip

    # ---- for people

    def data(self, scan: Pieced) -> bytes | None:
        """All bytes of a scan; None while one of its pieces is not here."""
        whole = self.together(scan)
        return whole if whole is not None and scan.is_whole(whole) else None

    def together(self, file: Pieced) -> bytes | None:
        """Its pieces one behind the other, whatever they make up; None while one is not here."""
        pieces = [self.store.get(self._line, name) for name in file.pieces]
        return None if None in pieces else b"".join(one for one in pieces if one is not None)

    def carried(self, number: str) -> list[Carried]:
        """How far each scan of this case has come."""
        rows = self._vault.sql(
            "SELECT seq, sha256, count(*), sum(here), sum(owed) FROM scan"
            " JOIN scan_piece ON scan_piece.scan = scan.id WHERE scan.line = ? AND number = ?"
            " GROUP BY scan.id ORDER BY scan.id",
            self._line, number,
        )  # fmt: skip
        return [
            Carried(seq=seq, sha256=sha256, pieces=pieces, here=int(here), owed=int(owed))
            for seq, sha256, pieces, here, owed in rows.fetchall()
        ]

    def coming(self) -> Load:
        """What the other office still has to send."""
        return self._load("here = 0")

    def going(self) -> Load:
        """What the other office lacks of ours, as far as we know."""
        return self._load("owed = 1 AND here = 1")

    def _names(self, which: str, most: int) -> list[str]:
        rows = self._vault.sql(
            f"SELECT piece FROM scan_piece WHERE line = ? AND {which}"  # noqa: S608 - our words
            " ORDER BY entry, scan, place LIMIT ?",
            self._line, most,
        )  # fmt: skip
        return list(dict.fromkeys(name for (name,) in rows.fetchall()))

    def _load(self, which: str) -> Load:
        pieces, size = self._vault.sql(
            "SELECT count(*), coalesce(sum(size), 0) FROM scan_piece"  # noqa: S608 - our words
            f" WHERE line = ? AND {which}",
            self._line,
        ).fetchone()  # fmt: skip
        return Load(pieces=pieces, size=int(size))

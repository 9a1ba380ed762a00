"""The rows of the scans on one line: which pieces make up which scan of which case.

`show` brings them up to date with one case; they can be made again from the journal.
"""

from collections.abc import Callable, Iterable, Sequence

from station.domain.case import Arrived, Case
from station.domain.event import Event
from station.domain.scan_events import Scan, ScanAttached, ScanRemoved
from station.domain.scans import attached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.pieces import PieceStore
from station.storage.vault import Vault

MOST_KEPT = 8 * 1024**3
"""Bytes of pieces that an office takes on one line; see `ScanBook.room`."""

Told = tuple[Case | None, Sequence[Arrived]]
TELLING = (ScanAttached, ScanRemoved, CaseBrought)
"""What changes the scans of a case."""


def telling(events: Iterable[Event]) -> list[str]:
    """The cases whose scans these events change."""
    return list(dict.fromkeys(one.case for one in events if isinstance(one, TELLING)))


class ScanRows:
    """The scans on one line."""

    def __init__(
        self, vault: Vault, store: PieceStore, *, line: str, mine: Side,
        seq_at: Callable[[int], int | None], read: Callable[[str], Told], most: int = MOST_KEPT,
    ) -> None:  # fmt: skip
        """`seq_at` tells the place in the order of arrival of our own event with this number,
        `read` what a case is and what happened to it."""
        self._vault = vault
        self.store = store
        self._line = line
        self._mine = mine
        self._seq_at = seq_at
        self._read = read
        self._most = most

    def show(self, numbers: Iterable[str]) -> None:
        """Bring the rows up to date with these cases; pieces that no scan needs go."""
        for number in numbers:
            self._show(number)

    def _show(self, number: str) -> None:
        wanted = self._told(*self._read(number))
        rows = self._vault.sql(
            "SELECT id, seq, sha256 FROM scan WHERE line = ? AND number = ?", self._line, number
        ).fetchall()
        there = {(seq, name): row for row, seq, name in rows}
        for key, row in there.items():
            if key not in wanted:
                self._forget(row)
        for key, (scan, entry, ours, brought) in wanted.items():
            if key not in there:
                if brought and self._mine is Side.DISTRICT:
                    for name in scan.pieces:
                        self.store.share(self._line, name, number)
                self._insert(number, key[0], scan, entry, ours=ours)

    def _told(
        self, case: Case | None, kept: Sequence[Arrived]
    ) -> dict[tuple[int, str], tuple[Scan, int, bool, bool]]:
        """By paper and hash: the scan, the entry that told of it here, whether that is ours, and
        whether it came with the whole case."""
        direct, brought, ours_brought = {}, 0, False
        for one in kept:
            event = one.entry.event
            if isinstance(event, ScanAttached):
                direct[event.seq, event.scan.sha256] = (one.seq, one.entry.side)
            elif isinstance(event, CaseBrought):
                brought, ours_brought = one.seq, one.entry.side is self._mine
        told = {}
        for live in attached(case) if case else ():
            key = (live.event.seq, live.event.scan.sha256)
            if key in direct:
                seq, side = direct[key]
                told[key] = (live.event.scan, seq, side is self._mine, False)
            else:
                told[key] = (live.event.scan, brought, ours_brought, True)
        return told

    def _insert(self, number: str, seq: int, scan: Scan, entry: int, *, ours: bool) -> None:
        row = self._vault.sql(
            "INSERT INTO scan (line, number, seq, sha256, size) VALUES (?, ?, ?, ?, ?)"
            " RETURNING id",
            self._line, number, seq, scan.sha256, scan.size,
        ).fetchone()[0]  # fmt: skip
        for place, name in enumerate(scan.pieces):
            self._vault.sql(
                "INSERT INTO scan_piece (scan, place, line, entry, piece, size, here, owed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row, place, self._line, entry, name, scan.piece_size(place),
                int(self.store.has(self._line, name)), int(ours),
            )  # fmt: skip

    def _forget(self, scan: int) -> None:
        names = self._vault.sql("SELECT DISTINCT piece FROM scan_piece WHERE scan = ?", scan)
        gone = [name for (name,) in names.fetchall()]
        self._vault.sql("DELETE FROM scan_piece WHERE scan = ?", scan)
        self._vault.sql("DELETE FROM scan WHERE id = ?", scan)
        needed = "SELECT 1 FROM scan_piece WHERE line = ? AND piece = ?"
        spent = [one for one in gone if not self._vault.sql(needed, self._line, one).fetchone()]
        self.store.drop(self._line, spent)

    def begin_anew(self) -> None:
        """Throw the rows away, to be shown again from the journal. Pieces stay: nothing else has
        them; but those that cannot be read go, for the other office to send again."""
        self.store.drop(self._line, list(self.store.bad(self._line)))
        self._vault.sql("DELETE FROM scan_piece WHERE line = ?", self._line)
        self._vault.sql("DELETE FROM scan WHERE line = ?", self._line)

    def differences(self, numbers: Iterable[str]) -> list[str]:
        """Those of these cases whose rows do not show the scans that the journal tells of."""
        return [number for number in numbers if self._shown(number) != self._meant(number)]

    def _shown(self, number: str) -> dict[tuple[int, str], tuple[str, ...]]:
        rows = self._vault.sql(
            "SELECT seq, sha256, piece FROM scan JOIN scan_piece ON scan_piece.scan = scan.id"
            " WHERE scan.line = ? AND number = ? ORDER BY scan.id, place",
            self._line, number,
        ).fetchall()  # fmt: skip
        keys = dict.fromkeys((seq, sha256) for seq, sha256, _ in rows)
        return {
            key: tuple(piece for seq, name, piece in rows if (seq, name) == key) for key in keys
        }

    def _meant(self, number: str) -> dict[tuple[int, str], tuple[str, ...]]:
        return {key: one[0].pieces for key, one in self._told(*self._read(number)).items()}

    def numbers(self) -> list[str]:
        """The cases of which scans are shown."""
        rows = self._vault.sql(
            "SELECT DISTINCT number FROM scan WHERE line = ? ORDER BY number", self._line
        )
        return [number for (number,) in rows.fetchall()]

    def damaged(self) -> list[tuple[str, int, str]]:
        """Case, paper and SHA-256 of each scan with a piece that is not as it was kept."""
        found: dict[tuple[str, int, str], None] = {}
        for bad in self.store.bad(self._line):
            rows = self._vault.sql(
                "SELECT DISTINCT number, seq, sha256 FROM scan_piece JOIN scan ON scan.id = scan"
                " WHERE scan_piece.line = ? AND piece = ?",
                self._line, bad,
            )  # fmt: skip
            found.update(dict.fromkeys(rows.fetchall()))
        return list(found)

    def spent(self) -> int:
        """Let go of pieces that no scan needs; how many."""
        rows = self._vault.sql(
            "SELECT name FROM piece WHERE line = ? AND NOT EXISTS (SELECT 1 FROM scan_piece"
            " WHERE scan_piece.line = piece.line AND piece = name)",
            self._line,
        )
        gone = [name for (name,) in rows.fetchall()]
        self.store.drop(self._line, gone)
        return len(gone)

"""The rows of the files on one line: which pieces make up which scan of which case, or which
version of what a district published.

`show` brings them up to date with one case, or one thing published; they can be made again from
the journal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from station.domain.case import Arrived, Case
from station.domain.event import Event
from station.domain.pieced import Pieced
from station.domain.published_events import PublicationEvent, Published
from station.domain.publishing import Key, Standing, key_of
from station.domain.scan_events import ScanAttached, ScanRemoved
from station.domain.scans import attached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.pieces import PieceStore
from station.storage.store import Store

MOST_KEPT = 8 * 1024**3
"""Bytes of pieces that an office takes on one line; see `ScanBook.room`."""
_PUBLISHED = "/"
"""Stands in the name of what was published, and in no receipt number."""


@dataclass(frozen=True, kw_only=True)
class Needed:
    """A file that an event in force names: the entry that told of it here, whether that is ours,
    and whether it came with a whole case."""

    file: Pieced
    entry: int
    ours: bool
    brought: bool = False


Needs = Mapping[tuple[int, str], Needed]
"""By paper of the case, or by version, and by the SHA-256 of the file."""


def needs_of_case(case: Case | None, kept: Sequence[Arrived], mine: Side) -> Needs:
    """The scans of this case, of which this is kept; `mine` is the office that asks."""
    direct, brought, ours_brought = {}, 0, False
    for one in kept:
        event = one.entry.event
        if isinstance(event, ScanAttached):
            direct[event.seq, event.scan.sha256] = (one.seq, one.entry.side)
        elif isinstance(event, CaseBrought):
            brought, ours_brought = one.seq, one.entry.side is mine
    needs = {}
    for live in attached(case) if case else ():
        scan = live.event.scan
        key = (live.event.seq, scan.sha256)
        if key in direct:
            seq, side = direct[key]
            needs[key] = Needed(file=scan, entry=seq, ours=side is mine)
        else:
            needs[key] = Needed(file=scan, entry=brought, ours=ours_brought, brought=True)
    return needs


def needs_of_published(found: Standing, name: str, mine: Side) -> Needs:
    """The files of what was published under this name (see `name_of`)."""
    what, _, rest = name.partition(_PUBLISHED)
    needed = found.needed((Published(what), rest))
    return {
        (one.event.version, one.event.file.sha256): Needed(
            file=one.event.file, entry=one.seq, ours=mine is Side.DISTRICT
        )
        for one in needed
    }


def name_of(key: Key) -> str:
    """Under which name its rows stand, where a case has its number."""
    return f"{key[0].value}{_PUBLISHED}{key[1]}"


def is_published(number: str) -> bool:
    """Whether this is the name of something published, and no number of a case."""
    return number.partition(_PUBLISHED)[0] in {one.value for one in Published} and (
        _PUBLISHED in number
    )


def telling(events: Iterable[Event]) -> list[str]:
    """The cases whose scans, and the things published whose files, these events change."""
    names = (
        name_of(key_of(one)) if isinstance(one, PublicationEvent) else one.case
        for one in events
        if isinstance(one, PublicationEvent | ScanAttached | ScanRemoved | CaseBrought)
    )
    return list(dict.fromkeys(names))


class ScanRows:
    """The files on one line."""

    def __init__(
        self, vault: Store, store: PieceStore, *, line: str, mine: Side,
        seq_at: Callable[[int], int | None], read: Callable[[str], Needs], most: int = MOST_KEPT,
    ) -> None:  # fmt: skip
        """`seq_at` tells the place in the order of arrival of our own event with this number,
        `read` what a case, or something published, needs."""
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
        wanted = self._read(number)
        rows = self._vault.sql(
            "SELECT id, seq, sha256 FROM scan WHERE line = ? AND number = ?", self._line, number
        ).fetchall()
        there = {(seq, name): row for row, seq, name in rows}
        for key, row in there.items():
            if key not in wanted:
                self._forget(row)
        for key, needed in wanted.items():
            if key not in there:
                if needed.brought and self._mine is Side.DISTRICT:
                    for name in needed.file.pieces:
                        self.store.share(self._line, name, number)
                self._insert(number, key[0], needed)

    def _insert(self, number: str, seq: int, needed: Needed) -> None:
        file = needed.file
        row = self._vault.sql(
            "INSERT INTO scan (line, number, seq, sha256, size) VALUES (?, ?, ?, ?, ?)"
            " RETURNING id",
            self._line, number, seq, file.sha256, file.size,
        ).fetchone()[0]  # fmt: skip
        for place, name in enumerate(file.pieces):
            self._vault.sql(
                "INSERT INTO scan_piece (scan, place, line, entry, piece, size, here, owed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row, place, self._line, needed.entry, name, file.piece_size(place),
                int(self.store.has(self._line, name)), int(needed.ours),
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
        """Those of these whose rows do not show the files that the journal tells of."""
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
        return {key: one.file.pieces for key, one in self._read(number).items()}

    def numbers(self) -> list[str]:
        """The cases of which scans are shown, and the names of what was published."""
        rows = self._vault.sql(
            "SELECT DISTINCT number FROM scan WHERE line = ? ORDER BY number", self._line
        )
        return [number for (number,) in rows.fetchall()]

    def damaged(self) -> list[tuple[str, int, str]]:
        """Case, paper and SHA-256 of each scan with a piece that is not as it was kept; name,
        version and SHA-256 of what was published."""
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

"""What the district holds on one line, in figures, and what the station said that it holds.

Everything runs inside the caller's visit.
"""

from collections.abc import Callable
from datetime import datetime

from station.domain.account import MOST_LIVES, Account, Stretch, counted, whole_seconds
from station.domain.reckoning import Reckoned, read, written
from station.domain.states import OVER, CaseState
from station.domain.values import Side
from station.storage.scanbook import ScanBook
from station.storage.store import Store
from sync.district.journal import Journal

_OVER = frozenset(state.value for state in OVER)


class Reckonings:
    """The two accounts of the line to one station."""

    def __init__(
        self, vault: Store, journal: Journal, shelf: ScanBook, now: Callable[[], datetime]
    ) -> None:
        self._vault = vault
        self._journal = journal
        self._station = journal.station
        self._shelf = shelf
        self._now = now

    def account(self, *, heard: str, forked: frozenset[str], contact: datetime | None) -> Account:
        """What is held here now."""
        counts, open_ones = self._cases()
        asides = self._vault.sql("SELECT count(*) FROM aside WHERE station = ?", self._station)
        return Account(
            at=whole_seconds(self._now()), own=self._lives(Side.DISTRICT),
            other=tuple(sorted(self._lives(Side.STATION), key=lambda one: one.life)), heard=heard,
            forked=tuple(sorted(forked))[:MOST_LIVES], cases=tuple(sorted(counts.items())),
            open_cases=open_ones, scans=self._shelf.named(), lacking=self._shelf.lacks(),
            asides=int(asides.fetchone()[0]), contact=whole_seconds(contact) if contact else None,
        )  # fmt: skip

    def keep(self, mine: Account, theirs: Account) -> None:
        """Remember both, as of now."""
        held = next((one for one in theirs.other if one.life == mine.present.life), None)
        moved = self._cases_after(mine.present.life, held.number if held else 0)
        found = Reckoned(at=mine.at, mine=mine, theirs=theirs, moved=moved)
        row = {"station": self._station, "body": written(found)}
        self._vault.keep("reckoning", "station", row)

    def last(self) -> Reckoned | None:
        """Both as they were last; None if the station never told."""
        row = self._vault.sql("SELECT body FROM reckoning WHERE station = ?", self._station)
        found = row.fetchone()
        return read(found[0]) if found else None

    def _lives(self, side: Side) -> tuple[Stretch, ...]:
        """The latest, in the order in which they began; of the district's own the present one,
        written or not, at the end."""
        lives = self._journal.lives(side)
        if side is Side.DISTRICT:
            present = self._present()
            lives = [*(one for one in lives if one != present), present]
        ends = ((life, *self._journal.end(side, life)) for life in lives[-MOST_LIVES:])
        return tuple(Stretch(life=life, number=number, head=head) for life, number, head in ends)

    def _present(self) -> str:
        row = self._vault.sql("SELECT incarnation FROM station WHERE code = ?", self._station)
        return str(row.fetchone()[0])

    def _cases_after(self, life: str, number: int) -> int:
        """How many cases our events after this number are about."""
        row = self._vault.sql(
            "SELECT count(DISTINCT case_number) FROM link JOIN entry"
            " ON entry.station = link.station AND entry.seq = link.seq"
            " WHERE link.station = ? AND link.side = ? AND incarnation = ? AND number > ?"
            " AND case_number <> ''",
            self._station, Side.DISTRICT.value, life, number,
        )  # fmt: skip
        return int(row.fetchone()[0])

    def _cases(self) -> tuple[dict[str, int], str]:
        rows = self._vault.sql(
            "SELECT number, state FROM case_row WHERE station = ? AND state <> ? ORDER BY number",
            self._station, CaseState.TRANSFERRED.value,
        )  # fmt: skip
        return counted(rows.fetchall(), _OVER)

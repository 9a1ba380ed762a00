"""What this station holds on its line, in figures, and what the district said that it holds.

Everything runs inside the caller's visit.
"""

from collections.abc import Callable
from datetime import datetime

from station.domain.account import MOST_LIVES, Account, Stretch, counted, whole_seconds
from station.domain.reckoning import Reckoned, read, written
from station.domain.states import OVER, CaseState
from station.domain.values import Side
from station.storage.journal import Journal
from station.storage.memory import Memory
from station.storage.scanbook import ScanBook
from station.storage.vault import Vault

_OVER = frozenset(state.value for state in OVER)


class Reckonings:
    """The two accounts of the line to the district."""

    def __init__(
        self, vault: Vault, journal: Journal, memory: Memory, shelf: ScanBook,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._vault = vault
        self._journal = journal
        self._memory = memory
        self._shelf = shelf
        self._now = now

    def account(self, *, heard: str, forked: frozenset[str], contact: datetime | None) -> Account:
        """What is held here now."""
        counts, open_ones = self._cases()
        asides = self._vault.sql("SELECT count(*) FROM aside").fetchone()
        return Account(
            at=whole_seconds(self._now()), own=self._own(), other=self._district(), heard=heard,
            forked=tuple(sorted(forked))[:MOST_LIVES], cases=tuple(sorted(counts.items())),
            open_cases=open_ones, scans=self._shelf.named(), lacking=self._shelf.lacks(),
            asides=int(asides[0]), contact=whole_seconds(contact) if contact else None,
        )  # fmt: skip

    def keep(self, mine: Account, theirs: Account) -> None:
        """Remember both, as of now."""
        held = next((one for one in theirs.other if one.life == mine.present.life), None)
        moved = self._journal.cases_after(held.number if held else 0)
        found = Reckoned(at=mine.at, mine=mine, theirs=theirs, moved=len(moved))
        self._memory.set(reckoned=written(found))

    def last(self) -> Reckoned | None:
        """Both as they were last; None if the district never told."""
        text = self._memory.get("reckoned")
        return read(text) if text else None

    def _own(self) -> tuple[Stretch, ...]:
        ends = (
            self._journal.end(Side.STATION, life, self._journal.writer)
            for life in self._journal.lives[-MOST_LIVES:]
        )
        return tuple(
            Stretch(life=one.incarnation, number=one.number, head=one.hash) for one in ends
        )

    def _district(self) -> tuple[Stretch, ...]:
        rows = self._vault.sql(
            "SELECT incarnation, max(number), hash FROM link WHERE side = ?"
            " GROUP BY incarnation ORDER BY max(seq) DESC LIMIT ?",
            Side.DISTRICT.value, MOST_LIVES,
        )  # fmt: skip
        return tuple(
            Stretch(life=life, number=number, head=head)
            for life, number, head in sorted(rows.fetchall())
        )

    def _cases(self) -> tuple[dict[str, int], str]:
        rows = self._vault.sql(
            "SELECT number, state FROM case_row WHERE state <> ? ORDER BY number",
            CaseState.TRANSFERRED.value,
        )
        return counted(rows.fetchall(), _OVER)

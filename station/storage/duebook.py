"""Which cases the passing of time may concern, found by the dates of the case book."""

from collections.abc import Collection
from datetime import UTC, datetime

from station.domain.office_events import AgentCame, ClockDoubted
from station.domain.states import CaseState
from station.domain.values import Side
from station.storage.tables import CaseRow
from station.storage.vault import Vault


class DueBook:
    """Receipt numbers by what runs on their cases. Use it inside a visit."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._db = vault.db

    def struck(self, states: Collection[CaseState], now: datetime) -> list[str]:
        """The cases in one of these states that this station holds and on which a clock has
        struck, the longest overdue first."""
        query = CaseRow.select(CaseRow.number).where(
            (CaseRow.due_at > "")
            & (CaseRow.due_at < now.astimezone(UTC).isoformat())
            & (CaseRow.side == Side.STATION.value)
            & CaseRow.state.in_(sorted(state.value for state in states))
        )
        ordered = query.order_by(CaseRow.due_at, CaseRow.id)
        return [number for (number,) in ordered.tuples().execute(self._db)]

    def running(self) -> list[str]:
        """The cases that somebody holds, or on which a clock runs."""
        query = CaseRow.select(CaseRow.number).where((CaseRow.side != "") | (CaseRow.due_at > ""))
        return [number for (number,) in query.order_by(CaseRow.id).tuples().execute(self._db)]

    def doubted(self, seq: int) -> bool:
        """Whether the clock of this computer was in doubt at the opening before this entry."""
        row = self._vault.sql(
            "SELECT kind FROM entry WHERE kind IN (?, ?) AND side = ? AND seq < ?"
            " ORDER BY seq DESC LIMIT 1",
            AgentCame.kind, ClockDoubted.kind, Side.STATION.value, seq,
        ).fetchone()  # fmt: skip
        return row is not None and row[0] == ClockDoubted.kind

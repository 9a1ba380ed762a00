"""Which cases are how far on their way to the district: what left by stick and by network last is
remembered, and compared with what the district says that it holds.

Everything here runs inside the caller's transaction.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from station.domain.purging import OF_THE_OFFICE
from station.domain.values import Side
from station.domain.way import CaseWay, Departure, way_of
from station.storage.casebook import CaseLine, case_line
from station.storage.journal import Journal
from station.storage.memory import Memory
from station.storage.tables import CaseRow
from station.storage.vault import Vault

_ROADS = ("left_by_stick", "left_by_network")
_SILENT = tuple(kind.kind for kind in OF_THE_OFFICE)
"""Who looked at a case and what was printed of it is on record too, and is nothing to wait for."""
_MARKS = ", ".join("?" * len(_SILENT))


class WayBook:
    """The cases of this station on their way."""

    def __init__(self, vault: Vault, journal: Journal, memory: Memory) -> None:
        self._vault = vault
        self._journal = journal
        self._memory = memory

    def left(self, number: int, at: datetime, *, stick: int) -> None:
        """Remember that our entries of the present life up to this number left: with the how
        many-th use of a stick, or with 0 by network."""
        told = [self._journal.head().incarnation, number, at.isoformat(), stick]
        self._memory.set(**{_ROADS[0 if stick else 1]: json.dumps(told)})

    def of(self, numbers: Sequence[str]) -> dict[str, CaseWay]:
        """How far each of these cases has come; those of which we wrote nothing are left out."""
        held, left = self._held(), tuple(self._departures())
        cases = ", ".join("?" * len(numbers))
        rows = self._vault.sql(
            "SELECT case_number, max(seq), count(*), sum(seq > ?) FROM entry WHERE side = ?"  # noqa: S608
            f" AND case_number IN ({cases}) AND kind NOT IN ({_MARKS})"
            " GROUP BY case_number",
            held, Side.STATION.value, *numbers, *_SILENT,
        )  # fmt: skip
        return {
            number: way_of(last=last, entries=entries, waiting=waiting, left=left)
            for number, last, entries, waiting in rows.fetchall()
        }

    def waiting(self) -> list[str]:
        """The cases with something that the district has not said it holds, in the order in which
        the first such thing was written."""
        rows = self._vault.sql(
            "SELECT case_number, min(seq) AS first FROM entry WHERE seq > ? AND side = ?"  # noqa: S608
            f" AND case_number <> '' AND kind NOT IN ({_MARKS})"
            " GROUP BY case_number ORDER BY first",
            self._held(), Side.STATION.value, *_SILENT,
        )  # fmt: skip
        return [number for number, _ in rows.fetchall()]

    def lines(self, numbers: Sequence[str]) -> dict[str, CaseLine]:
        """What lists show of these cases, by their receipt numbers; frozen ones have no line."""
        query = CaseRow.select().where(CaseRow.number.in_(list(numbers)))
        return {row.number: case_line(row) for row in query.execute(self._vault.db)}

    def _held(self) -> int:
        """The place of the last of our entries that the district holds; 0 before the first. In
        each life our entries have the order in which they were written."""
        return self._journal.seq_of(int(self._memory.get("peer_holds", "0"))) or 0

    def _departures(self) -> Iterator[Departure]:
        """What left in the present life."""
        for road in _ROADS:
            life, number, at, stick = json.loads(self._memory.get(road) or '["", 0, "", 0]')
            place = self._journal.seq_of(number)
            if life == self._journal.head().incarnation and place is not None:
                yield Departure(upto=place, at=datetime.fromisoformat(at), stick=stick)

"""The records of ended cases: which may be due, and how what they said leaves the vault.

Everything here runs inside the caller's transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from station.domain import canon
from station.domain.codec import read
from station.domain.decider_events import CaseVoided
from station.domain.event import Event, Unrecognised
from station.domain.fact_events import CaseViewed, RecordsFrozen, RecordsPurged, SheetPrinted
from station.domain.office_events import EntryPurged
from station.domain.states import CaseState
from station.domain.values import Side
from station.domain.window_events import CaseArchived, CaseOpened
from station.storage.journal import Journal
from station.storage.vault import Vault

_STAY = (CaseViewed.kind, SheetPrinted.kind, RecordsFrozen.kind, RecordsPurged.kind)
"""Who looked, what was printed and what became of the records: no data of the applicant."""
_FROZEN = "SELECT DISTINCT case_number AS number FROM entry WHERE kind = ? AND side = ?"
_SAID = "json_extract(CAST(data AS TEXT), ?)"


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A case that has ended: its item, when it ended, whether its records are frozen."""

    number: str
    item: str
    version: int
    at: datetime
    frozen: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """One entry of a case that would be purged."""

    seq: int
    digest: str
    data: bytes


class RecordBook:
    """Looks after what is kept of cases that have ended."""

    def __init__(self, vault: Vault, journal: Journal) -> None:
        self._vault = vault
        self._journal = journal

    def in_use(self) -> list[Ended]:
        """Ended cases whose records are not frozen, those that ended first at the head."""
        rows = self._vault.sql(
            "SELECT number FROM case_row WHERE state IN (?, ?)",
            CaseState.ARCHIVED.value, CaseState.VOID.value,
        )  # fmt: skip
        return self._ended([number for (number,) in rows.fetchall()], frozen=False)

    def frozen(self) -> list[Ended]:
        """Cases whose records are frozen and not purged, those that ended first at the head."""
        rows = self._vault.sql(
            f"{_FROZEN} EXCEPT {_FROZEN}",
            RecordsFrozen.kind, Side.STATION.value, RecordsPurged.kind, Side.STATION.value,
        )  # fmt: skip
        return self._ended([number for (number,) in rows.fetchall()], frozen=True)

    def said(self, number: str) -> list[Said]:
        """What would leave with the records of this case, ours and the district's."""
        marks = ", ".join("?" * len(_STAY))
        rows = self._vault.sql(
            f"SELECT seq, digest, data FROM entry WHERE case_number = ? AND kind NOT IN ({marks},"  # noqa: S608
            " ?) ORDER BY seq",
            number, *_STAY, EntryPurged.kind,
        )  # fmt: skip
        return [Said(seq=seq, digest=name, data=bytes(data)) for seq, name, data in rows.fetchall()]

    def last_number(self, number: str) -> int:
        """The number, in the present life of our journal, of our last entry about this case."""
        rows = self._vault.sql(
            "SELECT max(link.number) FROM entry JOIN link USING (seq) WHERE case_number = ?"
            " AND link.side = ? AND incarnation = ?",
            number, Side.STATION.value, self._journal.head().incarnation,
        )  # fmt: skip
        return int(rows.fetchone()[0] or 0)

    def purge(self, number: str, said: list[Said]) -> None:
        """Put in the place of each entry that it was there; drop the forms typed for the case.

        Its digest and its hash stay, so that the chain still closes. What is found by words
        is written anew, for a full-text index keeps deleted words until then.
        """
        for one in said:
            self._vault.sql(
                "UPDATE entry SET kind = ?, data = ? WHERE seq = ?",
                EntryPurged.kind, _stub(one), one.seq,
            )  # fmt: skip
        self._vault.sql("DELETE FROM draft WHERE name LIKE ? || '%'", f"act/{number}/")
        for table in ("case_search", "resident_search"):
            self._vault.sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608

    def _ended(self, numbers: list[str], *, frozen: bool) -> list[Ended]:
        found = [one for number in numbers if (one := self._one(number, frozen=frozen))]
        return sorted(found, key=lambda one: (one.at, one.number))

    def _one(self, number: str, *, frozen: bool) -> Ended | None:
        """By the words of the entries themselves: a replay of each case would take too long."""
        opened = self._vault.sql(
            f"SELECT {_SAID}, {_SAID} FROM entry WHERE case_number = ? AND kind = ?"  # noqa: S608
            " ORDER BY seq LIMIT 1",
            "$.item", "$.item_version", number, CaseOpened.kind,
        ).fetchone()  # fmt: skip
        ended = self._vault.sql(
            f"SELECT {_SAID} FROM entry WHERE case_number = ? AND kind IN (?, ?)"  # noqa: S608
            " ORDER BY seq LIMIT 1",
            "$.at", number, CaseArchived.kind, CaseVoided.kind,
        ).fetchone()  # fmt: skip
        if opened is None or ended is None:
            return None
        return Ended(
            number=number, item=opened[0], version=opened[1],
            at=datetime.fromisoformat(ended[0]), frozen=frozen,
        )  # fmt: skip


def _stub(one: Said) -> bytes:
    """Who wrote the entry and when stays: signatures cover what one person wrote."""
    event: Event = read(one.data)
    number = 0 if isinstance(event, Unrecognised) else canon.read(one.data)["no"]
    return canon.write({
        "kind": EntryPurged.kind, "at": event.at.isoformat(), "by": event.by, "no": number,
        "digest": one.digest,
    })  # fmt: skip

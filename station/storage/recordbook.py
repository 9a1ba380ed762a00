"""The records of ended cases: which may be due, and how what they said leaves the vault.

Everything here runs inside the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from station.domain.case import replay
from station.domain.fact_events import RecordsFrozen, RecordsPurged
from station.domain.office_events import EntryPurged
from station.domain.person_events import DocumentFiled, PersonExported, PersonViewed
from station.domain.purging import STAYS, left_of
from station.domain.retention import ENDING, NotNow
from station.domain.states import HOLDER, Holder
from station.domain.values import Side
from station.domain.window_events import CaseOpened
from station.storage.journal import Journal
from station.storage.vault import Vault

_OVER = tuple(state.value for state, holder in HOLDER.items() if holder is Holder.NOBODY)
_ENDING = tuple(sorted(event.kind for event in ENDING))
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
    side: Side
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
            f"SELECT number FROM case_row WHERE state IN ({marks(_OVER)})",  # noqa: S608
            *_OVER,
        )
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
        rows = self._vault.sql(
            "SELECT seq, side, digest, data FROM entry WHERE case_number = ?"  # noqa: S608 - own names
            f" AND kind NOT IN ({marks(STAYS)}) ORDER BY seq",
            number, *STAYS,
        )  # fmt: skip
        return [_said(*row) for row in rows.fetchall()]

    def without_a_case(self) -> list[str]:
        """Identity numbers of whom something is on record, and no case any more."""
        rows = self._vault.sql(
            "SELECT DISTINCT person FROM entry WHERE person <> ''"
            " EXCEPT SELECT id_number FROM case_row EXCEPT SELECT id_number FROM frozen_case"
        )
        return [person for (person,) in rows.fetchall()]

    def said_of(self, person: str, looked_before: datetime) -> list[Said]:
        """What would leave of a person without a case; looks since then stay."""
        rows = self._vault.sql(
            "SELECT seq, side, digest, data FROM entry"  # noqa: S608 - our words
            " WHERE person = ? AND person <> ''"
            f" AND (kind NOT IN (?, ?) OR julianday({_SAID}) < julianday(?)) ORDER BY seq",
            person, PersonViewed.kind, PersonExported.kind, "$.at", looked_before.isoformat(),
        )  # fmt: skip
        return [_said(*row) for row in rows.fetchall()]

    def spent_documents(self) -> list[Said]:
        """What was filed in a space and lies there no more: its person took it out, filed another
        in its place, or took their consent back."""
        name = "json_extract(CAST(data AS TEXT), '$.entry')"
        rows = self._vault.sql(
            "SELECT seq, side, digest, data FROM entry WHERE kind = ?1 AND side = ?2 AND seq NOT IN"  # noqa: S608
            f" (SELECT max(seq) FROM entry JOIN space_entry USING (person)"
            f" WHERE kind = ?1 AND side = ?2 AND {name} = space_entry.entry"
            " GROUP BY person, entry) ORDER BY seq",
            DocumentFiled.kind, Side.STATION.value,
        )  # fmt: skip
        return [_said(*row) for row in rows.fetchall()]

    def at(self, seq: int) -> Said:
        """The entry at this place."""
        row = self._vault.sql("SELECT seq, side, digest, data FROM entry WHERE seq = ?", seq)
        return _said(*row.fetchone())

    def held(self, said: Sequence[Said], number: int) -> bool:
        """Whether the district, which holds our journal up to this number of its present life,
        holds all of ours among these. A life numbers our entries in the order of writing."""
        row = self._vault.sql(
            "SELECT seq FROM link WHERE side = ? AND incarnation = ? AND number = ?",
            Side.STATION.value, self._journal.head().incarnation, number,
        ).fetchone()  # fmt: skip
        last = row[0] if row else 0
        return all(one.seq <= last for one in said if one.side is Side.STATION)

    def purge(self, said: Sequence[Said], *, held: int) -> None:
        """Put in the place of each entry that it was there. Its digest and its hash stay, so that
        the chain still closes.

        The only place where words of the journal go. Nothing of ours goes that the district does
        not hold: it has said, signed, that it has our entries up to number `held` of the present
        life. Raises NotNow.
        """
        if not self.held(said, held):
            raise NotNow(
                "the district does not hold all of this case yet",
                "Synchronise, then repeat the step.",
            )
        for one in said:
            self._vault.sql(
                "UPDATE entry SET kind = ?, person = '', data = ? WHERE seq = ?",
                EntryPurged.kind, left_of(one.data, one.digest), one.seq,
            )  # fmt: skip

    def forget_forms(self, number: str) -> None:
        """Drop the forms that were typed for this case."""
        self._vault.sql("DELETE FROM draft WHERE name LIKE ? || '%'", f"act/{number}/")

    def renew_index(self) -> None:
        """Write anew what is found by words: a full-text index keeps deleted words until then."""
        for table in ("case_search", "resident_search"):
            self._vault.sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608

    def _ended(self, numbers: list[str], *, frozen: bool) -> list[Ended]:
        found = [one for number in numbers if (one := self._one(number, frozen=frozen))]
        return sorted(found, key=lambda one: (one.at, one.number))

    def _one(self, number: str, *, frozen: bool) -> Ended | None:
        """By the words of the entries themselves: a replay of each case would take too long.
        A case that another station brought is replayed."""
        opened = self._vault.sql(
            f"SELECT {_SAID}, {_SAID} FROM entry WHERE case_number = ? AND kind = ?"  # noqa: S608
            " ORDER BY seq LIMIT 1",
            "$.item", "$.item_version", number, CaseOpened.kind,
        ).fetchone() or self._brought(number)  # fmt: skip
        ended = self._vault.sql(
            f"SELECT {_SAID} FROM entry WHERE case_number = ?"  # noqa: S608
            f" AND kind IN ({marks(_ENDING)}) ORDER BY seq DESC LIMIT 1",
            "$.at", number, *_ENDING,
        ).fetchone()  # fmt: skip
        if opened is None or ended is None:
            return None
        return Ended(
            number=number, item=opened[0], version=opened[1],
            at=datetime.fromisoformat(ended[0]), frozen=frozen,
        )  # fmt: skip

    def _brought(self, number: str) -> tuple[str, int] | None:
        case = replay(one.entry for one in self._journal.of_case(number))
        return (case.opened.item, case.item_version) if case else None


def _said(seq: int, side: str, digest: str, data: bytes) -> Said:
    return Said(seq=seq, side=Side(side), digest=digest, data=bytes(data))


def marks(values: Sequence[object]) -> str:
    """Places for so many values in a question."""
    return ", ".join("?" * len(values))

"""Residents as they were told last: what finds a person, and fills in a new case.

A person's data are those of the case that told of them last (opened, or put right on the spot),
with every correction on record since. Everything here runs inside the caller's transaction.
"""

from collections.abc import Iterable
from dataclasses import replace

from station.domain.case import MENDABLE, Arrived
from station.domain.codec import read
from station.domain.errors import StationError
from station.domain.people import Person
from station.domain.person_events import PersonCorrected
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.domain.window_events import CaseOpened, FixedOnSpot
from station.storage.search import COLUMNS, index_words, match
from station.storage.vault import Vault

_FIELDS = ("name", "id_number", "phone", "address")


class ResidentBook:
    """The people who applied here."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    # ---- reading

    def find(self, text: str, count: int) -> list[Person]:
        """Known people whom the words find, those seen last first."""
        found = match(text)
        if not found:
            return []
        rows = self._vault.sql(
            "SELECT name, id_number, phone, address FROM resident WHERE rowid IN"
            " (SELECT rowid FROM resident_search WHERE resident_search MATCH ?)"
            " ORDER BY last_seq DESC LIMIT ?",
            found,
            count,
        )
        return [_person(row) for row in rows.fetchall()]

    def get(self, id_number: str) -> Person | None:
        """The known person with this identity number."""
        row = self._vault.sql(
            "SELECT name, id_number, phone, address FROM resident WHERE id_number = ?", id_number
        ).fetchone()
        return _person(row) if row else None

    def agrees(self, person: Person, told: int) -> bool:
        """Whether this person is kept as the case says that told of them at `told`, or as a
        later one does."""
        row = self._vault.sql(
            "SELECT rowid, last_seq, name, id_number, phone, address FROM resident"
            " WHERE id_number = ?",
            person.id_number,
        ).fetchone()
        if row is None or not is_indexed(self._vault, "resident_search", row[0]):
            return False
        last, *kept = row[1:]
        return last > told or (last == told and _person(kept) == self._corrected(person, told))

    # ---- writing

    def show(self, person: Person, told: int) -> None:
        """Keep the data of this person if no case has told of them since."""
        now = self._corrected(person, told)
        row = self._vault.sql(
            "INSERT INTO resident (id_number, name, phone, address, last_seq)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id_number) DO UPDATE SET name = excluded.name,"
            " phone = excluded.phone, address = excluded.address, last_seq = excluded.last_seq"
            " WHERE excluded.last_seq > last_seq OR (excluded.last_seq = last_seq AND"
            " (excluded.name, excluded.phone, excluded.address) <> (name, phone, address))"
            " RETURNING rowid",
            now.id_number, now.name, now.phone, now.address, told,
        ).fetchone()  # fmt: skip
        if row is not None:
            index(self._vault, "resident_search", row[0], now, "")

    def correct(self, id_number: str) -> None:
        """Bring the data of this person up to date with what was corrected."""
        row = self._vault.sql(
            "SELECT last_seq, name, id_number, phone, address FROM resident WHERE id_number = ?",
            id_number,
        ).fetchone()
        if row is not None:
            self.show(_person(row[1:]), row[0])

    def forget_unless_in_use(self, id_number: str) -> None:
        """Drop the person when no case that is in use names them any more."""
        rows = self._vault.sql(
            "DELETE FROM resident WHERE id_number = ? AND NOT EXISTS"
            " (SELECT 1 FROM case_row WHERE case_row.id_number = resident.id_number)"
            " RETURNING rowid",
            id_number,
        )
        for (number,) in rows.fetchall():
            self._vault.sql("DELETE FROM resident_search WHERE rowid = ?", number)

    def forget_all(self) -> None:
        """Empty the tables, to be made again."""
        for table in ("resident", "resident_search"):
            self._vault.sql(f"DELETE FROM {table}")  # noqa: S608 - names from this line

    def _corrected(self, person: Person, told: int) -> Person:
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE person = ? AND person <> '' AND kind = ? AND side = ?"
            " AND seq > ? ORDER BY seq",
            person.id_number, PersonCorrected.kind, Side.STATION.value, told,
        )  # fmt: skip
        for (data,) in rows.fetchall():
            event = read(bytes(data))
            if isinstance(event, PersonCorrected):
                person = _with(person, event)
        return person


def told_at(kept: Iterable[Arrived]) -> int:
    """Where in the journal a case last told who its applicant is."""
    return max(
        (
            one.seq
            for one in kept
            if isinstance(one.entry.event, CaseOpened | CaseBrought)
            or (isinstance(one.entry.event, FixedOnSpot) and one.entry.event.field in MENDABLE)
        ),
        default=0,
    )


def index(vault: Vault, table: str, row: int, person: Person, number: str) -> None:
    """Let the row of this table of words be found by the person's data and the number."""
    words = index_words(
        name=person.name, id_number=person.id_number, phone=person.phone, number=number
    )
    vault.sql(
        f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(COLUMNS)})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?)",
        row,
        *words,
    )


def is_indexed(vault: Vault, table: str, row: int) -> bool:
    """Whether that row can be found."""
    found = vault.sql(f"SELECT 1 FROM {table} WHERE rowid = ?", row)  # noqa: S608 - own names
    return found.fetchone() is not None


def _person(row: Iterable[str]) -> Person:
    return Person(**dict(zip(_FIELDS, row, strict=True)))


def _with(person: Person, event: PersonCorrected) -> Person:
    try:
        return replace(person, **{event.field: event.after})
    except (StationError, TypeError):
        return person

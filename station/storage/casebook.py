"""The case book: what lists and searches show, written together with the journal.

`show` brings the tables up to date with one case; `rebuild` makes them from nothing. Both
run inside the caller's transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from peewee import SQL, Function, ModelSelect, fn

from station.domain.case import Case, replay
from station.domain.decider_events import CaseAccepted
from station.domain.dues import Running
from station.domain.people import Person
from station.domain.states import CaseState, holder_side
from station.domain.values import Side
from station.storage.journal import Journal
from station.storage.search import COLUMNS, index_words, match
from station.storage.tables import CaseRow
from station.storage.vault import Vault


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One line of a list of cases. `due_at` is the nearest date; None while every clock waits
    for something, for such a date would move on with each day."""

    number: str
    item: str
    item_name: str
    state: CaseState
    holder: Side | None
    name: str
    id_number: str
    phone: str
    opened_at: datetime
    due_since: datetime | None
    due_at: datetime | None
    due_clock: str
    provisional: bool
    official_number: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases a list shows: words to find, states (none means all), only those with a
    running clock, and whether the most urgent come first (else the newest)."""

    text: str = ""
    states: frozenset[CaseState] = frozenset()
    due_only: bool = False
    urgent_first: bool = False


class CaseBook:
    """Cases and residents of this station, as the journal says."""

    def __init__(
        self, vault: Vault, journal: Journal, running: Callable[[Case], Running | None]
    ) -> None:
        """`running` tells which legal clock runs on a case, if any."""
        self._vault = vault
        self._db = vault.db
        self._journal = journal
        self._running = running

    # ---- writing

    def show(self, number: str) -> Case | None:
        """Bring the tables up to date with this case; the case, or None if nothing opens it."""
        kept = self._journal.of_case(number)
        case = replay(one.entry for one in kept)
        if case is not None:
            known = self._write_case(case, kept[-1].seq)
            self._write_person(case.applicant, kept[0].seq)
            if not known:
                self._index("case_search", self._id_of(number), case.applicant, number)
        return case

    def rebuild(self) -> int:
        """Throw the tables away and make them again from the journal; how many cases."""
        for table in ("case_row", "resident", "case_search", "resident_search"):
            self._vault.sql(f"DELETE FROM {table}")  # noqa: S608 - names from this line
        rows = self._vault.sql(
            "SELECT case_number, min(seq) AS first FROM entry WHERE case_number <> ''"
            " GROUP BY case_number ORDER BY first"
        )
        numbers = [number for number, _ in rows.fetchall()]
        return sum(self.show(number) is not None for number in numbers)

    def differences(self) -> list[str]:
        """Receipt numbers whose rows do not show what the journal says, or are not found."""
        rows = self._vault.sql(
            "SELECT case_number FROM entry WHERE case_number <> ''"
            " UNION SELECT number FROM case_row"
        )
        numbers = [number for (number,) in rows.fetchall()]
        return [number for number in numbers if not self._agrees(number)]

    def _agrees(self, number: str) -> bool:
        kept = self._journal.of_case(number)
        case = replay(one.entry for one in kept)
        rows = CaseRow.select().where(CaseRow.number == number).dicts().execute(self._db)
        shown = next(iter(rows), None)
        if case is None or shown is None:
            return case is None and shown is None
        said = self._row(case, kept[-1].seq)
        same = {name: shown[name] for name in said} == said
        found = self._is_indexed("case_search", shown["id"])
        return same and found and self._knows(case.applicant, kept[0].seq)

    def _knows(self, person: Person, seq: int) -> bool:
        """Whether this person is kept as this case says, or as a later one does."""
        row = self._vault.sql(
            "SELECT rowid, last_seq, name, phone, address FROM resident WHERE id_number = ?",
            person.id_number,
        ).fetchone()
        if row is None or not self._is_indexed("resident_search", row[0]):
            return False
        last_seq, *kept = row[1:]
        return last_seq > seq or (last_seq, kept) == (
            seq, [person.name, person.phone, person.address]
        )  # fmt: skip

    def _is_indexed(self, table: str, row: int) -> bool:
        found = self._vault.sql(
            f"SELECT 1 FROM {table} WHERE rowid = ?",  # noqa: S608 - own names
            row,
        )
        return found.fetchone() is not None

    # ---- reading

    def case(self, number: str) -> Case | None:
        """The case with this receipt number, from its events; None if there is none."""
        return replay(one.entry for one in self._journal.of_case(number))

    def lines(self, wanted: Wanted, first: int, count: int) -> list[CaseLine]:
        """A window on the list: `count` lines from place `first` (0-based) on."""
        query = self._query(wanted)
        order = (CaseRow.due_at, CaseRow.id) if wanted.urgent_first else (CaseRow.id.desc(),)
        page = query.order_by(*order).limit(count).offset(first)
        return [_line(row) for row in page.execute(self._db)]

    def count(self, wanted: Wanted) -> int:
        """How many cases the list has."""
        return int(self._query(wanted, fn.COUNT(CaseRow.id)).scalar(self._db))

    def by_state(self) -> dict[CaseState, int]:
        """How many cases are in each state that occurs."""
        query = CaseRow.select(CaseRow.state, fn.COUNT(CaseRow.id)).group_by(CaseRow.state)
        return {CaseState(state): count for state, count in query.tuples().execute(self._db)}

    def residents(self, text: str, count: int) -> list[Person]:
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
        names = ("name", "id_number", "phone", "address")
        return [Person(**dict(zip(names, row, strict=True))) for row in rows.fetchall()]

    def in_state(self, state: CaseState, decider: Side) -> set[str]:
        """The numbers of the cases in this state that this end of the line decides."""
        rows = self._vault.sql(
            "SELECT number FROM case_row WHERE state = ? AND decider = ?",
            state.value,
            decider.value,
        )
        return {number for (number,) in rows.fetchall()}

    def open_cases(self, id_number: str, item: str) -> list[CaseLine]:
        """This person's cases of this item that have not ended, newest first."""
        query = CaseRow.select().where(
            (CaseRow.id_number == id_number) & (CaseRow.item == item) & (CaseRow.side != "")
        )
        return [_line(row) for row in query.order_by(CaseRow.id.desc()).execute(self._db)]

    def serials(self, prefix: str) -> int:
        """The highest serial given under this beginning of a receipt number; 0 if none."""
        rows = self._vault.sql(
            "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM case_row"
            " WHERE number >= ? AND number < ?",
            len(prefix) + 1,
            prefix,
            prefix + "\U0010ffff",
        )
        return rows.fetchone()[0] or 0

    def official_serials(self, prefix: str) -> int:
        """The highest serial under this beginning of an official number; 0 if none."""
        rows = self._vault.sql(
            "SELECT max(CAST(substr(official_number, ?) AS INTEGER)) FROM case_row"
            " WHERE official_number >= ? AND official_number < ?",
            len(prefix) + 1,
            prefix,
            prefix + "\U0010ffff",
        )
        return rows.fetchone()[0] or 0

    # ---- the rows

    def _query(self, wanted: Wanted, *columns: Function) -> "ModelSelect[CaseRow]":
        query = CaseRow.select(*columns)
        if wanted.states:
            query = query.where(CaseRow.state.in_(sorted(state.value for state in wanted.states)))
        if wanted.due_only:
            query = query.where(CaseRow.due_at > "")
        if wanted.text.strip():
            found = match(wanted.text) or '""'
            hits = "(SELECT rowid FROM case_search WHERE case_search MATCH ?)"
            query = query.where(CaseRow.id.in_(SQL(hits, (found,))))
        return query

    def _write_case(self, case: Case, last_seq: int) -> bool:
        """Replace the row of this case; whether there was one."""
        row = self._row(case, last_seq)
        change = CaseRow.update(**row).where(CaseRow.number == case.number)
        known = bool(change.execute(self._db))
        if not known:
            CaseRow.insert(**row).execute(self._db)
        return known

    def _row(self, case: Case, last_seq: int) -> dict[str, object]:
        running = self._running(case)
        dated = running if running and not running.held else None
        holder = holder_side(case.state, case.opened.decider)
        accepted = case.last(CaseAccepted)
        applicant = case.applicant
        return {
            "number": case.number, "item": case.opened.item, "item_name": case.opened.item_name,
            "state": case.state.value, "side": holder.value if holder else "",
            "decider": case.opened.decider.value,
            "name": applicant.name, "id_number": applicant.id_number, "phone": applicant.phone,
            "opened_at": case.opened.at.isoformat(),
            "due_since": dated.since.isoformat() if dated else "",
            "due_at": dated.due.at.astimezone(UTC).isoformat() if dated else "",
            "due_clock": running.clock if running else "",
            "provisional": dated.due.provisional if dated else False,
            "official_number": accepted.official_number if accepted else "",
            "last_seq": last_seq,
        }  # fmt: skip

    def _write_person(self, person: Person, last_seq: int) -> None:
        """Keep the data of this person if they are the latest that came."""
        row = self._vault.sql(
            "INSERT INTO resident (id_number, name, phone, address, last_seq)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id_number) DO UPDATE SET name = excluded.name,"
            " phone = excluded.phone, address = excluded.address, last_seq = excluded.last_seq"
            " WHERE excluded.last_seq > last_seq RETURNING rowid",
            person.id_number,
            person.name,
            person.phone,
            person.address,
            last_seq,
        ).fetchone()
        if row is not None:
            self._index("resident_search", row[0], person, "")

    def _index(self, table: str, row: int, person: Person, number: str) -> None:
        words = index_words(
            name=person.name, id_number=person.id_number, phone=person.phone, number=number
        )
        self._vault.sql(
            f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(COLUMNS)})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
            *words,
        )

    def _id_of(self, number: str) -> int:
        query = CaseRow.select(CaseRow.id).where(CaseRow.number == number)
        return int(query.scalar(self._db))


def _line(row: CaseRow) -> CaseLine:
    return CaseLine(
        number=row.number, item=row.item, item_name=row.item_name, state=CaseState(row.state),
        holder=Side(row.side) if row.side else None, name=row.name, id_number=row.id_number,
        phone=row.phone, opened_at=datetime.fromisoformat(row.opened_at),
        due_since=datetime.fromisoformat(row.due_since) if row.due_since else None,
        due_at=datetime.fromisoformat(row.due_at) if row.due_at else None,
        due_clock=row.due_clock, provisional=bool(row.provisional),
        official_number=row.official_number,
    )  # fmt: skip

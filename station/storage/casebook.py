"""The case book: what lists and searches show, written together with the journal.

`show` brings the tables up to date with one case; `rebuild` makes them from nothing. Both
run inside the caller's transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from peewee import SQL, Function, ModelSelect, fn

from station.domain.agenda import agenda
from station.domain.case import Case, replay
from station.domain.decider_events import CaseAccepted
from station.domain.dues import Running, pressing
from station.domain.fact_events import EventRefused
from station.domain.people import Person
from station.domain.states import CaseState, holder_side
from station.domain.values import Side
from station.storage.agenda import AgendaBook
from station.storage.journal import Journal
from station.storage.residents import ResidentBook, index, is_indexed, told_at
from station.storage.search import match
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
    """Which cases a list shows: words to find, states (none means all), only those with a running
    clock or only those without, and whether the most urgent come first (else the newest)."""

    text: str = ""
    states: frozenset[CaseState] = frozenset()
    due_only: bool = False
    undated: bool = False
    urgent_first: bool = False


class CaseBook:
    """Cases and residents of this station, as the journal says."""

    def __init__(
        self, vault: Vault, journal: Journal, clocks: Callable[[Case], tuple[Running, ...]]
    ) -> None:
        """`clocks` tells which legal clocks run on a case, the nearest first."""
        self._vault = vault
        self._db = vault.db
        self._journal = journal
        self._clocks = clocks
        self.agenda = AgendaBook(vault)
        """What the cases ask of the station."""
        self._people = ResidentBook(vault)

    # ---- writing

    def show(self, number: str) -> Case | None:
        """Bring the tables up to date with this case; the case, or None if nothing opens it."""
        kept = self._journal.of_case(number)
        case = replay(one.entry for one in kept)
        before = self._found_by(number)
        if case is None or case.frozen_at(Side.STATION):
            self._hide(number)
            self._keep_frozen(case)
        else:
            clocks = self._clocks(case)
            self.agenda.show(number, agenda(case, clocks))
            self._vault.keep("case_row", "number", case_row(case, kept[-1].seq, clocks))
            self._people.show(case.applicant, told_at(kept))
            if self._found_by(number) != before:
                index(self._vault, "case_search", self._id_of(number), case.applicant, number)
        self._people.forget_unless_in_use(before[0])
        return case

    def show_person(self, id_number: str) -> None:
        """Bring the data of a resident up to date with what was corrected."""
        self._people.correct(id_number)

    def rebuild(self) -> int:
        """Throw the tables away and make them again from the journal; how many cases."""
        for table in ("case_row", "case_search", "frozen_case"):
            self._vault.sql(f"DELETE FROM {table}")  # noqa: S608 - names from this line
        self._people.forget_all()
        self.agenda.forget_all()
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
            " UNION SELECT number FROM case_row UNION SELECT number FROM frozen_case"
        )
        numbers = [number for (number,) in rows.fetchall()]
        return [number for number in numbers if not self._agrees(number)]

    def _agrees(self, number: str) -> bool:
        kept = self._journal.of_case(number)
        case = replay(one.entry for one in kept)
        rows = CaseRow.select().where(CaseRow.number == number).dicts().execute(self._db)
        shown = next(iter(rows), None)
        whose = case.applicant.id_number if case and case.frozen_at(Side.STATION) else ""
        if self._frozen_of(number) != whose:
            return False
        if case is None or case.frozen_at(Side.STATION) or shown is None:
            return (case is None or case.frozen_at(Side.STATION)) and shown is None
        clocks = self._clocks(case)
        said = case_row(case, kept[-1].seq, clocks)
        same = {name: shown[name] for name in said} == said
        same = same and self.agenda.agrees(number, agenda(case, clocks))
        found = is_indexed(self._vault, "case_search", shown["id"])
        return same and found and self._people.agrees(case.applicant, told_at(kept))

    # ---- reading

    def case(self, number: str) -> Case | None:
        """The case with this receipt number, from its events; None if there is none."""
        return replay(one.entry for one in self._journal.of_case(number))

    def lines(self, wanted: Wanted, first: int, count: int) -> list[CaseLine]:
        """A window on the list: `count` lines from place `first` (0-based) on."""
        query = self._query(wanted)
        order = (CaseRow.due_at, CaseRow.id) if wanted.urgent_first else (CaseRow.id.desc(),)
        page = query.order_by(*order).limit(count).offset(first)
        return [case_line(row) for row in page.execute(self._db)]

    def count(self, wanted: Wanted) -> int:
        """How many cases the list has."""
        return int(self._query(wanted, fn.COUNT(CaseRow.id)).scalar(self._db))

    def by_state(self) -> dict[CaseState, int]:
        """How many cases are in each state that occurs."""
        query = CaseRow.select(CaseRow.state, fn.COUNT(CaseRow.id)).group_by(CaseRow.state)
        return {CaseState(state): count for state, count in query.tuples().execute(self._db)}

    def residents(self, text: str, count: int) -> list[Person]:
        """Known people whom the words find, those seen last first."""
        return self._people.find(text, count)

    def resident(self, id_number: str) -> Person | None:
        """The known person with this identity number, as they were told last."""
        return self._people.get(id_number)

    def in_state(self, state: CaseState, decider: Side) -> set[str]:
        """The numbers of the cases in this state that this end of the line decides."""
        rows = self._vault.sql(
            "SELECT number FROM case_row WHERE state = ? AND decider = ?",
            state.value, decider.value,
        )  # fmt: skip
        return {number for (number,) in rows.fetchall()}

    def open_cases(self, id_number: str, item: str) -> list[CaseLine]:
        """This person's cases of this item that have not ended, newest first."""
        query = CaseRow.select().where(
            (CaseRow.id_number == id_number) & (CaseRow.item == item) & (CaseRow.side != "")
        )
        return [case_line(row) for row in query.order_by(CaseRow.id.desc()).execute(self._db)]

    def held(self, side: Side) -> list[str]:
        """The numbers of the cases that this end of the line may move now, the oldest first."""
        rows = self._vault.sql("SELECT number FROM case_row WHERE side = ? ORDER BY id", side.value)
        return [number for (number,) in rows.fetchall()]

    def serials(self, prefix: str) -> int:
        """The highest serial given under this beginning of a receipt number; 0 if none. Cases
        that are frozen or purged count too."""
        end = prefix + "\U0010ffff"
        listed = self._vault.sql(
            "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM case_row"
            " WHERE number >= ? AND number < ?",
            len(prefix) + 1, prefix, end,
        ).fetchone()[0]  # fmt: skip
        written = self._vault.sql(
            "SELECT CAST(substr(case_number, ?) AS INTEGER) FROM entry WHERE case_number >= ?"
            " AND case_number < ? AND side = ? AND kind <> ? ORDER BY case_number DESC LIMIT 1",
            len(prefix) + 1, prefix, end, Side.STATION.value, EventRefused.kind,
        ).fetchone()  # fmt: skip
        return max(listed or 0, written[0] if written else 0)

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
        if wanted.undated:
            query = query.where(CaseRow.due_at == "")
        if wanted.text.strip():
            found = match(wanted.text) or '""'
            hits = "(SELECT rowid FROM case_search WHERE case_search MATCH ?)"
            query = query.where(CaseRow.id.in_(SQL(hits, (found,))))
        return query

    def _hide(self, number: str) -> None:
        """Frozen records are in no list and found by nothing; those that went even less."""
        rows = self._vault.sql("DELETE FROM case_row WHERE number = ? RETURNING id", number)
        for (place,) in rows.fetchall():
            self._vault.sql("DELETE FROM case_search WHERE rowid = ?", place)
        self._vault.sql("DELETE FROM frozen_case WHERE number = ?", number)
        self.agenda.show(number, ())

    def _keep_frozen(self, case: Case | None) -> None:
        """Whose it is stays known while it is frozen: the person may ask for a copy, and what is
        on record of them stays as long as a case of theirs."""
        if case is not None:
            self._vault.sql(
                "INSERT INTO frozen_case (number, id_number) VALUES (?, ?)",
                case.number, case.applicant.id_number,
            )  # fmt: skip

    def _frozen_of(self, number: str) -> str:
        row = self._vault.sql(
            "SELECT id_number FROM frozen_case WHERE number = ?", number
        ).fetchone()
        return row[0] if row else ""

    def _found_by(self, number: str) -> tuple[str, str, str]:
        """Identity number, name and telephone by which the case is found; empty if by none."""
        row = self._vault.sql(
            "SELECT id_number, name, phone FROM case_row WHERE number = ?", number
        ).fetchone()
        return row or ("", "", "")

    def _id_of(self, number: str) -> int:
        row = self._vault.sql("SELECT id FROM case_row WHERE number = ?", number).fetchone()
        return int(row[0])


def case_row(case: Case, last_seq: int, clocks: Sequence[Running]) -> dict[str, object]:
    """What lists show of this case, by column."""
    running = next(iter(pressing(clocks)), None)
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


def case_line(row: CaseRow) -> CaseLine:
    """What a list shows of it."""
    return CaseLine(
        number=row.number, item=row.item, item_name=row.item_name, state=CaseState(row.state),
        holder=Side(row.side) if row.side else None, name=row.name, id_number=row.id_number,
        phone=row.phone, opened_at=datetime.fromisoformat(row.opened_at),
        due_since=datetime.fromisoformat(row.due_since) if row.due_since else None,
        due_at=datetime.fromisoformat(row.due_at) if row.due_at else None,
        due_clock=row.due_clock, provisional=bool(row.provisional),
        official_number=row.official_number,
    )  # fmt: skip

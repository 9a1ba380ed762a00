"""The case book of the district: what its lists show, written together with the journals.

`show` brings the table up to date with one case. Everything here runs inside the caller's visit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import TextField, fn

from station.domain.case import Admits, Arrived, Case, replay
from station.domain.decider_events import CaseAccepted, CaseGranted, CaseRefused
from station.domain.dues import Running, pressing
from station.domain.fact_events import RecordsPurged
from station.domain.retention import ended_at
from station.domain.states import CaseState, holder_side
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.store import Store, kept
from sync.district import beside, caselist
from sync.district.caselist import CaseLine, Wanted
from sync.district.journal import Journal
from sync.district.journalrows import Ends, parts
from sync.district.tables import CaseRow, LetterRow


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter of consent that `of_case` issued for `to_case`."""

    letter: str
    of_case: str
    to_case: str
    valid_until: date


class CaseBook:
    """The cases of all stations, as the journals say."""

    def __init__(
        self, vault: Store, district: str, clocks: Callable[[Case], tuple[Running, ...]],
        admits: Admits,
    ) -> None:  # fmt: skip
        """`clocks` tells which clocks run on a case, `admits` why one is not taken."""
        self._admits = admits
        self._clocks = clocks
        self._vault = vault
        self._db = vault.db
        self._district = district
        self._ends = Ends()

    def journal(self, station: str) -> Journal:
        """The journals of the line to this station."""
        return Journal(self._vault, self._ends, district=self._district, station=station)

    # ---- writing

    def show(self, station: str, number: str) -> None:
        """Bring the table up to date with this case."""
        arrived = self.journal(station).of_case(number)
        self.show_as(station, self._case(arrived), arrived)

    def show_as(self, station: str, case: Case | None, arrived: Sequence[Arrived]) -> None:
        """The same, for who has just read the case and all that happened to it. What went to
        another station is shown as its line has it."""
        self.show_all(station, ((case, arrived),))

    def show_all(
        self, station: str, told: Iterable[tuple[Case | None, Sequence[Arrived]]]
    ) -> list[str]:
        """The same for several cases, each once; the dates on which their clocks strike, as the
        table has them."""
        shown = [
            (case, self._clocks(case), arrived[-1].seq)
            for case, arrived in told
            if case is not None and case.state is not CaseState.TRANSFERRED
        ]
        rows = [{**_row(case, seq, clocks), "station": station} for case, clocks, seq in shown]
        there = self._there([case.number for case, _, _ in shown])
        new = [tuple(row.values()) for row in rows if row["number"] not in there]
        old = [tuple(row.values()) for row in rows if row["number"] in there]
        if new:
            self._vault.add("case_row", tuple(rows[0]), new)
        if old:
            self._vault.many(kept("case_row", "number", rows[0]), old)
        beside.show(self._vault, station, [(case, clocks) for case, clocks, _ in shown], there)
        return [str(row["due_at"]) for row in rows if row["due_at"]]

    def _there(self, numbers: Sequence[str]) -> set[str]:
        """Those of these cases of which rows are there."""
        found: set[str] = set()
        for marks, some in parts(numbers):
            rows = self._vault.sql(f"SELECT number FROM case_row WHERE number IN ({marks})", *some)  # noqa: S608
            found.update(number for (number,) in rows.fetchall())
        return found

    def forget(self, number: str) -> None:
        """Drop the row of a case of which nothing is kept any more, and all beside it."""
        CaseRow.delete().where(CaseRow.number == number).execute(self._db)
        beside.forget_case(self._vault, number)

    def rebuild(self, station: str) -> None:
        """Throw the rows of this station's cases away and make them again from the journals."""
        CaseRow.delete().where(CaseRow.station == station).execute(self._db)
        beside.forget(self._db, station)
        for number in self.journal(station).cases():
            arrived = self.journal(station).of_case(number)
            if belongs(number, station, arrived):
                self.show_as(station, self._case(arrived), arrived)

    def differences(self, station: str) -> list[str]:
        """Cases of this station whose row does not show what the journals say."""
        journal = self.journal(station)
        shown = CaseRow.select(CaseRow.number).where(CaseRow.station == station)
        rows = (number for (number,) in shown.tuples().execute(self._db))
        numbers = dict.fromkeys((*journal.cases(), *rows))
        return [number for number in numbers if not self._agrees(journal, station, number)]

    def _agrees(self, journal: Journal, station: str, number: str) -> bool:
        arrived = journal.of_case(number)
        case = self._case(arrived)
        query = CaseRow.select().where(CaseRow.number == number).dicts()
        shown = next(iter(query.execute(self._db)), None)
        gone = case is None or case.state is CaseState.TRANSFERRED
        if case is None or gone or not belongs(number, station, arrived):
            return shown is None or shown["station"] != station
        clocks = self._clocks(case)
        said = {**_row(case, arrived[-1].seq, clocks), "station": station}
        agrees = shown is not None and {name: shown[name] for name in said} == said
        return agrees and beside.agrees(self._db, station, case, clocks)

    # ---- reading

    def case(self, number: str) -> tuple[str, Case] | None:
        """The station and the case with this receipt number; None if there is none."""
        query = CaseRow.select(CaseRow.station).where(CaseRow.number == number)
        for (station,) in query.tuples().execute(self._db):
            case = self._case(self.journal(station).of_case(number))
            if case is not None:
                return station, case
        return None

    def lines(self, wanted: Wanted, first: int, count: int) -> list[CaseLine]:
        """`count` lines from place `first` (0-based) on; the most urgent come first."""
        return caselist.lines(self._db, wanted, first, count)

    def count(self, wanted: Wanted) -> int:
        """How many cases the list has."""
        return caselist.count(self._db, wanted)

    def state(self, number: str) -> CaseState | None:
        """The state of this case; None if it is not here."""
        query = CaseRow.select(CaseRow.state).where(CaseRow.number == number)
        return next((CaseState(state) for (state,) in query.tuples().execute(self._db)), None)

    def by_state(self) -> Mapping[CaseState, int]:
        """How many cases are in each state that occurs."""
        query = CaseRow.select(CaseRow.state, fn.COUNT(CaseRow.id)).where(~CaseRow.frozen)
        query = query.group_by(CaseRow.state)
        return {CaseState(state): count for state, count in query.tuples().execute(self._db)}

    def cases_of(self, station: str) -> int:
        """How many cases came from this station."""
        return CaseRow.select().where(CaseRow.station == station).count(self._db)

    def bearer(self, official_number: str) -> str:
        """The case that bears this official number; empty if none."""
        query = CaseRow.select(CaseRow.number).where(CaseRow.official_number == official_number)
        return next((number for (number,) in query.tuples().execute(self._db)), "")

    def official_numbers(self, beginning: str) -> list[str]:
        """The official numbers that begin so."""
        return self._beginning(CaseRow.official_number, beginning)

    def decision_numbers(self, beginning: str) -> list[str]:
        """The numbers of decisions that begin so."""
        return self._beginning(CaseRow.decision_number, beginning)

    def letter_numbers(self, beginning: str) -> list[str]:
        """The numbers of letters of consent that begin so."""
        return self._beginning(LetterRow.letter, beginning)

    def letters(self, *, letter: str = "", to_case: str = "") -> list[Letter]:
        """The letters of this number, or for this case, in the order in which they came."""
        which = LetterRow.letter == letter if letter else LetterRow.to_case == to_case
        query = LetterRow.select().where(which).order_by(LetterRow.id)
        return [
            Letter(
                letter=row.letter, of_case=row.number, to_case=row.to_case,
                valid_until=date.fromisoformat(row.valid_until),
            )
            for row in query.execute(self._db)
        ]  # fmt: skip

    def _case(self, arrived: Iterable[Arrived]) -> Case | None:
        return replay((one.entry for one in arrived), self._admits)

    def _beginning(self, column: TextField, beginning: str) -> list[str]:
        query = column.model.select(column).where(
            (column >= beginning) & (column < beginning + "\U0010ffff")
        )
        return [number for (number,) in query.tuples().execute(self._db)]


def belongs(number: str, station: str, arrived: Iterable[Arrived]) -> bool:
    """Whether a case is this station's: the receipt number is one that it may give, or the
    district brought it there, also where the records of that are purged here."""
    return number.startswith(f"{station}-") or any(
        isinstance(one.entry.event, CaseBrought | RecordsPurged) and one.entry.side is Side.DISTRICT
        for one in arrived
    )


def _row(case: Case, last_seq: int, clocks: Sequence[Running]) -> dict[str, object]:
    holder = holder_side(case.state, case.opened.decider)
    accepted = case.last(CaseAccepted)
    decided = case.last(CaseGranted) or case.last(CaseRefused)
    applicant, clock = case.applicant, next(iter(pressing(clocks)), None)
    return {
        "number": case.number, "item": case.opened.item, "item_name": case.opened.item_name,
        "state": case.state.value, "side": holder.value if holder else "",
        "name": applicant.name, "id_number": applicant.id_number, "phone": applicant.phone,
        "opened_at": case.opened.at.isoformat(),
        "due_at": beside.due_of(clock) if clock else "",
        "due_clock": clock.clock if clock else "", "held": clock.held if clock else "",
        "provisional": clock.due.provisional if clock else False,
        "official_number": beside.findable(accepted.official_number) if accepted else "",
        "decision_number": beside.findable(decided.decision_number) if decided else "",
        "item_version": case.item_version,
        "ended_on": beside.day_of(ended) if (ended := ended_at(case)) else "",
        "frozen": case.frozen_at(Side.DISTRICT), "last_seq": last_seq,
    }  # fmt: skip

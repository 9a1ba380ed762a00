"""The list of cases as the web desk shows it: which cases, in which order.

Everything here runs inside the caller's visit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Database, Expression, ModelSelect, fn

from station.domain.states import CaseState
from station.domain.values import Side
from sync.district.tables import CaseRow, ClockRow


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One line of a list of cases. `due_at` is the nearest date, of the clocks that the list
    is about; None while the clock `due_clock` waits for what `held` names, or none runs."""

    number: str
    station: str
    item_name: str
    state: CaseState
    holder: Side | None
    name: str
    opened_at: datetime
    due_at: datetime | None
    due_clock: str
    held: str
    provisional: bool
    official_number: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases a list shows. `text` is part of a name, a number or a telephone; empty
    `states` and `clocks` mean all, else one of these clocks must run; `ours` only those that
    wait for the district."""

    text: str = ""
    states: frozenset[CaseState] = frozenset()
    clocks: frozenset[str] = frozenset()
    ours: bool = False


def lines(db: Database, wanted: Wanted, first: int, count: int) -> list[CaseLine]:
    """`count` lines from place `first` (0-based) on; the most urgent come first."""
    nearest = _nearest(wanted.clocks) if wanted.clocks else None
    shown: Any = nearest.c if nearest is not None else CaseRow
    query = CaseRow.select(*_ABOUT, shown.due_at, shown.due_clock, shown.held, shown.provisional)
    if nearest is not None:
        query = query.join(nearest, on=(shown.number == CaseRow.number) & (shown.place == 1))
    rows = (
        _search(query, wanted)
        .order_by(shown.due_at == "", shown.due_at, CaseRow.id.desc())
        .limit(count)
        .offset(first)
    )
    return [_line(row) for row in rows.dicts().execute(db)]


def count(db: Database, wanted: Wanted) -> int:
    """How many cases the list has."""
    query = _search(CaseRow.select(CaseRow.id), wanted)
    if wanted.clocks:
        running = ClockRow.select(ClockRow.number).where(_is_one_of(wanted.clocks))
        query = query.where(CaseRow.number.in_(running))
    return query.count(db)


def _search(query: "ModelSelect[CaseRow]", wanted: Wanted) -> "ModelSelect[CaseRow]":
    query = query.where(~CaseRow.frozen)
    if wanted.ours:
        query = query.where(CaseRow.side == Side.DISTRICT.value)
    if wanted.states:
        query = query.where(CaseRow.state.in_(sorted(state.value for state in wanted.states)))
    for word in wanted.text.split()[:8]:
        query = query.where(_holds(word))
    return query


def _holds(word: str) -> Expression:
    """`instr` and not LIKE: what a person types holds no signs that mean something else."""
    columns = (CaseRow.name, CaseRow.number, CaseRow.official_number, CaseRow.decision_number,
               CaseRow.id_number, CaseRow.phone, CaseRow.item_name)  # fmt: skip
    found: Iterable[Expression] = (fn.instr(column, word.upper()) > 0 for column in columns)
    as_typed = fn.instr(CaseRow.name, word) > 0
    for one in found:
        as_typed |= one
    return as_typed


_ABOUT = (
    CaseRow.number, CaseRow.station, CaseRow.item_name, CaseRow.state, CaseRow.side, CaseRow.name,
    CaseRow.opened_at, CaseRow.official_number,
)  # fmt: skip


def _is_one_of(clocks: Iterable[str]) -> Expression:
    return ClockRow.clock.in_(sorted(clocks))


def _nearest(clocks: Iterable[str]) -> Any:  # noqa: ANN401 - peewee's columns of a query have no type
    """These clocks, those of each case in their order: `place` 1 strikes next. A clock that waits
    has no date and comes after all others."""
    place = fn.ROW_NUMBER().over(
        partition_by=[ClockRow.number],
        order_by=[ClockRow.due_at == "", ClockRow.due_at, ClockRow.id],
    )
    return (
        ClockRow.select(
            ClockRow.number, ClockRow.due_at, ClockRow.clock.alias("due_clock"), ClockRow.held,
            ClockRow.provisional, place.alias("place"),
        )
        .where(_is_one_of(clocks))
        .alias("nearest")
    )  # fmt: skip


def _line(row: Mapping[str, Any]) -> CaseLine:
    return CaseLine(
        number=row["number"], station=row["station"], item_name=row["item_name"],
        state=CaseState(row["state"]), holder=Side(row["side"]) if row["side"] else None,
        name=row["name"], opened_at=datetime.fromisoformat(row["opened_at"]),
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        due_clock=row["due_clock"], held=row["held"], provisional=bool(row["provisional"]),
        official_number=row["official_number"],
    )  # fmt: skip

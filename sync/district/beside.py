"""What stands beside the row of a case: its running clocks, its noes, its letters of consent.

Written together with the case's row and rebuilt like it. Everything here runs inside the
caller's visit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from peewee import Database, Model

from station.domain.case import Case
from station.domain.dues import Running, pressing
from station.domain.fact_events import ConsentLetterIssued
from station.domain.stamp import OFFICIAL_TIME
from station.domain.text import MAX_LINE
from station.domain.values import Side
from station.domain.voices import negatives
from station.storage.store import Store
from sync.district.tables import ClockRow, LetterRow, NegativeRow

Row = dict[str, object]
_COLUMNS: Mapping[type[Model], tuple[str, ...]] = MappingProxyType(
    {
        ClockRow: ("station", "number", "clock", "due_at", "held", "provisional"),
        NegativeRow: ("station", "number", "at"),
        LetterRow: ("station", "number", "letter", "to_case", "valid_until"),
    }
)
"""What each table keeps, in the order of `_rows`."""
_AT_ONCE = 100


def show(
    vault: Store, station: str, told: Sequence[tuple[Case, Sequence[Running]]],
    there: Collection[str],
) -> None:  # fmt: skip
    """Bring the rows beside these cases up to date; of those `there` some may be here already.
    Plain SQL: it runs for every parcel."""
    _forget(vault, [case.number for case, _ in told if case.number in there])
    new: dict[type[Model], list[tuple[object, ...]]] = {}
    for case, clocks in told:
        for table, rows in _rows(case, clocks):
            new.setdefault(table, []).extend((station, *row.values()) for row in rows)
    for table, values in new.items():
        if values:
            vault.add(_name(table), _COLUMNS[table], values)


def forget_case(vault: Store, number: str) -> None:
    """Throw away what stands beside this case."""
    _forget(vault, [number])


def _forget(vault: Store, numbers: Sequence[str]) -> None:
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        for table in _COLUMNS:
            marks = ", ".join("?" * len(some))
            vault.sql(f"DELETE FROM {_name(table)} WHERE number IN ({marks})", *some)  # noqa: S608


def forget(db: Database, station: str) -> None:
    """Throw away what stands beside the cases of this station."""
    for table in _COLUMNS:
        table.delete().where(table.station == station).execute(db)  # type: ignore[attr-defined]


def agrees(db: Database, station: str, case: Case, clocks: Sequence[Running]) -> bool:
    """Whether the rows beside this case show what it says."""
    return all(
        _shown(db, table, case.number) == [{**row, "station": station} for row in rows]
        for table, rows in _rows(case, clocks)
    )


def instant(at: datetime) -> str:
    """A moment as rows keep it: in UTC, so that texts sort as times do."""
    try:
        return at.astimezone(UTC).isoformat()
    except OverflowError:  # a station may write the first or the last day of all calendars
        return at.replace(tzinfo=UTC).isoformat()


def day_of(at: datetime) -> str:
    """The day of a moment in official time, like 2026-11-20."""
    try:
        return at.astimezone(OFFICIAL_TIME).date().isoformat()
    except OverflowError:
        return at.date().isoformat()


def due_of(clock: Running) -> str:
    """When it strikes; empty while it waits."""
    return "" if clock.held else instant(clock.due.at)


def findable(number: str) -> str:
    """As much of a number that a station wrote as rows are found by: no index of a server has room
    for every text."""
    return number[:MAX_LINE]


def _name(table: type[Model]) -> str:
    return str(table._meta.table_name)


def _shown(db: Database, table: type[Model], number: str) -> list[Row]:
    query: Any = table.select().where(table.number == number)  # type: ignore[attr-defined]
    found = query.order_by(table.id).dicts().execute(db)  # type: ignore[attr-defined]
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


def _rows(case: Case, clocks: Sequence[Running]) -> Iterator[tuple[type[Model], Sequence[Row]]]:
    yield ClockRow, [
        {
            "number": case.number, "clock": one.clock, "due_at": due_of(one), "held": one.held,
            "provisional": one.due.provisional,
        }
        for one in pressing(clocks)
    ]  # fmt: skip
    yield (
        NegativeRow,
        [
            {"number": case.number, "at": instant(one.event.at)}
            for one in negatives(case)
            if not case.frozen_at(Side.DISTRICT)
        ],
    )
    yield LetterRow, [
        {
            "number": case.number, "letter": findable(one.number),
            "to_case": findable(one.to_case),
            "valid_until": one.valid_until.isoformat(),
        }
        for one in case.all(ConsentLetterIssued)
    ]  # fmt: skip

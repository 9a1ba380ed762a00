"""A case as rows of the exchange tables, and what could not be filled. Nothing is made up: what is
not known, does not fit or has no code stays empty and is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from unicodedata import category

from station.domain import canon
from station.domain.errors import StationError
from station.domain.stamp import OFFICIAL_TIME
from sync.district.national.column import NOWHERE, About, AnyTable, Column, Form, S, Table, Value
from sync.district.national.happened import is_told
from sync.district.national.tables import TABLES, project_no

Cell = str | int | None
KEY = ("row_guid", "project_no")
BATCH = ("cd_operation", "cd_time", "cd_batch", "data_source")
"""What every table begins with and ends with. `data_source` is the sign of the province."""
LONGEST_NUMBER = 50
_NOT_IN_TEXT = frozenset({"Cc", "Cs"})


class Gap(StationError):
    """A value that a table wants, or has no place for."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row without the batch it goes in. `guid` names it for ever; None are empty cells."""

    table: str
    guid: str
    number: str
    """The local receipt number of its case."""
    cells: Mapping[str, Cell]
    """From the official number (办件编号) on."""
    gaps: Mapping[str, Gap]

    @property
    def digest(self) -> str:
        """Of what it says: a row that says the same is not sent again."""
        return sha256(canon.write(dict(self.cells))).hexdigest()


def header(table: AnyTable) -> tuple[str, ...]:
    """The columns in their order."""
    return (*KEY, *(column.name for column in table.columns), *BATCH)


def rows_of(about: About) -> Iterator[Row]:
    """All rows of one case; none while the tables have no place for it."""
    if not is_told(about):
        return
    official = project_no(about)
    for table in TABLES:
        for key, subject in table.rows(about):
            cells, gaps = _filled(table, about, subject)
            number, gap = _official(official)
            yield Row(
                table=table.name, guid=guid(table.name, about.case.number, key),
                number=about.case.number, cells=MappingProxyType({"project_no": number, **cells}),
                gaps=MappingProxyType({**gap, **gaps}),
            )  # fmt: skip


def guid(table: str, number: str, key: str) -> str:
    """The name of a row: the same each time, and of no other."""
    return sha256(f"{table}\0{number}\0{key}".encode()).hexdigest()[:32]


def _official(number: str) -> tuple[Cell, dict[str, Gap]]:
    if number and len(number) <= LONGEST_NUMBER:
        return number, {}
    return None, {"project_no": Gap(
        "this case has no official number",
        "It comes with an acceptance; enter this case at the other system by hand.",
    )}  # fmt: skip


def _filled(table: Table[S], about: About, subject: S) -> tuple[dict[str, Cell], dict[str, Gap]]:
    cells: dict[str, Cell] = {}
    gaps: dict[str, Gap] = {}
    for column in table.columns:
        try:
            cells[column.name] = _cell(column, about, column.fill(subject))
        except Gap as gap:
            cells[column.name], gaps[column.name] = None, gap
    return cells, gaps


def _cell(column: "Column[Any]", about: About, value: Value) -> Cell:
    """Raises Gap."""
    if column.codes and value:
        value = _coded(column, about, str(value))
    if value in ("", None):
        if column.required:
            raise empty(column.hint)
        return None
    if isinstance(value, datetime):
        return moment(value)
    return _text(column, value) if isinstance(value, str) else value


def _coded(column: "Column[Any]", about: About, word: str) -> str:
    code = about.plan.code(column.codes, word)
    if not code:
        raise Gap(
            "the list {list} has no code for {word}", "Give it in exchange.json, under codes.",
            list=column.codes, word=word,
        )  # fmt: skip
    return code


def _text(column: "Column[Any]", value: str) -> str:
    if any(category(char) in _NOT_IN_TEXT and char != "\n" for char in value):
        raise Gap("there are characters in it that no table takes", NOWHERE)
    if column.form is Form.TEXT and len(value) > column.length:
        raise Gap(
            "it has {length} characters, the table takes {most}", NOWHERE, length=len(value),
            most=column.length,
        )  # fmt: skip
    return value


def moment(at: datetime) -> str:
    """A time as the tables have it, in official time. Raises Gap."""
    try:
        return f"{at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, ValueError):
        raise Gap("this is no time that a table takes", NOWHERE) from None


def empty(hint: str) -> Gap:
    """A value that is wanted and that nothing says."""
    return Gap("the table wants this, and nothing says it", hint)

"""What the books of both ends ask of the place where their rows are: an encrypted file
(`station.storage.vault`), or a database server (`sync.district.postgres`).

Statements are written in the words that SQLite and PostgreSQL share, with `?` for every value.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from peewee import Database


class Found(Protocol):
    """What a statement gave back."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - rows are of what the statement names
        """The next row; None at the end."""

    def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""


class Store(Protocol):
    """Where rows are kept. Every question is asked inside `transaction` or `reading`."""

    @property
    def db(self) -> Database:
        """For queries that are put together."""

    @property
    def alone(self) -> bool:
        """Whether nobody else writes while the transaction under way lasts."""

    def transaction(self, of: str = "", /) -> AbstractContextManager[None]:
        """All that is written inside is kept together when the block ends, or not at all, and
        nobody else writes meanwhile. Who names a station says that nothing but its line is
        written: a store that can lets those of other stations go on."""

    def reading(self) -> AbstractContextManager[None]:
        """All questions inside see the same state."""

    def sql(self, statement: str, *values: object) -> Found:
        """Ask, or write, in plain SQL."""

    def ask(self, statement: str, *values: object) -> Sequence[Any]:
        """All rows of one question by itself: inside a visit, or as one of its own."""

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Write with the same statement, once for each row of values."""

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Write new rows, the quickest way there is. Each has a value in every column named, of
        the same kind as in the others. Names are the program's own."""

    def keep(self, table: str, key: str, row: Mapping[str, object]) -> None:
        """Write a row, or change the one with the same value under `key`. Names of tables and
        columns are the program's own."""


def kept(table: str, key: str, names: Iterable[str]) -> str:
    """The statement of `Store.keep` for these columns."""
    columns = tuple(names)
    new = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    return (
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 - our own names
        f" VALUES ({', '.join('?' * len(columns))}) ON CONFLICT ({key}) DO UPDATE SET {new}"
    )


class ByStatement(Protocol):
    """What every store does with `sql` and `reading` alone."""

    def sql(self, statement: str, *values: object) -> Found:
        """As in `Store`."""

    def reading(self) -> AbstractContextManager[None]:
        """As in `Store`."""

    def ask(self, statement: str, *values: object) -> Sequence[Any]:
        """All rows of one question by itself: as in `Store`."""
        with self.reading():
            return self.sql(statement, *values).fetchall()

    def many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Write with the same statement, once for each row of values."""
        for row in rows:
            self.sql(statement, *row)

    def add(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Write new rows: as in `Store`."""
        marks = ", ".join("?" * len(columns))
        self.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608

    def keep(self, table: str, key: str, row: Mapping[str, object]) -> None:
        """Write a row, or change the one with the same value under `key`. Names of tables and
        columns are the program's own."""
        self.sql(kept(table, key, row), *row.values())

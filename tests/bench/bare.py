"""An encrypted file that keeps bytes and does nothing else: what much is measured beside."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from peewee import Database

from station.storage.vault import create_vault


@contextmanager
def bare_vault(place: Path) -> Iterator[Callable[[Iterable[bytes]], None]]:
    """Gives a function that keeps some byte strings in one commit."""
    numbers = count(1)
    with create_vault(place, bytes(range(32)), [_bare_table]) as vault:

        def keep(strings: Iterable[bytes]) -> None:
            with vault.transaction():
                for data in strings:
                    vault.sql("INSERT INTO bare VALUES (?, ?)", next(numbers), data)

        yield keep


def _bare_table(db: Database) -> None:
    statement = "CREATE TABLE bare (number INTEGER PRIMARY KEY, data BLOB)"
    db.execute_sql(statement)  # type: ignore[no-untyped-call]

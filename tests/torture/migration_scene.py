"""A newer program opens the vault: two steps that no released program takes, so that the machinery
of steps is tried before the first one is needed.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from peewee import Database

from station.desk import opening
from station.storage.migrations import MIGRATIONS
from tests.office import HandClock, an_office
from tests.torture.disk import Say
from tests.torture.program import later
from tests.torture.scene import Scene, Told, Words, keep, known_before, whole
from tests.torture.sitting import recorded

CASES = 6


def _second(db: Database) -> None:
    """Another shape for what is there: each entry's bytes are written once more."""
    for statement in (
        "CREATE TABLE weight (seq INTEGER PRIMARY KEY, size INTEGER NOT NULL, copy BLOB) STRICT",
        "INSERT INTO weight SELECT seq, length(data), data FROM entry",
        "ALTER TABLE case_row ADD COLUMN heavy INTEGER NOT NULL DEFAULT 0",
        "UPDATE case_row SET heavy = 1",
    ):
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


def _third(db: Database) -> None:
    """Builds upon the second."""
    for statement in (
        "CREATE INDEX weight_size ON weight (size)",
        "UPDATE weight SET copy = NULL WHERE size > 0",
    ):
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


NEWER = (*MIGRATIONS, _second, _third)


def newer() -> AbstractContextManager[Any]:
    """The program of which the vault's shape is the third."""
    return patch.object(opening, "MIGRATIONS", NEWER)


def _older_station(folder: Path) -> None:
    known = Words()
    recorded(folder / "home", known.say, HandClock(), first=0, cases=CASES)
    keep(folder, known)


def _migrate(folder: Path, say: Say) -> None:
    with newer(), an_office(folder / "home", later(1)):
        say(opened=True)


def _migrated(folder: Path, told: Told) -> Iterator[str]:
    with newer():
        yield from whole(folder / "home", known_before(folder))
        with an_office(folder / "home", later(2)) as office, office.vault.reading():
            (reached,) = office.vault.sql("PRAGMA user_version").fetchone()
            (cases,) = office.vault.sql("SELECT sum(heavy) FROM case_row").fetchone()
            (left,) = office.vault.sql(
                "SELECT count(*) FROM weight WHERE copy IS NOT NULL"
            ).fetchone()
    if (reached, cases, left) != (len(NEWER), CASES, 0):
        yield f"stopped half-way: step {reached}, {cases} cases, {left} copies left"


MIGRATION = Scene(name="migration", begin=_older_station, work=_migrate, judge=_migrated)

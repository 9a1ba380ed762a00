"""A vault with one table of papers, for tests of what a vault is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import peewee

from station.storage.vault import Migration, Vault, create_vault, open_vault
from station.storage.whole import check_file

KEY = bytes(range(32))
OTHER_KEY = bytes(32)
SECRET = "示例𠮷䶮"


def first_step(db: peewee.Database) -> None:
    _run(db, "CREATE TABLE paper (number INTEGER PRIMARY KEY, name TEXT UNIQUE)")


def second_step(db: peewee.Database) -> None:
    _run(db, "ALTER TABLE paper ADD COLUMN pages INTEGER NOT NULL DEFAULT 1")


def _run(db: peewee.Database, statement: str) -> None:
    db.execute_sql(statement)  # type: ignore[no-untyped-call]


STEPS: Sequence[Migration] = (first_step,)


def filled(place: Path, papers: int = 1) -> None:
    with create_vault(place, KEY, STEPS) as vault, vault.transaction():
        write_papers(vault, {number: f"{SECRET}{number:04}" for number in range(papers)})


def write_papers(vault: Vault, papers: Mapping[int, str | None]) -> None:
    for number, name in papers.items():
        vault.sql("INSERT INTO paper VALUES (?, ?)", number, name)


def write_and_fail(vault: Vault) -> None:
    write_papers(vault, {1: "one"})
    raise ZeroDivisionError


def check_whole(place: Path) -> None:
    with open_vault(place, KEY, STEPS) as vault:
        check_file(vault)


def count_papers(vault: Vault) -> int:
    with vault.reading():
        return int(vault.sql("SELECT count(*) FROM paper").fetchone()[0])


def flip(place: Path, at: int) -> None:
    content = bytearray(place.read_bytes())
    content[at] ^= 1
    place.write_bytes(content)


def paper_rows(vault: Vault) -> Iterator[tuple[int]]:
    with vault.reading():
        yield from vault.sql("SELECT number FROM paper NOT INDEXED")

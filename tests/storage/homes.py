"""Homes with a vault and its slots, and what is carried between them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import peewee

from station.storage.copies import Copied, Watch, backup, restore
from station.storage.keys import (
    Lock,
    Opened,
    create_slots,
    unlock,
)
from station.storage.manifest import Described, Manifest
from station.storage.vault import Migration, Vault, create_vault, open_vault
from tests.office import WEAK

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
AGENT, PASSPHRASE, NAME = "示例代办员", "8595 915 9631 073", "示例𠮷䶮"


def tables(db: peewee.Database) -> None:
    for statement in (
        "CREATE TABLE paper (number INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE life (name TEXT)",
    ):
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


HELD = Described(
    station="330211105203", name="示例站", incarnation="ab" * 16, number=0, head="cd" * 32,
    signing=bytes(range(32)),
)  # fmt: skip
UNWATCHED = Watch()
STEPS: Sequence[Migration] = (tables,)


class Home:
    """A folder with a vault and its slots, in which nothing or something lies."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "station.vault"
        self.slots = folder / "keyslots.json"

    def set_up(self) -> Vault:
        opened = create_slots(
            self.slots,
            owner="330211105203",
            agent=AGENT,
            passphrase=PASSPHRASE,
            cost=WEAK,
            chance=lambda count: bytes(range(count)),
        )
        return create_vault(self.vault, opened.data_key, STEPS)

    def open(self) -> Vault:
        opened = unlock(self.slots, agent=AGENT, passphrase=PASSPHRASE)
        return open_vault(self.vault, opened.data_key, STEPS)

    def restore(
        self,
        source: Path,
        *,
        agent: str = AGENT,
        passphrase: str = PASSPHRASE,
        steps: Sequence[Migration] = STEPS,
        watch: Watch = UNWATCHED,
    ) -> None:
        restore(
            source,
            vault=self.vault,
            slots=self.slots,
            agent=agent,
            lock=Lock(passphrase=passphrase),
            migrations=steps,
            begin=new_life,
            watch=watch,
        )


def new_life(vault: Vault, opened: Opened, _told: Manifest) -> None:
    with vault.transaction():
        vault.sql("INSERT INTO life VALUES (?)", f"restored by {opened.agent}")


def write_papers(vault: Vault, first: int, count: int) -> None:
    with vault.transaction():
        for number in range(first, first + count):
            vault.sql("INSERT INTO paper VALUES (?, ?)", number, NAME)


def many_papers(vault: Vault, count: int) -> None:
    with vault.transaction():
        vault.sql(
            "WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x + 1 < ?)"
            " INSERT INTO paper SELECT x, ? FROM n",
            count, NAME,
        )  # fmt: skip


def count_papers(vault: Vault) -> int:
    with vault.reading():
        return int(vault.sql("SELECT count(*) FROM paper").fetchone()[0])


def back_up(home: Home, stick: Path, papers: int = 200) -> Copied:
    home.slots.parent.mkdir()
    with home.set_up() as vault:
        write_papers(vault, 0, papers)
        return copied(vault, home, stick)


def copied(vault: Vault, home: Home, target: Path, watch: Watch = UNWATCHED) -> Copied:
    return backup(
        vault, home.slots, target, made=NOW, program="test/1", describe=described, watch=watch
    )


def described(copy: Vault) -> Described:
    return replace(HELD, number=count_papers(copy))

"""What the district has published: a row for each version, the bytes in pieces beside it."""

import json
from dataclasses import dataclass
from datetime import datetime

from station.domain.pieced import Pieced
from station.domain.published_events import Published
from station.storage.store import Store

PUBLICATION = """CREATE TABLE publication (
    what TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL,
    author TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, pieces TEXT NOT NULL,
    PRIMARY KEY (what, name, version)) WITHOUT ROWID, STRICT"""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One version of something that the district published: when, and who did it."""

    what: Published
    name: str
    version: int
    at: datetime
    by: str
    file: Pieced


def keep(vault: Store, one: Publication) -> None:
    """Remember it. Inside a transaction."""
    vault.sql(
        "INSERT INTO publication (what, name, version, at, author, size, sha256, pieces)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        one.what.value, one.name, one.version, one.at.isoformat(), one.by, one.file.size,
        one.file.sha256, json.dumps(one.file.pieces),
    )  # fmt: skip


def newest(vault: Store) -> list[Publication]:
    """The highest version of each. Inside a visit."""
    return list({(one.what, one.name): one for one in every(vault)}.values())


def every(vault: Store) -> list[Publication]:
    """All versions of all, rising. Inside a visit."""
    rows = vault.sql(
        "SELECT what, name, version, at, author, size, sha256, pieces FROM publication"
        " ORDER BY what, name, version"
    )
    return [
        Publication(
            what=Published(what), name=name, version=version, at=datetime.fromisoformat(at),
            by=author, file=Pieced(size=size, sha256=sha256, pieces=tuple(json.loads(pieces))),
        )
        for what, name, version, at, author, size, sha256, pieces in rows.fetchall()
    ]  # fmt: skip

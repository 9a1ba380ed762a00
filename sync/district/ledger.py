"""What was handed to which system: batches with their numbers, and the rows that each one holds.

Everything here runs inside the caller's visit.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from station.domain import canon
from station.storage.store import Store, kept

_A_DAY = 100_000

EXCHANGE_TABLES = (
    """CREATE TABLE exchange_batch (
        batch INTEGER PRIMARY KEY, recipient TEXT NOT NULL, body BLOB NOT NULL,
        signature BLOB NOT NULL, upto TEXT NOT NULL, makings TEXT NOT NULL,
        folder TEXT NOT NULL, landed INTEGER NOT NULL) STRICT""",
    """CREATE TABLE exchange_row (
        recipient TEXT NOT NULL, guid TEXT NOT NULL, part TEXT NOT NULL, number TEXT NOT NULL,
        digest TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES exchange_batch,
        PRIMARY KEY (recipient, guid)) WITHOUT ROWID, STRICT""",
    "CREATE INDEX exchange_case ON exchange_row (number)",
)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A row as a system has it."""

    guid: str
    table: str
    number: str
    """Of its case."""
    digest: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A batch on record."""

    number: int
    """The day and a count, as in 2026112200001; it only goes up."""
    body: bytes
    """Canonical JSON: batch, at, by, to, full, shape, encoding, rows, faults, files."""
    signature: bytes
    folder: str
    landed: bool
    """Whether its folder got its name."""

    @property
    def says(self) -> dict[str, Any]:
        """The body."""
        return canon.read(self.body)


class Ledger:
    """The batches of a district."""

    def __init__(self, vault: Store) -> None:
        self._vault = vault

    def next_number(self, now: datetime) -> int:
        """The number of the next batch: day and count, as the national tables number them; above
        the last one also where the clock went back."""
        row = self._vault.sql("SELECT coalesce(max(batch), 0) FROM exchange_batch").fetchone()
        return max(int(f"{now:%Y%m%d}") * _A_DAY, int(row[0])) + 1

    def looked_upto(self, recipient: str, makings: str) -> Mapping[str, int]:
        """By station the entry of its line up to which this system has everything; nothing if it
        has nothing, or rows are made otherwise now."""
        row = self._vault.sql(
            "SELECT upto, makings FROM exchange_batch WHERE recipient = ?"
            " ORDER BY batch DESC LIMIT 1",
            recipient,
        ).fetchone()
        return json.loads(row[0]) if row and row[1] == makings else {}

    def changed(self, after: Mapping[str, int]) -> tuple[dict[str, int], list[str]]:
        """By station the last entry of its line; and the cases with any `after` these. Within a
        line entries are numbered as they were kept, between lines nothing is before or after."""
        ends = self._vault.sql(
            "SELECT code, (SELECT coalesce(max(seq), 0) FROM entry WHERE entry.station = code)"
            " FROM station ORDER BY code"
        ).fetchall()
        numbers: list[str] = []
        for station, last in ends:
            if last > after.get(station, 0):
                rows = self._vault.sql(
                    "SELECT number FROM case_row WHERE station = ? AND NOT frozen AND last_seq > ?"
                    " ORDER BY id",
                    station, after.get(station, 0),
                )  # fmt: skip
                numbers += (number for (number,) in rows.fetchall())
        return {station: int(last) for station, last in ends}, numbers

    def sent(self, recipient: str, number: str) -> dict[str, Sent]:
        """The rows of a case as this system has them, by their names."""
        rows = self._vault.sql(
            "SELECT guid, part, digest FROM exchange_row WHERE recipient = ? AND number = ?",
            recipient, number,
        ).fetchall()  # fmt: skip
        return {
            guid: Sent(guid=guid, table=part, number=number, digest=digest)
            for guid, part, digest in rows
        }

    def record(
        self, batch: Batch, recipient: str, *, upto: Mapping[str, int], makings: str
    ) -> None:
        """A batch that is written, under its working name."""
        self._vault.sql(
            "INSERT INTO exchange_batch VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            batch.number, recipient, batch.body, batch.signature,
            json.dumps(upto, sort_keys=True), makings, batch.folder,
        )  # fmt: skip

    def remember(self, recipient: str, batch: int, rows: Iterable[Sent]) -> None:
        """This system has these rows now as they say."""
        columns = ("recipient", "guid", "part", "number", "digest", "batch")
        self._vault.many(
            kept("exchange_row", "recipient, guid", columns),
            [(recipient, one.guid, one.table, one.number, one.digest, batch) for one in rows],
        )

    def drop(self, recipient: str, guids: Iterable[str]) -> None:
        """It has these no longer."""
        for guid in guids:
            self._vault.sql(
                "DELETE FROM exchange_row WHERE recipient = ? AND guid = ?", recipient, guid
            )

    def begin_anew(self, recipient: str) -> None:
        """It has nothing."""
        self._vault.sql("DELETE FROM exchange_row WHERE recipient = ?", recipient)

    def forget(self, number: str) -> None:
        """Nothing is remembered of the rows of this case: its records are purged here."""
        self._vault.sql("DELETE FROM exchange_row WHERE number = ?", number)

    def landed(self, number: int) -> None:
        """The folder of this batch has its name."""
        self._vault.sql("UPDATE exchange_batch SET landed = 1 WHERE batch = ?", number)

    def batches(self) -> list[Batch]:
        """All of them, the newest first."""
        rows = self._vault.sql(
            "SELECT batch, body, signature, folder, landed FROM exchange_batch ORDER BY batch DESC"
        ).fetchall()
        return [
            Batch(
                number=number, body=bytes(body), signature=bytes(signature), folder=folder,
                landed=bool(landed),
            )
            for number, body, signature, folder, landed in rows
        ]  # fmt: skip

"""Sheets that were made and are not known to be printed, one row each with the PDF: the vault is
what seals them. Use it inside a transaction or a reading.

A row is written with the event that notes the sheet, before any printer hears of it. So whatever
happens between the two, the sheet waits here under its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from station.domain.printing import Hindrance
from station.storage.vault import Vault

_COLUMNS = (
    "number, sheet, case_number, person, nth, copies, by, at, hindrance, said, job, waited, tries,"
    " tried_at"
)
QUEUE_TABLE = """CREATE TABLE print_queue (
    number TEXT PRIMARY KEY, sheet TEXT NOT NULL, case_number TEXT NOT NULL, person TEXT NOT NULL,
    nth INTEGER NOT NULL, copies INTEGER NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
    hindrance TEXT NOT NULL, said TEXT NOT NULL, job TEXT NOT NULL, waited INTEGER NOT NULL,
    tries INTEGER NOT NULL, tried_at TEXT NOT NULL, data BLOB NOT NULL) STRICT"""


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A sheet that is not known to be printed."""

    number: str
    """The sheet's own."""
    sheet: str
    """Its code."""
    case: str
    """The receipt number; empty for a sheet about no case."""
    person: str = ""
    """Whose it is, by their identity number, if it is about a person and no case."""
    nth: int
    copies: int
    by: str
    """Who made it."""
    at: datetime
    hindrance: Hindrance
    said: str = ""
    """What the printing system said to it, in its own words."""
    job: str = ""
    """Its number at the printer, if the printing system has taken it; then nothing hinders it."""
    waited: bool = False
    """Whether it was not printed at the first go."""
    tries: int = 0
    tried_at: datetime


class PrintQueue:
    """The rows, in the order in which the sheets were made."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def add(self, one: Queued, data: bytes) -> None:
        """Keep the sheet and its PDF."""
        self._vault.sql(
            f"INSERT INTO print_queue ({_COLUMNS}, data)"  # noqa: S608 - own names
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            one.number, one.sheet, one.case, one.person, one.nth, one.copies, one.by,
            _written(one.at), one.hindrance.name, one.said, one.job, int(one.waited), one.tries,
            _written(one.tried_at), data,
        )  # fmt: skip

    def all(self) -> list[Queued]:
        """Every sheet here, the oldest first."""
        return list(self._found("1 = 1"))

    def of_case(self, number: str) -> list[Queued]:
        """Those of this case."""
        return list(self._found("case_number = ?", number))

    def of_person(self, id_number: str) -> list[Queued]:
        """Those that are about this person and no case."""
        return list(self._found("person = ?", id_number))

    def at_printers(self) -> list[Queued]:
        """Those that a printing system has taken."""
        return list(self._found("job <> ''"))

    def get(self, number: str) -> Queued | None:
        """The sheet with this number, if it is here."""
        return next(self._found("number = ?", number), None)

    def data(self, number: str) -> bytes:
        """The PDF of a sheet that is here."""
        row = self._vault.sql("SELECT data FROM print_queue WHERE number = ?", number).fetchone()
        return bytes(row[0])

    def count(self, since: datetime) -> int:
        """How many wait: all that something hinders, and those of which nothing has been heard
        since then."""
        query = (
            "SELECT count(*) FROM print_queue"
            " WHERE (job = '' AND hindrance <> ?) OR julianday(tried_at) <= julianday(?)"
        )
        [count] = self._vault.sql(query, Hindrance.BEGUN.name, _written(since)).fetchone()
        return int(count)

    def begun(self, number: str, at: datetime) -> None:
        """It is tried once more."""
        self._vault.sql(
            "UPDATE print_queue SET hindrance = ?, said = '', job = '', waited = 1, tried_at = ?"
            " WHERE number = ?",
            Hindrance.BEGUN.name, _written(at), number,
        )  # fmt: skip

    def taken(self, number: str, job: str, at: datetime) -> None:
        """The printing system has taken it under this number."""
        self._vault.sql(
            "UPDATE print_queue SET job = ?, tries = tries + 1, tried_at = ? WHERE number = ?",
            job, _written(at), number,
        )  # fmt: skip

    def hindered(self, number: str, hindrance: Hindrance, said: str, at: datetime) -> None:
        """It was not printed, for this reason."""
        self._vault.sql(
            "UPDATE print_queue SET hindrance = ?, said = ?, job = '', waited = 1,"
            " tries = tries + (job = ''), tried_at = ? WHERE number = ?",
            hindrance.name, said, _written(at), number,
        )  # fmt: skip

    def printed(self, number: str, copies: int) -> None:
        """So many copies of it are on paper; the others wait."""
        self._vault.sql(
            "UPDATE print_queue SET copies = copies - ? WHERE number = ?", copies, number
        )

    def forget(self, number: str) -> None:
        """It waits no more."""
        self._vault.sql("DELETE FROM print_queue WHERE number = ?", number)

    def _found(self, where: str, *values: object) -> Iterator[Queued]:
        rows = self._vault.sql(
            f"SELECT {_COLUMNS} FROM print_queue WHERE {where} ORDER BY rowid",  # noqa: S608
            *values,
        )
        for number, sheet, case, person, nth, copies, by, at, *tried in rows.fetchall():
            why, said, job, waited, tries, last = tried
            yield Queued(
                number=number, sheet=sheet, case=case, person=person, nth=nth, copies=copies,
                by=by, at=datetime.fromisoformat(at), hindrance=Hindrance[why], said=said,
                job=job, waited=bool(waited), tries=tries,
                tried_at=datetime.fromisoformat(last),
            )  # fmt: skip


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()

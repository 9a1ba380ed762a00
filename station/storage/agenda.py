"""What the cases of this station ask of it, as rows that lists are made of.

Written together with the case book and made again with it; runs inside the caller's visit.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from peewee import SQL, ModelSelect, fn

from station.domain.agenda import Matter, Thing
from station.domain.states import CaseState
from station.storage.search import match
from station.storage.tables import AgendaRow, CaseRow
from station.storage.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which things a list shows: of these matters, found by these words; those that `until` names
    only up to the moment there."""

    matters: Collection[Matter]
    text: str = ""
    until: Mapping[Matter, datetime] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One thing to see to, and the case it is about."""

    thing: Thing
    number: str
    state: CaseState
    name: str
    item_name: str


class AgendaBook:
    """The things to see to, by case."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._db = vault.db

    def show(self, number: str, things: Iterable[Thing]) -> None:
        """From now on the case asks exactly this."""
        rows = self._rows(number, things)
        if rows != self._kept(number):
            self._vault.sql("DELETE FROM agenda WHERE number = ?", number)
            for row in rows:
                self._vault.sql(
                    "INSERT INTO agenda (number, place, matter, at, about) VALUES (?, ?, ?, ?, ?)",
                    *row,
                )

    def agrees(self, number: str, things: Iterable[Thing]) -> bool:
        """Whether the rows of this case say so."""
        return self._kept(number) == self._rows(number, things)

    def forget_all(self) -> None:
        """Throw all rows away, to make them again."""
        self._vault.sql("DELETE FROM agenda")

    def count(self, sought: Sought) -> int:
        """How many things the list has."""
        return int(self._query(sought, fn.COUNT(AgendaRow.at)).scalar(self._db))

    def lines(self, sought: Sought, first: int, count: int) -> list[AgendaLine]:
        """A window on the list: what is due first stands first."""
        columns = (
            AgendaRow.matter, AgendaRow.at, AgendaRow.about, CaseRow.number, CaseRow.state,
            CaseRow.name, CaseRow.item_name,
        )  # fmt: skip
        query = self._query(sought, *columns).order_by(AgendaRow.at, CaseRow.id, AgendaRow.place)
        page = query.limit(count).offset(first).tuples().execute(self._db)
        return [_line(row) for row in page]

    def _query(self, sought: Sought, *columns: object) -> "ModelSelect[AgendaRow]":
        query = AgendaRow.select(*columns).join(CaseRow, on=(AgendaRow.number == CaseRow.number))
        query = query.where(AgendaRow.matter.in_(sorted(one.value for one in sought.matters)))
        for matter, until in sought.until.items():
            other = AgendaRow.matter != matter.value
            query = query.where(other | (AgendaRow.at < _written(until)))
        if sought.text.strip():
            found = match(sought.text) or '""'
            hits = "(SELECT rowid FROM case_search WHERE case_search MATCH ?)"
            query = query.where(CaseRow.id.in_(SQL(hits, (found,))))
        return query

    def _kept(self, number: str) -> list[tuple[object, ...]]:
        rows = self._vault.sql(
            "SELECT number, place, matter, at, about FROM agenda WHERE number = ? ORDER BY place",
            number,
        )
        return [tuple(row) for row in rows.fetchall()]

    def _rows(self, number: str, things: Iterable[Thing]) -> list[tuple[object, ...]]:
        return [
            (number, place, one.matter.value, _written(one.at), one.about)
            for place, one in enumerate(things)
        ]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _line(row: tuple[str, ...]) -> AgendaLine:
    matter, at, about, number, state, name, item_name = row
    thing = Thing(matter=Matter(matter), at=datetime.fromisoformat(at), about=about)
    return AgendaLine(
        thing=thing, number=number, state=CaseState(state), name=name, item_name=item_name
    )

"""The person book: each person's space as the journal tells it, and the list of all documents.

`show` brings the list up to date with one person; `rebuild` makes it from nothing. Both run
inside the caller's transaction. Of what the district wrote of a person only the documents that it
brought from other stations have effect (ADR 0044): consent is given at the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from station.domain.codec import read
from station.domain.event import Event
from station.domain.fact_events import SpaceUsed
from station.domain.person_events import PersonInformed
from station.domain.sharing import Sharing, sharings, there
from station.domain.space import Space
from station.domain.values import Filed, Side
from station.storage.journal import Journal
from station.storage.recordbook import marks
from station.storage.tables import SpaceRow
from station.storage.vault import Vault


@dataclass(frozen=True, kw_only=True)
class SpaceLine:
    """One document in a list over all spaces."""

    person: str
    entry: str
    name: str
    number: str
    form: Filed
    expires: date | None
    open: bool
    """Whether its person consents to the space."""


class PersonBook:
    """What is on record of persons."""

    def __init__(self, vault: Vault, journal: Journal) -> None:
        self._vault = vault
        self._db = vault.db
        self._journal = journal

    # ---- reading

    def events(self, id_number: str) -> tuple[Event, ...]:
        """All that this station wrote of a person, in order."""
        kept = self._journal.of_person(id_number)
        return tuple(one.entry.event for one in kept if one.entry.side is Side.STATION)

    def space(self, id_number: str) -> Space:
        """The person's space, from its events; a closed and empty one if there are none. With what
        came from spaces at other stations, also if its last day is over."""
        kept = self._journal.of_person(id_number)
        own = (one.entry.event for one in kept if one.entry.side is Side.STATION)
        brought = there(kept, date.min).entries(id_number)
        return replace(Space.of(id_number, own), brought=brought)

    def sharings(self, id_number: str) -> tuple[Sharing, ...]:
        """The person's consents that documents go to other stations, and what became of them."""
        return sharings(self._journal.of_person(id_number))

    def informed(self, id_number: str) -> str:
        """The wording of the notice that this person was given last; empty if none was."""
        row = self._vault.sql(
            "SELECT data FROM entry WHERE person = ? AND person <> '' AND kind = ? AND side = ?"
            " ORDER BY seq DESC LIMIT 1",
            id_number, PersonInformed.kind, Side.STATION.value,
        ).fetchone()  # fmt: skip
        event = read(bytes(row[0])) if row else None
        return event.version if isinstance(event, PersonInformed) else ""

    def expiring(self, until: date) -> list[SpaceLine]:
        """Documents in open spaces whose last day is that day or before it, the first to end
        first."""
        query = (
            SpaceRow.select()
            .where((SpaceRow.expires > "") & (SpaceRow.expires <= until.isoformat()))
            .where(SpaceRow.open == 1)
            .order_by(SpaceRow.expires, SpaceRow.person, SpaceRow.entry)
        )
        return [_line(row) for row in query.execute(self._db)]

    def uses(self, cases: Sequence[str]) -> list[SpaceUsed]:
        """What these cases took from the space of their applicant, in order; it may lie there no
        more."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE kind = ? AND side = ?"  # noqa: S608 - our words
            f" AND case_number IN ({marks(cases)}) ORDER BY seq",
            SpaceUsed.kind, Side.STATION.value, *cases,
        )  # fmt: skip
        found = [read(bytes(data)) for (data,) in rows.fetchall()]
        return [one for one in found if isinstance(one, SpaceUsed)]

    # ---- writing

    def show(self, id_number: str) -> None:
        """Bring the list up to date with this person."""
        self._vault.sql("DELETE FROM space_entry WHERE person = ?", id_number)
        rows = _rows(self.space(id_number))
        if rows:
            SpaceRow.insert_many(rows).execute(self._db)

    def rebuild(self) -> int:
        """Throw the list away and make it again from the journal; how many persons."""
        self._vault.sql("DELETE FROM space_entry")
        people = self._people()
        for id_number in people:
            self.show(id_number)
        return len(people)

    def differences(self) -> list[str]:
        """Identity numbers whose documents the list does not show as the journal tells them."""
        shown = self._vault.sql("SELECT DISTINCT person FROM space_entry").fetchall()
        known = dict.fromkeys([*self._people(), *(person for (person,) in shown)])
        return [id_number for id_number in known if not self._agrees(id_number)]

    def _agrees(self, id_number: str) -> bool:
        query = SpaceRow.select().where(SpaceRow.person == id_number).order_by(SpaceRow.entry)
        return list(query.dicts().execute(self._db)) == _rows(self.space(id_number))

    def _people(self) -> list[str]:
        rows = self._vault.sql(
            "SELECT person, min(seq) AS first FROM entry WHERE person <> ''"
            " GROUP BY person ORDER BY first"
        )
        return [person for person, _ in rows.fetchall()]


def _rows(space: Space) -> list[dict[str, object]]:
    return [
        {
            "person": space.person, "entry": one.entry, "name": one.name, "number": one.number,
            "form": one.form.value, "expires": one.expires.isoformat() if one.expires else "",
            "open": int(space.is_open),
        }
        for _, one in sorted(space.entries.items())
    ]  # fmt: skip


def _line(row: SpaceRow) -> SpaceLine:
    return SpaceLine(
        person=row.person, entry=row.entry, name=row.name, number=row.number,
        form=Filed(row.form), expires=date.fromisoformat(row.expires) if row.expires else None,
        open=bool(row.open),
    )  # fmt: skip

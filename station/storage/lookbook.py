"""Who looked at whose data, when and what for: read from the journal itself, a page at a time.

The journal deletes no look, not even when records are purged, so the log lasts longer than the
three years that are asked (个人信息保护法 55, 56). Everything here runs inside the caller's visit.
"""

from dataclasses import dataclass
from datetime import datetime

from station.domain.codec import read
from station.domain.event import Event
from station.domain.fact_events import CaseViewed, MandateGiven, PartyNamed
from station.domain.person_events import PersonExported, PersonViewed
from station.domain.scan_events import ScanViewed
from station.domain.values import Side
from station.storage.recordbook import marks
from station.storage.vault import Vault

_LOOKS = (CaseViewed.kind, ScanViewed.kind, PersonViewed.kind, PersonExported.kind)
_SAYS = "json_extract(CAST(data AS TEXT), ?)"


@dataclass(frozen=True, kw_only=True)
class WantedLooks:
    """Which looks: an empty word or no time means all."""

    case: str = ""
    person: str = ""
    """The identity number: looks at the person and at each of their cases."""
    agent: str = ""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look; `place` is where it stands in the journal."""

    place: int
    at: datetime
    by: str
    side: Side
    kind: str
    case: str
    person: str
    in_clear: bool
    purpose: str


class LookBook:
    """The log of looks."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def looks(self, wanted: WantedLooks, count: int, before: int = 0) -> list[Look]:
        """The newest `count` looks; `before` is the place behind which they are sought, 0 for
        all."""
        where, values = self._where(wanted)
        if before:
            where.append("seq < ?")
            values.append(before)
        rows = self._vault.sql(
            "SELECT seq, side, kind, case_number, person, data FROM entry"  # noqa: S608 - our words
            f" WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?",
            *values, count,
        )  # fmt: skip
        return [look for row in rows.fetchall() if (look := _look(*row))]

    def cases_of(self, id_number: str) -> list[str]:
        """The receipt numbers of this person's cases, frozen ones too, oldest first."""
        rows = self._vault.sql(
            "SELECT number, id FROM case_row WHERE id_number = ?1 UNION"
            " SELECT number, 0 FROM frozen_case WHERE id_number = ?1 ORDER BY 2, 1",
            id_number,
        )
        return [number for number, _ in rows.fetchall()]

    def naming(self, id_number: str) -> list[PartyNamed | MandateGiven]:
        """Where this person was named in cases, their own or others', besides as applicant."""
        rows = self._vault.sql(
            "SELECT data FROM entry WHERE kind IN (?, ?) AND instr(data, CAST(? AS BLOB)) > 0"
            " ORDER BY seq",
            PartyNamed.kind, MandateGiven.kind, f'"{id_number}"',
        )  # fmt: skip
        found = (read(bytes(data)) for (data,) in rows.fetchall())
        return [one for one in found if _names(one, id_number)]  # type: ignore[misc]

    def _where(self, wanted: WantedLooks) -> tuple[list[str], list[object]]:
        where = [f"kind IN ({marks(_LOOKS)})"]
        values: list[object] = [*_LOOKS]
        if wanted.case:
            where.append("case_number = ?")
            values.append(wanted.case)
        if wanted.person:
            cases = self.cases_of(wanted.person)
            where.append(f"(person = ? OR case_number IN ({marks(cases)}))")
            values += [wanted.person, *cases]
        if wanted.agent:
            where.append(f"{_SAYS} = ?")
            values += ["$.by", wanted.agent]
        if wanted.since is not None:
            where.append(f"julianday({_SAYS}) >= julianday(?)")
            values += ["$.at", wanted.since.isoformat()]
        return where, values


def _names(event: Event, id_number: str) -> bool:
    match event:
        case PartyNamed(person=person) | MandateGiven(mandatary=person):
            return person.id_number == id_number
        case _:
            return False


def _look(place: int, side: str, kind: str, case: str, person: str, data: bytes) -> Look | None:
    event = read(bytes(data))
    if not isinstance(event, CaseViewed | ScanViewed | PersonViewed | PersonExported):
        return None  # of a newer version
    return Look(
        place=place, at=event.at, by=event.by, side=Side(side), kind=kind, case=case,
        person=person, purpose=event.purpose,
        in_clear=event.revealed if isinstance(event, CaseViewed) else True,
    )  # fmt: skip

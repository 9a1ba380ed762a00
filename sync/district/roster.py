"""The stations of a district as its web desk shows them."""

import json
from dataclasses import dataclass
from datetime import datetime

from station.domain.values import Side
from sync.district.intake import book
from sync.district.premises import District
from sync.district.tables import AsideRow, CertificateRow, EnrolCodeRow, StationRow
from sync.errors import SyncError, fault_of


@dataclass(frozen=True, kw_only=True)
class Head:
    """How far a journal goes, and its last hash."""

    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class StationLine:
    """One station: what is held of it, what it holds of us, and by which keys it speaks."""

    code: str
    name: str
    last_contact: datetime | None
    theirs: Head
    ours: Head
    confirmed: int
    """How many of our events the station said, signed, it holds."""
    cases: int
    consultations: int
    spoken: int
    """Those of them in which something was refused by word."""
    lives: int
    forked: bool
    enrolled_at: datetime | None
    """None if it never enrolled, or its keys were withdrawn."""
    withdrawn: bool
    code_until: datetime | None
    """Until when a one-time code that was not used yet is good."""


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A parcel that was not believed."""

    number: int
    at: datetime
    station: str
    why: SyncError
    size: int
    kept: bool
    """Whether its bytes are here: a key of the station had signed them."""
    released: datetime | None
    """When it was taken in after all."""


def stations(district: District) -> list[StationLine]:
    """All stations, in the order of their codes."""
    with district.vault.reading():
        rows = StationRow.select().order_by(StationRow.code).execute(district.vault.db)
        return [_line(district, row) for row in rows]


def asides(district: District, count: int = 50) -> list[Aside]:
    """The latest parcels that were set aside."""
    with district.vault.reading():
        query = AsideRow.select().order_by(AsideRow.id.desc()).limit(count)
        return [
            Aside(
                number=row.id, at=datetime.fromisoformat(row.at), station=row.station,
                why=fault_of(row.reason), size=row.size, kept=row.data is not None,
                released=_moment(row.released),
            )
            for row in query.execute(district.vault.db)
        ]  # fmt: skip


def names(district: District) -> dict[str, str]:
    """The names of the stations by code."""
    with district.vault.reading():
        query = StationRow.select(StationRow.code, StationRow.name)
        return dict(query.tuples().execute(district.vault.db))


def _line(district: District, row: StationRow) -> StationLine:
    memory = book(district, row.code)
    journal = district.casebook.journal(row.code)
    theirs, ours = journal.end(Side.STATION, row.heard_last), memory.written()
    keys = CertificateRow.select().where(CertificateRow.station == row.code)
    last = next(iter(keys.order_by(CertificateRow.id.desc()).execute(district.vault.db)), None)
    code = EnrolCodeRow.select().where(
        (EnrolCodeRow.station == row.code) & (EnrolCodeRow.used_by == "")
    )
    waiting = next(iter(code.execute(district.vault.db)), None)
    consultations, spoken = journal.consultations()
    return StationLine(
        code=row.code, name=row.name, last_contact=_moment(row.last_contact),
        theirs=Head(number=theirs[0], hash=theirs[1]),
        ours=Head(number=ours, hash=memory.mine(ours) or ""),
        confirmed=row.peer_holds, cases=district.casebook.cases_of(row.code),
        consultations=consultations, spoken=spoken,
        lives=len(journal.lives(Side.STATION)), forked=bool(json.loads(row.forked)),
        enrolled_at=_moment(last.issued_at) if last and not last.revoked_at else None,
        withdrawn=bool(last and last.revoked_at),
        code_until=_moment(waiting.expires_at) if waiting else None,
    )  # fmt: skip


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

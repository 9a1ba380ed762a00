"""Documents of residents' spaces go from one station to another, as far as a consent allows it.

What lies at the other station is made equal to what is allowed, in the transaction of the intake:
whatever is heard of a person (a consent, its end, a document filed or taken out, traces purged),
what is allowed now and is not there is brought, and what is there and not allowed is withdrawn
(ADR 0044).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from station.domain.case import Arrived
from station.domain.office_events import TracesPurged
from station.domain.person_events import PersonEvent
from station.domain.sharing import MOST, Name, Sharing, allowed, document_name, sharings, there
from station.domain.sharing_events import (
    DocumentBrought,
    DocumentWithdrawn,
    FromElsewhere,
    SharingAnswer,
    SharingAnswered,
    SharingConsented,
    SharingErased,
)
from station.domain.space import Space, SpaceEntry
from station.domain.values import Side
from sync.district.premises import District
from sync.district.serverfaults import NotAlone
from sync.district.tables import CaseRow, CertificateRow, StationRow


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a parcel means for other lines, looked at before traces are erased."""

    concerned: tuple[tuple[str, str], ...]
    """Person, and the other station."""
    erased: tuple[SharingErased, ...]


def heard(district: District, station: str, new: Sequence[Arrived]) -> Heard:
    """Whom these entries concern who ever consented."""
    told = [one.entry.event for one in new]
    people = {one.person for one in told if isinstance(one, PersonEvent)}
    purged = {name for one in told if isinstance(one, TracesPurged) for name in one.digests}
    if not people and not purged:
        return Heard(concerned=(), erased=())
    given = [
        (one.entry.event, one.digest)
        for one in district.casebook.journal(station).of_kinds(SharingConsented)
        if one.entry.side is Side.STATION
    ]
    return Heard(
        concerned=tuple(dict.fromkeys(
            (one.person, one.to)
            for one, name in given
            if isinstance(one, SharingConsented) and (one.person in people or name in purged)
        )),
        erased=tuple(
            one for one in told
            if isinstance(one, SharingErased) and _was_there(district, station, one)
        ),
    )  # fmt: skip


def pass_on(district: District, station: str, found: Heard) -> None:
    """Bring, withdraw and answer. Raises NotAlone where other lines are to be written."""
    if not district.vault.alone and (found.concerned or found.erased):
        raise NotAlone
    for one in found.erased:
        _tell(district, one.station, station, one.person, one.since, SharingAnswer.ERASED)
    now = district.clock.now()
    for person, to in found.concerned:
        _equalise(_Way(district=district, station=station, to=to, person=person, now=now))


# ---- inside


@dataclass(frozen=True, kw_only=True)
class _Way:
    """From one station to another, for one person, at this moment."""

    district: District
    station: str
    to: str
    person: str
    now: datetime

    @property
    def head(self) -> dict[str, Any]:
        """What every event about a document carries."""
        return {
            "at": self.now, "by": self.district.name, "person": self.person,
            "station": self.station,
        }  # fmt: skip


def _equalise(way: _Way) -> None:
    """Make what lies there equal to what is allowed, and answer the consents."""
    district, today = way.district, way.now.date()
    kept = district.casebook.journal(way.station).of_person(way.person)
    own = (one.entry.event for one in kept if one.entry.side is Side.STATION)
    space = Space.of(way.person, own)
    given, before = space.shared.get(way.to), sharings(kept)
    if not any(one.given == given and one.in_force(today) for one in before):
        given = None  # also where somebody was told that it had no effect, or that it is over
    told = district.casebook.journal(way.to).of_person(way.person)
    on_line = way.to != way.station and _on_line(district, way.to)
    events: list[FromElsewhere] = [*_withdrawn(way, space, given, told)]
    if given is not None and on_line:
        events += _brought(way, allowed(space, given, today), given, told)
    if events:
        district.record(way.to, *events)
    went = {one.since for one in (*_from(way, told), *events)}
    for one in before:
        if one.given.to == way.to and (answer := _answer(one, today, went, on_line=on_line)):
            _tell(district, way.station, one.given.to, one.given.person, one.given.at, answer)


def _withdrawn(
    way: _Way, space: Space, given: SharingConsented | None, told: Sequence[Arrived]
) -> Iterator[DocumentWithdrawn]:
    """What lies there and may not: whole consents first."""
    lies = _lying(way, told)
    wanted = {document_name(one) for one in allowed(space, given, way.now.date())} if given else ()
    for since in sorted({since for since, _ in lies} - {given.at if given else None}):
        yield DocumentWithdrawn(**way.head, since=since, entry="", filed_at=None)
    for since, name in lies:
        if given and since == given.at and name not in wanted:
            yield DocumentWithdrawn(**way.head, since=since, entry=name[0], filed_at=name[1])


def _brought(
    way: _Way, wanted: Sequence[SpaceEntry], given: SharingConsented, told: Sequence[Arrived]
) -> Iterator[DocumentBrought]:
    """What may lie there and does not, as far as there is room."""
    lies = _lying(way, told)
    room = MOST - len(there(told, date.min).lying)
    query = StationRow.select(StationRow.name).where(StationRow.code == way.station)
    name = query.scalar(way.district.vault.db)
    missing = (one for one in wanted if (given.at, document_name(one)) not in lies)
    for one in islice((one for one in missing if _is_theirs(way, one)), max(0, room)):
        yield DocumentBrought(
            **way.head, since=given.at, station_name=name, purpose=given.purpose,
            until=given.until, entry=one.entry, filed_at=one.filed_at, form=one.form,
            name=one.name, number=one.number, issuer=one.issuer, issued=one.issued,
            expires=one.expires,
        )  # fmt: skip


def _lying(way: _Way, told: Sequence[Arrived]) -> dict[tuple[datetime, Name], None]:
    """By consent and name what lies there of this space, in order."""
    lying = _from(way, there(told, date.min).lying)
    return {
        (one.since, (one.entry, one.filed_at)): None
        for one in lying
        if isinstance(one, DocumentBrought)
    }


def _from(way: _Way, told: Iterable[Arrived]) -> Iterator[FromElsewhere]:
    events = (one.entry.event for one in told if one.entry.side is Side.DISTRICT)
    for event in events:
        if isinstance(event, FromElsewhere) and event.station == way.station:
            yield event


def _answer(
    one: Sharing, today: date, went: Collection[datetime], *, on_line: bool
) -> SharingAnswer | None:
    """What there is to say of a consent now that was not said before."""
    if one.is_settled:
        return None
    sent = one.given.at in went or one.answer is SharingAnswer.SENT
    if not one.in_force(today):
        return None if sent else SharingAnswer.NOTHING_SENT
    if not on_line:
        return None if one.answer else SharingAnswer.NOT_ON_LINE
    return SharingAnswer.SENT if sent and one.answer is None else None


def _tell(
    district: District, station: str, to: str, person: str, since: datetime, what: SharingAnswer
) -> None:
    now = district.clock.now()
    district.record(station, SharingAnswered(
        at=now, by=district.name, person=person, to=to, since=since, answer=what
    ))  # fmt: skip


def _on_line(district: District, station: str) -> bool:
    query = CertificateRow.select().where(
        (CertificateRow.station == station) & (CertificateRow.revoked_at == "")
    )
    return bool(query.exists(district.vault.db))


def _is_theirs(way: _Way, one: SpaceEntry) -> bool:
    """Whether it was filed from a case that this person applied for at that station."""
    query = CaseRow.select().where(
        (CaseRow.station == way.station) & (CaseRow.number == one.case)
        & (CaseRow.id_number == way.person)
    )  # fmt: skip
    return bool(query.exists(way.district.vault.db))


def _was_there(district: District, station: str, said: SharingErased) -> bool:
    """Whether something of this consent was ever brought to the station that says so."""
    told = district.casebook.journal(station).of_person(said.person)
    return any(
        isinstance(one.entry.event, DocumentBrought | DocumentWithdrawn)
        and one.entry.side is Side.DISTRICT
        and (one.entry.event.station, one.entry.event.since) == (said.station, said.since)
        for one in told
    )

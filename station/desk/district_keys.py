"""The keys that the district signs with, as this station believes them: the newest, and those
before it, of which the district has said, with both keys, which took the place of which."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from station.desk.office import Office
from station.domain.event import Event
from station.domain.line_events import DistrictSigningTold
from station.domain.office_events import DistrictJoined
from station.domain.values import Side
from station.storage.memory import Memory
from sync.paper import PaperKey
from sync.resign import is_proved

Told = TypeVar("Told", bound=Event)
NEWEST, VERSION, FORMER = "district_signing", "district_signing_version", "former_district_signing"


@dataclass(frozen=True, kw_only=True)
class _Former:
    """A key before the newest."""

    key: str
    since: str
    """The last day for which it is believed on paper."""
    until: str
    """The last day on which a parcel that it signed is believed; empty: none is."""


def settle_signing(office: Office) -> None:
    """Take what the district has told of its signing keys. It goes from the key that is believed to
    the one in its place, in their order; which came before is learnt from those that are known.
    A word from before the station joined leads on no more. Inside a transaction. It may be done any
    number of times."""
    memory = office.memory
    told, before = told_of(office, DistrictSigningTold)
    for one in _proved(office, told[before:]):
        newest, version = memory.get(NEWEST), int(memory.get(VERSION) or 0)
        if one.former == newest and one.version > version:
            memory.set(**{NEWEST: one.signing, VERSION: str(one.version)})
            _keep(memory, one, until=one.former_until.isoformat())
    for one in reversed(_proved(office, told)):
        known = {memory.get(NEWEST), *(former.key for former in _former(memory))}
        if one.signing in known and one.former not in known:
            _keep(memory, one, until="")


def signers(office: Office) -> tuple[bytes, ...]:
    """The keys that may sign parcels of the district, the newest first. Inside a visit."""
    memory, today = office.memory, office.clock.now().date()
    former = [
        one.key for one in _former(memory) if one.until and date.fromisoformat(one.until) >= today
    ]
    return tuple(map(bytes.fromhex, (memory.get(NEWEST), *reversed(former))))


def certifiers(memory: Memory) -> tuple[bytes, ...]:
    """All keys that the district ever signed with, as far as they are known, the newest first: what
    lies here under one of them came while it was believed. None without a district. Inside a
    visit."""
    newest = memory.get(NEWEST)
    former = [one.key for one in reversed(_former(memory))]
    return tuple(map(bytes.fromhex, (newest, *former))) if newest else ()


def district_keys(memory: Memory) -> list[PaperKey]:
    """The same for what people bring on paper: a former key with the last day for which it is
    believed."""
    if not memory.get("district"):
        return []
    days = (None, *(date.fromisoformat(one.since) for one in reversed(_former(memory))))
    return [
        PaperKey(
            office=memory.get("district"), name=memory.get("district_name"),
            district=memory.get("district"), public=public, until=day,
        )
        for public, day in zip(certifiers(memory), days, strict=True)
    ]  # fmt: skip


def told_of(office: Office, kind: type[Told]) -> tuple[list[Told], int]:
    """What the district told of this kind, in the order in which it came; and how much of it came
    before the station joined last: who joins has the newest from the district itself, and one that
    was put back has other keys than it told. Inside a visit."""
    told: list[Told] = []
    before = 0
    for one in office.journal.of_kinds(kind, DistrictJoined):
        event, ours = one.entry.event, one.entry.side is Side.STATION
        if ours and isinstance(event, DistrictJoined):
            before = len(told)
        elif not ours and isinstance(event, kind):
            told.append(event)
    return told, before


def _proved(office: Office, told: Iterable[DistrictSigningTold]) -> list[DistrictSigningTold]:
    """Those under both keys, in their order."""
    proved = (one for one in told if is_proved(one, office.line.peer))
    return sorted(proved, key=lambda one: one.version)


def _former(memory: Memory) -> list[_Former]:
    return [_Former(**one) for one in json.loads(memory.get(FORMER) or "[]")]


def _keep(memory: Memory, one: DistrictSigningTold, *, until: str) -> None:
    kept = [
        former.__dict__ for former in _former(memory) if former.key not in (one.former, one.signing)
    ]
    new = {"key": one.former, "since": one.since.isoformat(), "until": until}
    memory.set(**{FORMER: json.dumps([*kept, new] if until else [new, *kept])})

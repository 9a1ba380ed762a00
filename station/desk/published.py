"""What the district published, at this station: taken in as soon as all of it is here.

It lies in the vault, piece by piece, and goes with it into backups and through restores. Of a file
that lies in the station's folder and one of the district's the higher version counts, the
district's if they are equal.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from station.desk.office import Office
from station.desk.words import N_
from station.domain.calendar import WorkCalendar, WorkYear
from station.domain.code_lists import CodeList
from station.domain.effective import Catalogue
from station.domain.event import Event
from station.domain.published_events import (
    NotTaken,
    PublicationRefused,
    PublicationTaken,
    Published,
)
from station.domain.publishing import (
    KINDS,
    Content,
    Standing,
    Told,
    answered,
    key_of,
    read_content,
    refused,
    standing,
)
from station.domain.reading import DataFaults
from station.domain.values import Side
from station.domain.versions import compare

_CHANGES = "catalogue_changes"
"""Under this name the vault remembers what the last catalogue of the district changed."""


def settle(office: Office) -> None:
    """Answer everything that is here whole, and put in force what is sound. Raises the errors of
    the disk; cut short, it is done at the next opening."""
    settled = False
    with office.transaction():
        while answers := tuple(_answers(office)):
            office.record(*answers)
            settled = True
    if settled or office.unreadable:
        with office.vault.reading():
            put_in_force(office)


def put_in_force(office: Office) -> None:
    """The office works by what is in force from now on. Inside a visit."""
    found = published_here(office)
    contents = {key: _content(office, told) for key, told in found.taken.items()}
    office.unreadable = tuple(key for key, content in contents.items() if content is None)
    values = [one.value for one in contents.values() if one is not None]
    files = office.by_file
    catalogues = (one for one in values if isinstance(one, Catalogue))
    years = _newest(files.calendar.years, (one for one in values if isinstance(one, WorkYear)))
    office.catalogue = max((*catalogues, files.catalogue), key=lambda one: one.version)
    office.calendar = WorkCalendar(years)
    office.codes = dict(files.codes)
    for one in values:
        if isinstance(one, CodeList):
            known = office.codes.get(one.list)
            if known is None or one.version >= known.version:
                office.codes[one.list] = one


def published_here(office: Office) -> Standing:
    """Where this station stands. Inside a visit."""
    return standing(office.journal.of_kinds(*KINDS))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One version of something that the district published, as a list shows it."""

    what: Published
    name: str
    version: int
    at: datetime
    """When it was published; of what was taken or refused, when that was."""
    state: str
    """What became of it: an English msgid."""
    missing: int = 0
    """How many of its pieces are still to come."""
    faults: tuple[str, ...] = ()


IN_FORCE = N_("in force")
WAITING = N_("on its way")
DAMAGED = N_("damaged")
NOT_USED = N_("a file in the station's folder has a higher version")


def shown(office: Office) -> list[Shown]:
    """What counts of what the district published, what is on its way, and what was refused."""
    with office.vault.reading():
        kept = office.journal.of_kinds(*KINDS)
        found = standing(kept)
        lines = [_shown(office, told, taken=True) for told in found.taken.values()]
        lines += [_shown(office, told, taken=False) for told in found.waiting.values()]
    own = (one.entry.event for one in kept if one.entry.side is Side.STATION)
    refusals = (one for one in own if isinstance(one, PublicationRefused))
    return [*lines, *(_refusal(one) for one in refusals)]


def _shown(office: Office, told: Told, *, taken: bool) -> Shown:
    event, key = told.event, key_of(told.event)
    here = {piece: office.scans.piece(piece) is not None for piece in event.file.pieces}
    state = WAITING
    if taken:
        used = event.version == _counts(office, event.what, event.name)
        state = DAMAGED if key in office.unreadable else IN_FORCE if used else NOT_USED
    return Shown(
        what=event.what, name=event.name, version=event.version, at=event.at, state=state,
        missing=sum(not one for one in here.values()),
    )  # fmt: skip


def _counts(office: Office, what: Published, name: str) -> int:
    """The version that counts here."""
    match what:
        case Published.CATALOGUE:
            return office.catalogue.version
        case Published.CALENDAR:
            return office.calendar.years[int(name)].version
        case Published.CODES:
            return office.codes[name].version


def _refusal(event: PublicationRefused) -> Shown:
    return Shown(
        what=event.what, name=event.name, version=event.version, at=event.at,
        state=event.why.value, faults=event.faults,
    )  # fmt: skip


def catalogue_changes(office: Office, sha256: str) -> list[dict[str, str]]:
    """What this file of the district changed when it was put in force: kind, item, name, versions,
    day. Empty of any but the last. Inside a visit."""
    kept = json.loads(office.memory.get(_CHANGES, "{}"))
    changes: list[dict[str, str]] = kept.get(sha256, [])
    return changes


def _answers(office: Office) -> Iterable[Event]:
    found, stamp = published_here(office), office.stamp()
    for one in found.stale:
        yield refused(one, NotTaken.OLDER, stamp)
    for one in found.waiting.values():
        data = office.scans.together(one.event.file)
        if data is not None:
            answer = answered(one, data, stamp)
            if isinstance(answer, PublicationTaken) and answer.what is Published.CATALOGUE:
                _remember(office, answer.sha256, _read(answer.what, data))
            yield answer


def _remember(office: Office, sha256: str, content: Content) -> None:
    new = content.value
    assert isinstance(new, Catalogue)
    changes = [
        {
            "kind": one.kind.value, "item": one.item.id, "name": one.item.name_zh,
            "was": str(one.before.version) if one.before else "",
            "now": str(one.after.version) if one.after else "",
            "since": str(one.since or ""),
        }
        for one in compare(office.catalogue, new, office.today)
    ]  # fmt: skip
    office.memory.set(**{_CHANGES: json.dumps({sha256: changes}, ensure_ascii=False)})


def _content(office: Office, told: Told) -> Content | None:
    """None where pieces of it are damaged: what is below it counts until they came again."""
    data = office.scans.data(told.event.file)
    try:
        return _read(told.event.what, data) if data is not None else None
    except DataFaults:  # taken by a program that read another form
        return None


@lru_cache(maxsize=8)
def _read(what: Published, data: bytes) -> Content:
    return read_content(what, data)


def _newest(files: Mapping[int, WorkYear], told: Iterable[WorkYear]) -> dict[int, WorkYear]:
    years = dict(files)
    for one in told:
        if one.year not in years or one.version >= years[one.year].version:
            years[one.year] = one
    return years

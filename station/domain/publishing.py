"""What a district publishes: reading it, and which version of each counts at a station.

Versions only go up. Parcels and pieces may come in any order and as often as they like: what was
taken once is never followed by a version that is as high or lower. A file that is wrong is
answered, and what was in force before it stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from station.domain.calendar import CalendarFaults, WorkYear, read_year
from station.domain.case import Arrived
from station.domain.catalogue import CatalogueFaults, read_catalogue
from station.domain.code_lists import CodeFaults, CodeList, read_codes
from station.domain.effective import Catalogue
from station.domain.event import Event
from station.domain.published_events import (
    HIGHEST,
    FilePublished,
    NotTaken,
    PublicationEvent,
    PublicationRefused,
    PublicationTaken,
    Published,
)
from station.domain.reading import DataFault, DataFaults, Flaw, parsed
from station.domain.stamp import Stamp
from station.domain.text import is_clean_text
from station.domain.values import Side

KINDS: tuple[type[Event], ...] = (FilePublished, PublicationTaken, PublicationRefused)
"""What has to be read to know where a station stands."""
_MOST_FAULTS = 20
_LONGEST_FAULT = 200

Key = tuple[Published, str]
"""What is published, and its name."""
_Named = tuple[Published, str, int, str]


@dataclass(frozen=True, kw_only=True)
class Content:
    """A file that was read whole."""

    what: Published
    name: str
    version: int
    value: Catalogue | WorkYear | CodeList


@dataclass(frozen=True, kw_only=True)
class Told:
    """One version as it was announced: when it came in the order of arrival, and the event."""

    seq: int
    event: FilePublished


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a station stands with what its district published."""

    taken: Mapping[Key, Told]
    """The version of each that was put in force last."""
    waiting: Mapping[Key, Told]
    """The version of each that is wanted next, if there is one."""
    stale: tuple[Told, ...]
    """What came too late, and still has to be answered so."""

    def needed(self, key: Key) -> tuple[Told, ...]:
        """Those whose bytes are kept, or fetched."""
        found = (self.taken.get(key), self.waiting.get(key))
        return tuple(one for one in found if one is not None)


def read_content(what: Published, data: bytes) -> Content:
    """What is in the bytes of such a file. Raises DataFaults with all that is wrong with it."""
    try:
        raw = parsed(data)
    except Flaw as flaw:
        fault = DataFault(record="-", field="-", what=flaw)
        raise _FAULTS[what](_FILE[what], (fault,)) from None
    if what is Published.CATALOGUE:
        items = read_catalogue(raw)
        return _numbered(Content(what=what, name="", version=items.version, value=items))
    if what is Published.CALENDAR:
        year = read_year(raw)
        return _numbered(Content(what=what, name=str(year.year), version=year.version, value=year))
    codes = read_codes(raw)
    return _numbered(Content(what=what, name=codes.list, version=codes.version, value=codes))


_FAULTS: Mapping[Published, type[DataFaults]] = {
    Published.CATALOGUE: CatalogueFaults,
    Published.CALENDAR: CalendarFaults,
    Published.CODES: CodeFaults,
}
_FILE: Mapping[Published, str] = {
    Published.CATALOGUE: "the catalogue",
    Published.CALENDAR: "the calendar",
    Published.CODES: "the code list",
}


def _numbered(found: Content) -> Content:
    if not 0 < found.version <= HIGHEST:
        what = Flaw("a number from {least} to {most} is expected", least=1, most=HIGHEST)
        fault = DataFault(record=found.name or "-", field="version", what=what)
        raise _FAULTS[found.what](_FILE[found.what], (fault,))
    return found


def standing(arrived: Iterable[Arrived]) -> Standing:
    """Where the station stands, by the entries of `KINDS` in the order in which they came. What
    the station says that the district published, and what the district says that the station
    answered, counts for nothing."""
    told: list[Told] = []
    answered: set[_Named] = set()
    floor: dict[Key, tuple[int, str]] = {}
    for one in arrived:
        event, side = one.entry.event, one.entry.side
        if isinstance(event, FilePublished) and side is Side.DISTRICT:
            told.append(Told(seq=one.seq, event=event))
        elif isinstance(event, PublicationTaken | PublicationRefused) and side is Side.STATION:
            answered.add(_named(event, event.sha256))
            if isinstance(event, PublicationTaken):
                key = (event.what, event.name)
                floor[key] = max(floor.get(key, (0, "")), (event.version, event.sha256))
    return _standing(told, answered, floor)


def _standing(
    told: list[Told], answered: set[_Named], floor: Mapping[Key, tuple[int, str]]
) -> Standing:
    taken: dict[Key, Told] = {}
    waiting: dict[Key, Told] = {}
    stale: dict[_Named, Told] = {}
    for one in told:
        key, event = key_of(one.event), one.event
        version, sha256 = floor.get(key, (0, ""))
        if (event.version, event.file.sha256) == (version, sha256):
            taken.setdefault(key, one)
        elif _named(event, event.file.sha256) in answered:
            continue
        elif event.version <= version:
            stale.setdefault(_named(event, event.file.sha256), one)
        elif key not in waiting or event.version > waiting[key].event.version:
            waiting[key] = one
    return Standing(taken=taken, waiting=waiting, stale=tuple(stale.values()))


def answered(one: Told, data: bytes, stamp: Stamp) -> PublicationTaken | PublicationRefused:
    """The station's answer to a file whose pieces are all here."""
    event = one.event
    if not event.file.is_whole(data):
        return refused(one, NotTaken.OTHER, stamp)
    try:
        found = read_content(event.what, data)
    except DataFaults as wrong:
        faults = (_plain(f"{fault.record} {fault.field}") for fault in wrong.faults)
        return refused(one, NotTaken.FAULTY, stamp, tuple(islice(faults, _MOST_FAULTS)))
    if (found.name, found.version) != (event.name, event.version):
        return refused(one, NotTaken.OTHER, stamp)
    return PublicationTaken(
        at=stamp.at, by=stamp.by, what=event.what, name=event.name, version=event.version,
        sha256=event.file.sha256,
    )  # fmt: skip


def refused(
    one: Told, why: NotTaken, stamp: Stamp, faults: tuple[str, ...] = ()
) -> PublicationRefused:
    """The station's answer to what it does not put in force."""
    event = one.event
    return PublicationRefused(
        at=stamp.at, by=stamp.by, what=event.what, name=event.name, version=event.version,
        sha256=event.file.sha256, why=why, faults=faults,
    )  # fmt: skip


def _plain(words: str) -> str:
    """The names are those of a file that is wrong: an entry takes no signs that steer machines."""
    words = words[:_LONGEST_FAULT].strip()
    return words if is_clean_text(words) else "?"


def key_of(event: PublicationEvent) -> Key:
    """What it is about, whatever the version."""
    return event.what, event.name


def _named(event: PublicationEvent, sha256: str) -> _Named:
    return event.what, event.name, event.version, sha256

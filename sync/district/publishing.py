"""A district publishes: catalogues, calendars and code lists to all its stations, and notices.

A file is looked at whole before anything is told. Its announcement is an event in the journal for
each station, so the parcels that carry it sign it; its bytes lie here once, for all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from station.domain.effective import Catalogue
from station.domain.errors import BadInput, StationError
from station.domain.pieced import cut, piece_name, pieced
from station.domain.published_events import (
    DistrictNewsRead,
    DistrictNoticeGiven,
    FilePublished,
    PublicationRefused,
    PublicationTaken,
    Published,
)
from station.domain.publishing import Content, read_content
from station.domain.rewriting import NotHigher, faults_of
from station.domain.text import clean_line, clean_text
from station.domain.values import Side
from station.domain.versions import Difference, compare
from station.storage.pieces import FOR_ALL, IN_VAULT
from station.storage.scanrows import telling
from sync.district import publicationrows
from sync.district.lawbook import MARK
from sync.district.premises import District, UnknownStation
from sync.district.publicationrows import Publication
from sync.district.scans import scans_of
from sync.district.tables import CaseRow
from sync.district.words import N_

LONGEST_TITLE, LONGEST_NOTICE = 60, 2000
WORDS = {
    Published.CATALOGUE: N_("catalogue"),
    Published.CALENDAR: N_("working calendar"),
    Published.CODES: N_("code list"),
}


class RunningCasesLeft(StationError):
    """Cases that run here go by versions of items that the file does not have."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One publication: how many stations were told, which took it, and what others answered."""

    publication: Publication
    told: int
    taken: tuple[str, ...]
    refused: Mapping[str, PublicationRefused]


def publish(district: District, what: Published, data: bytes, by: str) -> Publication:
    """Publish a file to all stations, and go by it here from now on. Raises DataFaults with all
    that is wrong in it; BadInput with all that speaks against it; DiskFull."""
    content = read_content(what, data)
    with district.vault.transaction():
        faults = dict(_against(district, content))
        if faults:
            raise BadInput(faults)
        one = Publication(
            what=what, name=content.name, version=content.version, at=district.clock.now(),
            by=by, file=pieced(data),
        )  # fmt: skip
        for piece in cut(data):
            name = piece_name(piece)
            if not district.pieces.has(FOR_ALL, name):
                beside = one.file.size > IN_VAULT
                district.pieces.put(FOR_ALL, name, piece, beside=beside)
        publicationrows.keep(district.vault, one)
        district.identity.set(**{MARK: f"{what.value}/{one.name}/{one.version}"})
        for station in district.stations():
            _tell(district, station, [one])
    return one


def differences(district: District, what: Published, data: bytes) -> tuple[Difference, ...]:
    """What a catalogue would change if it were published now; nothing of other files. Raises as
    `publish` does."""
    content = read_content(what, data)
    with district.vault.reading():
        faults = dict(_against(district, content))
        if faults:
            raise BadInput(faults)
        if not isinstance(content.value, Catalogue):
            return ()
        today = district.clock.now().date()
        return compare(district.lawbook.catalogue(), content.value, today)


def tell_newcomer(district: District, station: str) -> None:
    """A station that is new here gets the newest version of everything. Inside a transaction."""
    _tell(district, station, publicationrows.newest(district.vault))


def give_notice(
    district: District, title: str, words: str, to: Sequence[str], by: str
) -> tuple[str, ...]:
    """Tell these stations something in words, or all of them; their codes. Raises BadInput with
    the faults of all fields."""
    stations = tuple(dict.fromkeys(to)) or tuple(district.stations())
    title, words = _checked(district, title, words, stations)
    with district.vault.transaction():
        now = district.clock.now()
        for station in stations:
            given = DistrictNoticeGiven(at=now, by=by, title=title, words=words)
            district.record(station, given)
    return stations


def published(district: District) -> list[Publication]:
    """The newest version of everything."""
    with district.vault.reading():
        return publicationrows.newest(district.vault)


def answers(district: District) -> list[Answered]:
    """Everything that was published, the newest version of each, and what the stations said."""
    with district.vault.reading():
        shown = published(district)
        said = {station: _said(district, station) for station in district.stations()}
    return [_answered(one, said) for one in shown]


@dataclass(frozen=True, kw_only=True)
class NoticeRead:
    """A notice at one station, and who has read it there."""

    station: str
    given: DistrictNoticeGiven
    readers: tuple[str, ...]


def notices(district: District, station: str) -> list[NoticeRead]:
    """The notices that this station was given, the newest first. Raises UnknownStation."""
    with district.vault.reading():
        district.life(station)
        kept = district.casebook.journal(station).of_kinds(DistrictNoticeGiven, DistrictNewsRead)
    readers: dict[str, list[str]] = {}
    for one in kept:
        if isinstance(one.entry.event, DistrictNewsRead) and one.entry.side is Side.STATION:
            readers.setdefault(one.entry.event.news, []).append(one.entry.event.by)
    return [
        NoticeRead(
            station=station, given=one.entry.event,
            readers=tuple(dict.fromkeys(readers.get(one.digest, ()))),
        )
        for one in reversed(kept)
        if isinstance(one.entry.event, DistrictNoticeGiven) and one.entry.side is Side.DISTRICT
    ]  # fmt: skip


# ---- inside


def _against(district: District, content: Content) -> Iterator[tuple[str, StationError]]:
    """What speaks against publishing it now."""
    high = _highest(district, content)
    if content.version <= high:
        yield "version", NotHigher(content.version, high)
    new = content.value
    if isinstance(new, Catalogue):
        today = district.clock.now().date()
        own = any(one.what is Published.CATALOGUE for one in publicationrows.newest(district.vault))
        yield from faults_of(district.lawbook.catalogue(), new, today, past=own)
        left = [f"{item} v{number}" for item, number in _running(district)
                if new.item(item, number) is None]  # fmt: skip
        if left:
            yield (
                "cases",
                RunningCasesLeft(
                    "running cases go by versions that the file does not have: {items}",
                    "Put these versions into it as they were; `cancelled` ends an item for new"
                    " cases.",
                    items=", ".join(left),
                ),
            )


def _highest(district: District, content: Content) -> int:
    """The version in force, of whichever origin."""
    match content.what:
        case Published.CATALOGUE:
            return district.lawbook.catalogue().version
        case Published.CALENDAR:
            known = district.lawbook.calendar().years.get(int(content.name))
            return known.version if known else 0
        case Published.CODES:
            codes = district.lawbook.codes().get(content.name)
            return codes.version if codes else 0


def _running(district: District) -> list[tuple[str, int]]:
    query = CaseRow.select(CaseRow.item, CaseRow.item_version).where(CaseRow.ended_on == "")
    rows = query.distinct().order_by(CaseRow.item, CaseRow.item_version).tuples()
    return list(rows.execute(district.vault.db))


def _tell(district: District, station: str, publications: Iterable[Publication]) -> None:
    events = [
        FilePublished(
            at=one.at, by=one.by, what=one.what, name=one.name, version=one.version, file=one.file
        )
        for one in publications
    ]
    district.record(station, *events)
    scans_of(district, station).show(telling(events))


def _checked(
    district: District, title: str, words: str, stations: Sequence[str]
) -> tuple[str, str]:
    faults: dict[str, StationError] = {}
    for name, text, longest in (("title", title, LONGEST_TITLE), ("words", words, LONGEST_NOTICE)):
        clean = clean_line if name == "title" else clean_text
        try:
            if not clean(text, longest=longest):
                raise StationError("this must be filled in", "Every station shows it.")
        except StationError as fault:
            faults[name] = fault
    with district.vault.reading():
        for station in stations:
            try:
                district.life(station)
            except UnknownStation as fault:
                faults["to"] = fault
    if faults:
        raise BadInput(faults)
    return clean_line(title, longest=LONGEST_TITLE), clean_text(words, longest=LONGEST_NOTICE)


_Said = Mapping[str, PublicationTaken | PublicationRefused | None]


def _said(district: District, station: str) -> _Said:
    """By the SHA-256 of what the station was told: its answer, if it gave one."""
    kinds = (FilePublished, PublicationTaken, PublicationRefused)
    said: dict[str, PublicationTaken | PublicationRefused | None] = {}
    for one in district.casebook.journal(station).of_kinds(*kinds):
        event, side = one.entry.event, one.entry.side
        if isinstance(event, FilePublished) and side is Side.DISTRICT:
            said.setdefault(event.file.sha256, None)
        elif isinstance(event, PublicationTaken | PublicationRefused) and side is Side.STATION:
            said[event.sha256] = event
    return said


def _answered(one: Publication, said: Mapping[str, _Said]) -> Answered:
    name = one.file.sha256
    told = {station: words[name] for station, words in said.items() if name in words}
    return Answered(
        publication=one, told=len(told),
        taken=tuple(code for code, event in told.items() if isinstance(event, PublicationTaken)),
        refused={
            code: event for code, event in told.items() if isinstance(event, PublicationRefused)
        },
    )  # fmt: skip

"""The scans of the cases of one station, and what was published to it."""

from collections.abc import Iterator

from station.domain.case import replay
from station.domain.errors import StationError
from station.domain.published_events import FilePublished
from station.domain.publishing import KINDS, Standing, key_of, standing
from station.domain.scan_events import ScanAttached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.scanbook import ScanBook
from station.storage.scanrows import (
    Needs,
    is_published,
    name_of,
    needs_of_case,
    needs_of_published,
    telling,
)
from sync.district.casebook import belongs
from sync.district.lawbook import together
from sync.district.premises import District
from sync.district.tables import EntryRow


def scans_of(district: District, station: str) -> ScanBook:
    """The scans on the line to this station. Use it inside a visit."""
    journal = district.casebook.journal(station)

    def read(number: str) -> Needs:
        if is_published(number):
            found = _standing(district, station)
            return needs_of_published(found, number, Side.DISTRICT)
        kept = journal.of_case(number)
        if not belongs(number, station, kept):
            return {}
        case = replay((one.entry for one in kept), district.lawbook.admits)
        return needs_of_case(case, kept, Side.DISTRICT)

    def seq_at(number: int) -> int | None:
        found = district.vault.sql(
            "SELECT link.seq FROM link JOIN station ON station.code = link.station"
            " AND station.incarnation = link.incarnation"
            " WHERE link.station = ? AND side = ? AND number = ?",
            station, Side.DISTRICT.value, number,
        ).fetchone()  # fmt: skip
        return int(found[0]) if found else None

    return ScanBook(
        district.vault, district.pieces, line=station, mine=Side.DISTRICT, seq_at=seq_at,
        read=read,
    )  # fmt: skip


def rebuild(district: District, station: str) -> None:
    """Make the rows of the scans of this station's cases anew. Inside a transaction."""
    scans = scans_of(district, station)
    scans.begin_anew()
    scans.show(_telling(district, station))
    scans.spent()


def faults(district: District, station: str) -> Iterator[StationError]:
    """What is wrong with the scans on this line. Inside a visit."""
    scans = scans_of(district, station)
    for number in scans.differences(
        dict.fromkeys((*_telling(district, station), *scans.numbers()))
    ):
        if is_published(number):
            yield StationError(
                "the list does not show what was published as the journals tell it: {name}",
                "Run: run.py district verify --rebuild", name=number,
            )  # fmt: skip
            continue
        yield StationError(
            "the list does not show case {number} as the journals tell it",
            "Run: run.py district verify --rebuild", number=number,
        )  # fmt: skip
    for told in _standing(district, station).taken.values():
        if together(district.pieces, told.event.file) is None:
            yield StationError(
                "a file that was published is damaged: {name}",
                "Publish it again with the next version.", name=name_of(key_of(told.event)),
            )  # fmt: skip
    for number, seq, _sha256 in scans.damaged():
        yield StationError(
            "a scan of paper {seq} of case {number} is damaged",
            "Run: run.py district verify --rebuild; the station sends it again.",
            number=number, seq=seq,
        )  # fmt: skip


def _telling(district: District, station: str) -> list[str]:
    named = EntryRow.select(EntryRow.case_number).where(
        (EntryRow.station == station) & EntryRow.kind.in_([ScanAttached.kind, CaseBrought.kind])
    )
    rows = named.distinct().tuples().execute(district.vault.db)
    published = (
        one.entry.event for one in district.casebook.journal(station).of_kinds(FilePublished)
    )
    return [*(number for (number,) in rows), *telling(published)]


def _standing(district: District, station: str) -> Standing:
    return standing(district.casebook.journal(station).of_kinds(*KINDS))

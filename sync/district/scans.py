"""The scans of the cases of one station, as the district holds them."""

from collections.abc import Iterator

from station.domain.case import replay
from station.domain.errors import StationError
from station.domain.scan_events import ScanAttached
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.scanbook import ScanBook
from station.storage.scanrows import Told
from sync.district import rules
from sync.district.casebook import belongs
from sync.district.premises import District
from sync.district.tables import EntryRow


def scans_of(district: District, station: str) -> ScanBook:
    """The scans on the line to this station. Use it inside a visit."""
    journal = district.casebook.journal(station)

    def read(number: str) -> Told:
        kept = journal.of_case(number)
        if not belongs(number, station, kept):
            return None, kept
        return replay((one.entry for one in kept), rules.admits), kept

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
        yield StationError(
            "the list does not show case {number} as the journals tell it",
            "Run: run.py district verify --rebuild", number=number,
        )  # fmt: skip
    for number, seq, _sha256 in scans.damaged():
        yield StationError(
            "a scan of paper {seq} of case {number} is damaged",
            "Run: run.py district verify --rebuild; the station sends it again.",
            number=number, seq=seq,
        )  # fmt: skip


def _telling(district: District, station: str) -> list[str]:
    telling = EntryRow.select(EntryRow.case_number).where(
        (EntryRow.station == station) & EntryRow.kind.in_([ScanAttached.kind, CaseBrought.kind])
    )
    rows = telling.distinct().tuples().execute(district.vault.db)
    return [number for (number,) in rows]

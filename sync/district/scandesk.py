"""Scans at the district: a clerk looks at those of a case, and attaches the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from station.domain import scans
from station.domain.acts import refuse_frozen
from station.domain.case import Case
from station.domain.errors import RuleBroken
from station.domain.event import CaseEvent
from station.domain.looking import checked
from station.domain.parties import is_child
from station.domain.pieced import cut, piece_name
from station.domain.scan_events import Scan, ScanViewed
from station.domain.scans import Attached, Ready, attached, scan_of
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Side
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from sync.district.scans import scans_of


class NotHere(RuleBroken):
    """The bytes of a scan are still on the way."""


@dataclass(frozen=True, kw_only=True)
class ShownScan:
    """A scan of a case, and how many of its pieces are here."""

    attached: Attached
    pieces: int
    here: int

    @property
    def scan(self) -> Scan:
        """What the event says of it."""
        return self.attached.event.scan

    @property
    def is_here(self) -> bool:
        """Whether it can be opened."""
        return self.here == self.pieces


class ScanDesk:
    """The clerk's scans. `clerk` is the name that stands in the events."""

    def __init__(self, district: District, clerk: str) -> None:
        self._district = district
        self._clerk = clerk

    def of_case(self, station: str, case: Case) -> list[ShownScan]:
        """The scans of a case on the line to this station."""
        with self._district.vault.reading():
            carried = scans_of(self._district, station).carried(case.number)
        here = {(one.seq, one.sha256): one.here for one in carried}
        return [
            ShownScan(
                attached=one, pieces=len(one.event.scan.pieces),
                here=here.get((one.event.seq, one.event.scan.sha256), 0),
            )
            for one in attached(case)
        ]  # fmt: skip

    def attach(self, number: str, file: Ready) -> Scan:
        """Attach a file to the result of the case; it comes down to the station piece by piece.
        Raises UnknownCase, NotAScan, IllegalStep for frozen records, DiskFull."""
        district, scan = self._district, scan_of(file.data, file.form, file.name)
        with district.vault.transaction():
            found = CaseDesk(district, self._clerk).open(number)
            case, station = found.case, found.station
            refuse_frozen(case, Side.DISTRICT)
            events = scans.attach(case, scans.RESULT, [scan], self._stamp())
            book = scans_of(district, station)
            self._record(station, case.number, events)
            for piece in cut(file.data) if events else ():
                book.keep(piece_name(piece), piece)
        return scan

    def remove(self, number: str, words: str, reason: str) -> Scan:
        """Take off a scan that the district attached by mistake. Raises UnknownCase, NotAScan,
        RuleBroken, IllegalStep."""
        district = self._district
        with district.vault.transaction():
            file = CaseDesk(district, self._clerk).open(number)
            refuse_frozen(file.case, Side.DISTRICT)
            one = scans.found(file.case, words)
            event = scans.remove(file.case, Side.DISTRICT, one, reason, self._stamp())
            self._record(file.station, file.case.number, [event])
        district.pieces.tidy()
        return one.event.scan

    def open(self, number: str, words: str, purpose: str) -> tuple[Scan, bytes]:
        """A scan and its bytes; that it was looked at, by whom and what for, is on record before.
        Raises UnknownCase, NotAScan, NotHere, BadInput without a purpose."""
        district = self._district
        with district.vault.transaction():
            file = CaseDesk(district, self._clerk).open(number)
            one, now = scans.found(file.case, words), self._stamp()
            data = scans_of(district, file.station).data(one.event.scan)
            if data is None:
                raise NotHere(
                    "not all of the scan {name} is here", "It comes with the next exchanges.",
                    name=one.event.scan.name,
                )  # fmt: skip
            child = is_child(file.case.applicant, now.at.astimezone(OFFICIAL_TIME).date())
            purpose = checked(purpose, child=child, frozen=file.case.frozen_at(Side.DISTRICT))
            viewed = ScanViewed(
                at=now.at, by=now.by, case=file.case.number, seq=one.event.seq,
                sha256=one.event.scan.sha256, purpose=purpose, saved=False,
            )  # fmt: skip
            self._record(file.station, file.case.number, [viewed])
        return one.event.scan, data

    def _record(self, station: str, number: str, events: Sequence[CaseEvent]) -> None:
        self._district.record(station, *events)
        self._district.casebook.show(station, number)
        scans_of(self._district, station).show([number])

    def _stamp(self) -> Stamp:
        return Stamp(at=self._district.clock.now(), by=self._clerk)

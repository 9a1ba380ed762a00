"""Scans at the desk: attached to a paper of a case, looked at, taken off when it was a mistake.

Event, rows and bytes are kept in one transaction: when `attach` returns, all of it is on the disk.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from station.desk.office import Office
from station.desk.showing import Way, check_writable, save, show_file
from station.desk.words import _
from station.domain import scans
from station.domain.acts import refuse_frozen
from station.domain.case import Case
from station.domain.errors import BadInput, RuleBroken, StationError
from station.domain.event import Event
from station.domain.looking import checked
from station.domain.parties import is_child
from station.domain.pieced import cut, piece_name
from station.domain.scan_events import Scan, ScanForm, ScanViewed
from station.domain.scans import Attached, Ready, attached, scan_of
from station.domain.values import Side
from station.storage.pictures import ready_from
from station.storage.scanbook import Load

ENDINGS = {ScanForm.JPEG: ".jpg", ScanForm.PNG: ".png", ScanForm.PDF: ".pdf"}


@dataclass(frozen=True, kw_only=True)
class ShownScan:
    """A scan of a case, and how far its bytes have come."""

    attached: Attached
    paper: str
    """The paper that it belongs to; empty for the result."""
    pieces: int
    here: int
    there: int
    """How many pieces the other office holds, as far as it said."""

    @property
    def scan(self) -> Scan:
        """What the event says of it."""
        return self.attached.event.scan

    @property
    def is_here(self) -> bool:
        """Whether it can be opened."""
        return self.here == self.pieces

    @property
    def is_there(self) -> bool:
        """Whether the other office holds all of it."""
        return self.there == self.pieces


class ScanDesk:
    """The agent's scans."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of_case(self, number: str) -> list[ShownScan]:
        """The scans of a case, in the order of attaching. Raises UnknownCase."""
        office = self._office
        with office.vault.reading():
            case = office.case(number)
            carried = {(one.seq, one.sha256): one for one in office.scans.carried(case.number)}
        papers = {one.seq: one.name_zh for one in office.item_of(case).materials}
        shown = []
        for one in attached(case):
            how = carried.get((one.event.seq, one.event.scan.sha256))
            count = len(one.event.scan.pieces)
            shown.append(
                ShownScan(
                    attached=one, paper=papers.get(one.event.seq, ""), pieces=count,
                    here=how.here if how else 0, there=count - how.owed if how else 0,
                )
            )  # fmt: skip
        return shown

    def attach_files(self, number: str, seq: int, paths: Iterable[Path]) -> tuple[Scan, ...]:
        """The same for files: each is drawn anew, or told to be no scan, before any is attached.
        Raises NotAScan, and as `attach`."""
        return self.attach(number, seq, [ready_from(path) for path in paths])

    def attach(self, number: str, seq: int, files: Sequence[Ready]) -> tuple[Scan, ...]:
        """Attach these files to a paper of the case, 0 being its result; those that were not there
        yet. Raises UnknownCase, IllegalStep for frozen records, NotAScan, BadInput for a paper
        that the item does not have, DiskFull, DiskFailing."""
        office, new = self._office, {}
        for file in files:
            scan = scan_of(file.data, file.form, file.name)
            new[scan.sha256] = (scan, file.data)

        def decide() -> tuple[Event, ...]:
            case = office.case(number)
            refuse_frozen(case, Side.STATION)
            self._refuse_unknown_paper(case, seq)
            told = [scan for scan, _data in new.values()]
            return tuple(scans.attach(case, seq, told, office.stamp()))

        try:
            with office.transaction():
                events = office.record_decided(decide)
                fresh = [one.scan for one in events if isinstance(one, scans.ScanAttached)]
                for scan in fresh:
                    for piece in cut(new[scan.sha256][1]):
                        office.scans.keep(piece_name(piece), piece)
        except BaseException:
            with suppress(StationError):  # else the next opening sweeps
                office.scans.store.tidy(anyway=True)
            raise
        return tuple(fresh)

    def remove(self, number: str, words: str, reason: str) -> Scan:
        """Take off a scan that was attached by mistake: the one of this name, or whose SHA-256
        begins so. Its bytes go with it. Raises NotAScan, RuleBroken, IllegalStep."""
        office = self._office
        gone: list[Scan] = []

        def decide() -> tuple[Event, ...]:
            case = office.case(number)
            refuse_frozen(case, Side.STATION)
            one = scans.found(case, words)
            gone.append(one.event.scan)
            return (scans.remove(case, Side.STATION, one, reason, office.stamp()),)

        office.record_decided(decide)
        office.scans.store.tidy()
        return gone[0]

    def open(
        self, number: str, words: str, purpose: str, *, out: Path | None = None,
        show: Callable[[Path], bool] = show_file,
    ) -> tuple[Way, Path]:  # fmt: skip
        """Show a scan from the private spool, or save it to `out`; that it was looked at, by whom
        and what for, is on record before. Raises NotAScan, BadInput without a purpose, NotHere
        while its bytes are on the way, CannotSave."""
        office = self._office
        with office.vault.reading():
            case = office.case(number)
            one = scans.found(case, words)
            data = office.scans.data(one.event.scan)
        if data is None:
            raise NotHere(
                "not all of the scan {name} is here", "It comes with the next exchanges.",
                name=one.event.scan.name,
            )  # fmt: skip
        if out is not None:
            check_writable(out, office.home.folder)
        now, frozen = office.stamp(), case.frozen_at(Side.STATION)
        child = is_child(case.applicant, now.at.date())
        purpose = checked(purpose, child=child, frozen=frozen)
        office.record(
            ScanViewed(
                at=now.at, by=now.by, case=case.number, seq=one.event.seq,
                sha256=one.event.scan.sha256, purpose=purpose, saved=out is not None,
            )
        )  # fmt: skip
        name = f"{one.event.scan.sha256[:16]}{ENDINGS[one.event.scan.form]}"
        if out is not None:
            return Way.SAVED, save(data, name, out)
        path = office.spool.put(name, data)
        return (Way.OPENED if show(path) else Way.KEPT), path

    def on_the_way(self) -> tuple[Load, Load]:
        """What the district lacks of ours, as far as it said, and what it has still to send."""
        with self._office.vault.reading():
            return self._office.scans.going(), self._office.scans.coming()

    def _refuse_unknown_paper(self, case: Case, seq: int) -> None:
        item = self._office.item_of(case)
        if seq != scans.RESULT and seq not in {one.seq for one in item.materials}:
            raise BadInput({
                "paper": StationError(
                    "the item has no material {seq}", "Look at the item's list of papers.", seq=seq
                )
            })  # fmt: skip


def carried_words(one: ShownScan) -> str:
    """How far a scan has come, in words."""
    if not one.is_here:
        return _("{here} of {pieces} pieces are here").format(here=one.here, pieces=one.pieces)
    if one.attached.side is Side.DISTRICT:
        return _("from the district")
    if one.is_there:
        return _("the district has it")
    if one.there:
        return _("the district has {there} of {pieces} pieces").format(
            there=one.there, pieces=one.pieces
        )
    return _("waits for the next exchange")


class NotHere(RuleBroken):
    """The bytes of a scan are still on the way."""

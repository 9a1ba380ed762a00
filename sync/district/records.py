"""Records of ended cases at the district: what is due, freezing it, and letting it go.

The district has a copy of its own and looks after it by its own plan; what a station does with
its copy says nothing about this one (个人信息保护法 47, ADR 0022).
"""

from collections.abc import Iterator
from datetime import date

from station.domain.fact_events import RecordsFrozen, RecordsPurged
from station.domain.purging import in_lots
from station.domain.retention import NotNow, RecordLine, RecordState, record_line
from station.domain.stamp import Stamp
from station.domain.values import Side
from sync.district import rules
from sync.district.intake import book
from sync.district.ledger import Ledger
from sync.district.premises import District
from sync.district.scans import scans_of
from sync.district.tables import CaseRow, CertificateRow


class RecordDesk:
    """Looks after the district's copies, by the classes of the place."""

    def __init__(self, district: District, by: str) -> None:
        """`by` is the name that stands in the events. Raises RetentionFaults, OSError."""
        self._district = district
        self._by = by
        self._plan = rules.retention_plan(district.home)

    def lines(self) -> list[RecordLine]:
        """All records of ended cases, those that ended first at the head."""
        ended = CaseRow.select().where(CaseRow.ended_on != "")
        with self._district.vault.reading():
            rows = ended.order_by(CaseRow.ended_on, CaseRow.number).execute(self._district.vault.db)
            return [self._line(row) for row in rows]

    def freeze(self) -> Iterator[RecordLine]:
        """Freeze what is due, one case after the other, each on record by itself."""
        for line in self.lines():
            if line.state is RecordState.DUE and self._freeze(line):
                yield line

    def purge(self) -> Iterator[tuple[RecordLine, NotNow | None]]:
        """Let go of what is over, one case after the other, each with why not. At the end the
        file is written anew. Raises VaultBusy."""
        for line in self.lines():
            if line.state is RecordState.OVER:
                try:
                    self._purge(line)
                    yield line, None
                except NotNow as why:
                    yield line, why
        with self._district.vault.transaction():
            self._district.pieces.sweep()
        self._district.vault.rewrite()

    # ---- inside

    def _line(self, row: CaseRow) -> RecordLine:
        item = self._district.lawbook.catalogue().item(row.item, row.item_version)
        kept = self._plan.of(item) if item else self._plan.longest
        ended, today = date.fromisoformat(row.ended_on), self._stamp().at.date()
        return record_line(row.number, row.item, ended, kept, today, frozen=row.frozen)

    def _freeze(self, line: RecordLine) -> bool:
        """Whether it was for us to freeze: nobody else has since it was listed."""
        district, now = self._district, self._stamp()
        with district.vault.transaction():
            found = district.casebook.case(line.number)
            if found is None or found[1].frozen_at(Side.DISTRICT):
                return False
            station, _ = found
            basis = line.kept.basis
            district.record(
                station, RecordsFrozen(at=now.at, by=now.by, case=line.number, basis=basis)
            )
            district.casebook.show(station, line.number)
        return True

    def _purge(self, line: RecordLine) -> None:
        """A case that went from station to station lies on the lines of all of them."""
        district, now = self._district, self._stamp()
        with district.vault.transaction():
            for station in self._stations_of(line.number):
                journal = district.casebook.journal(station)
                self._refuse_what_is_not_held(station, line.number)
                memory = book(district, station)
                head = memory.mine(memory.peer_holds()) or ""
                district.record(station, *(
                    RecordsPurged(
                        at=now.at, by=now.by, case=line.number, digests=lot, head=head, unbacked=""
                    )
                    for lot in in_lots(journal.said(line.number))
                ))  # fmt: skip
                journal.purge(line.number)
                scans_of(district, station).show([line.number])
            district.casebook.forget(line.number)
            Ledger(district.vault).forget(line.number)

    def _refuse_what_is_not_held(self, station: str, number: str) -> None:
        """Raises NotNow unless the station, if it is on the line, holds all that the district
        wrote of this case: its chain goes on over the bytes."""
        db, memory = self._district.vault.db, book(self._district, station)
        on_line = CertificateRow.select().where(
            (CertificateRow.station == station) & (CertificateRow.revoked_at == "")
        )
        held = self._district.casebook.journal(station).is_held(
            number, memory.incarnation(), memory.peer_holds()
        )
        if on_line.exists(db) and not held:
            raise NotNow(
                "station {station} does not hold all that the district wrote of this case yet",
                "It has to synchronise; then repeat the step.", station=station,
            )  # fmt: skip

    def _stations_of(self, number: str) -> list[str]:
        rows = self._district.vault.sql(
            "SELECT code FROM station WHERE EXISTS (SELECT 1 FROM entry"
            " WHERE entry.station = code AND case_number = ?) ORDER BY code",
            number,
        )
        return [code for (code,) in rows.fetchall()]

    def _stamp(self) -> Stamp:
        return Stamp(at=self._district.clock.now(), by=self._by)

"""Records of ended cases at the desk: what is due, freezing it, and letting it go."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from station.desk.backed import limit_for
from station.desk.office import Office
from station.desk.print_queue import dropped_with_its_case, dropped_with_its_person
from station.desk.retention_plan import retention_plan
from station.domain.event import Event
from station.domain.fact_events import RecordsFrozen, RecordsPurged
from station.domain.office_events import TracesPurged
from station.domain.purging import in_lots
from station.domain.retention import NotNow, RecordLine, RecordState, record_line
from station.domain.roles import Right
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Side
from station.storage.duebook import DueBook
from station.storage.recordbook import Ended, RecordBook, Said

_LATEST = 2**62
"""After every entry there is."""
LOOKS_STAY = timedelta(days=3 * 366)
"""How long it stays on record who looked at a person (个人信息保护法 56: three years at least)."""


class RecordDesk:
    """Looks after records by the classes of the place."""

    def __init__(self, office: Office) -> None:
        """Raises RetentionFaults."""
        self._office = office
        self._book = RecordBook(office.vault, office.journal)
        self._plan = retention_plan(office.home)

    def lines(self) -> list[RecordLine]:
        """All records of ended cases, those that ended first at the head."""
        with self._office.vault.reading():
            ended = [*self._book.in_use(), *self._book.frozen()]
        lines = [line for one in ended if (line := self._line(one))]
        return sorted(lines, key=lambda line: (line.ended, line.number))

    def freeze(self) -> Iterator[RecordLine]:
        """Freeze what is due, one case after the other, each on record by itself. Raises
        NotAllowed, NotNow."""
        self._office.rights.ask(Right.PURGE, RecordsFrozen.kind)
        self._refuse_a_doubted_clock()
        for line in self.lines():
            if line.state is RecordState.DUE:
                self._office.record_decided(lambda line=line: self._frozen(line))  # type: ignore[misc]
                yield line

    def purge(self, *, unbacked: str = "") -> Iterator[tuple[RecordLine, NotNow | None]]:
        """Let go of what is over, one case after the other, each with why not; then of what is
        kept of people who have no case here any more. At the end the file of the vault is
        written anew. `unbacked`: the reason for which what the district has had in no backup for
        long does not wait for one any more. Raises NotAllowed, VaultBusy, NotNow."""
        self._office.rights.ask(Right.PURGE, RecordsPurged.kind)
        self._refuse_a_doubted_clock()
        for line in self.lines():
            if line.state is RecordState.OVER:
                try:
                    self._purge(line, unbacked)
                    yield line, None
                except NotNow as why:
                    yield line, why
        self._purge_traces(unbacked)
        with self._office.transaction():
            self._book.renew_index()
            self._office.scans.store.sweep()
        self._office.vault.rewrite()

    # ---- inside

    def _line(self, one: Ended) -> RecordLine | None:
        item = self._office.version(one.item, one.version)
        kept = self._plan.of(item) if item else self._plan.longest
        ended = one.at.astimezone(OFFICIAL_TIME).date()
        return record_line(one.number, one.item, ended, kept, self._office.today, frozen=one.frozen)

    def _frozen(self, line: RecordLine) -> tuple[Event, ...]:
        """Inside the transaction: nothing has become different since it was listed."""
        case, now = self._office.case(line.number), self._office.stamp()
        if case.frozen_at(Side.STATION):
            return ()
        return (RecordsFrozen(at=now.at, by=now.by, case=case.number, basis=line.kept.basis),)

    def _purge(self, line: RecordLine, unbacked: str) -> None:
        office, book = self._office, self._book
        with office.transaction():
            said = book.said(line.number)
            self._refuse_what_is_not_held(said)
            self._refuse_scans_on_their_way(line.number)
            held, why = limit_for(office, book, said, unbacked)
            head, now = self._held_head(), office.stamp()
            office.record_decided(lambda: tuple(
                RecordsPurged(
                    at=now.at, by=now.by, case=line.number, digests=digests, head=head, unbacked=why
                )
                for digests in in_lots([one.digest for one in said])
            ))  # fmt: skip
            book.purge(said, held=held)
            book.forget_forms(line.number)
            office.record(*dropped_with_its_case(office, line.number))
            office.casebook.show(line.number)
            office.scans.show([line.number])

    def _purge_traces(self, unbacked: str) -> None:
        """What is kept of people without a case, unless their space is open or something of theirs
        came from another station; looks stay for `LOOKS_STAY`. What the district, or its backup,
        does not hold yet waits for the next time."""
        office, book = self._office, self._book
        with office.transaction():
            now = office.stamp()
            for person in book.without_a_case():
                said = book.said_of(person, now.at - LOOKS_STAY)
                space = office.personbook.space(person)
                if space.is_open or space.brought or not said:
                    continue
                with suppress(NotNow):
                    self._refuse_what_is_not_held(said)
                    held, why = limit_for(office, book, said, unbacked)
                    gone = TracesPurged(
                        at=now.at, by=now.by, digests=(), head=self._held_head(), unbacked=why
                    )
                    office.record_decided(lambda said=said, gone=gone: tuple(  # type: ignore[misc]
                        replace(gone, digests=digests)
                        for digests in in_lots([one.digest for one in said])
                    ))  # fmt: skip
                    book.purge(said, held=held)
                    office.record(*dropped_with_its_person(office, person))
                    office.personbook.show(person)

    def _refuse_a_doubted_clock(self) -> None:
        """There is no way back from either, and all terms are counted from this clock's today."""
        with self._office.vault.reading():
            doubted = DueBook(self._office.vault).doubted(_LATEST)
        if doubted:
            raise NotNow(
                "the clock of this computer was in doubt when the station was opened: no term is"
                " known to be over",
                "Set the clock, or synchronise over the network; then open the station again.",
            )

    def _held_head(self) -> str:
        line = self._office.line
        return line.mine(line.peer_holds()) or ""

    def _refuse_scans_on_their_way(self, number: str) -> None:
        """Raises NotNow while the district lacks a piece of a scan of this case that is here."""
        if any(one.owed for one in self._office.scans.carried(number)):
            raise NotNow(
                "the district does not hold all scans of this case yet",
                "Synchronise, then repeat the step.",
            )

    def _refuse_what_is_not_held(self, said: Sequence[Said]) -> None:
        """Raises NotNow unless the district holds every entry of ours among these."""
        line = self._office.line
        if not line.peer:
            raise NotNow(
                "the station is not joined to a district: nobody else holds this case",
                "Join a district and synchronise; until then the records stay frozen.",
            )
        if not self._book.held(said, line.peer_holds()):
            raise NotNow(
                "the district does not hold all of this case yet",
                "Synchronise, then repeat the step.",
            )

"""Records of ended cases at the desk: what is due, freezing it, and letting it go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from station.desk.office import Office
from station.desk.retention_plan import retention_plan
from station.domain.case import Case
from station.domain.errors import RuleBroken
from station.domain.event import Event
from station.domain.fact_events import RecordsFrozen, RecordsPurged
from station.domain.retention import (
    RecordState,
    RetentionClass,
    frozen_from,
    purged_from,
    record_state,
)
from station.domain.stamp import OFFICIAL_TIME
from station.storage.recordbook import Ended, RecordBook

_IN_ONE_ENTRY = 500
"""Digests; an entry has a greatest length."""


class NotNow(RuleBroken):
    """Records that cannot be frozen or purged now."""


@dataclass(frozen=True, kw_only=True)
class RecordLine:
    """The records of one ended case, and what is due with them."""

    number: str
    item: str
    ended: date
    kept: RetentionClass
    state: RecordState
    freezes: date
    """The first day on which they are only stored."""
    goes: date | None
    """The first day on which they may go; None: never."""


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
        """Freeze what is due, one case after the other, each on record by itself."""
        for line in self.lines():
            if line.state is RecordState.DUE:
                self._office.record_decided(lambda line=line: self._frozen(line))  # type: ignore[misc]
                yield line

    def purge(self) -> Iterator[tuple[RecordLine, NotNow | None]]:
        """Let go of what is over, one case after the other, each with why not; at the end the
        file of the vault is written anew. Raises VaultBusy."""
        gone = False
        for line in self.lines():
            if line.state is RecordState.OVER:
                try:
                    self._purge(line)
                    gone = True
                    yield line, None
                except NotNow as why:
                    yield line, why
        if gone:
            self._office.vault.rewrite()

    # ---- inside

    def _line(self, one: Ended) -> RecordLine | None:
        item = self._office.version(one.item, one.version)
        kept = self._plan.of(item) if item else self._plan.longest
        ended = one.at.astimezone(OFFICIAL_TIME).date()
        return RecordLine(
            number=one.number, item=one.item, ended=ended, kept=kept,
            state=record_state(kept, ended, self._today(), frozen=one.frozen),
            freezes=frozen_from(kept, ended), goes=purged_from(kept, ended),
        )  # fmt: skip

    def _frozen(self, line: RecordLine) -> tuple[Event, ...]:
        """Inside the transaction: nothing has become different since it was listed."""
        case, now = self._office.case(line.number), self._office.stamp()
        if case.frozen:
            return ()
        return (RecordsFrozen(at=now.at, by=now.by, case=case.number, basis=line.kept.basis),)

    def _purge(self, line: RecordLine) -> None:
        with self._office.vault.transaction():
            case = self._office.case(line.number)
            self._refuse_what_is_not_held(case)
            said = self._book.said(case.number)
            self._office.record_decided(lambda: self._purged(case, [one.digest for one in said]))
            self._book.purge(case.number, said)
            self._office.casebook.show(case.number)

    def _purged(self, case: Case, digests: list[str]) -> tuple[Event, ...]:
        now, line = self._office.stamp(), self._office.line
        head = line.mine(line.peer_holds()) or ""
        return tuple(
            RecordsPurged(
                at=now.at, by=now.by, case=case.number, head=head,
                digests=tuple(digests[first : first + _IN_ONE_ENTRY]),
            )
            for first in range(0, len(digests), _IN_ONE_ENTRY)
        )  # fmt: skip

    def _refuse_what_is_not_held(self, case: Case) -> None:
        """Raises NotNow unless the district holds every entry of ours about the case."""
        line = self._office.line
        if not line.peer:
            raise NotNow(
                "the station is not joined to a district: nobody else holds this case",
                "Join a district and synchronise; until then the records stay frozen.",
            )
        if line.peer_holds() < self._book.last_number(case.number):
            raise NotNow(
                "the district does not hold all of this case yet",
                "Synchronise, then repeat the step.",
            )

    def _today(self) -> date:
        return self._office.clock.now().astimezone(OFFICIAL_TIME).date()

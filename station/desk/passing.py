"""What time does by itself at a station: what the law says follows from a date is noted, dates
are counted anew when the working calendar has changed, what lies in no space any more is erased,
and people are reminded of the rest.

It is looked at when the station is opened and after each exchange. Nothing that goes wrong here
keeps anybody from working.
"""

from station.desk.erasing import erase_spent
from station.desk.office import Office
from station.desk.published import settle
from station.domain.acts import perform
from station.domain.calendar import WorkCalendar
from station.domain.case import Arrived, Case, replay
from station.domain.clockcheck import ClockDoubt
from station.domain.passing import (
    WATCHED,
    Gathering,
    Passed,
    Sight,
    due_act,
    reminders,
    started_at,
)
from station.domain.recount import moves, read_back, written
from station.domain.stamp import SYSTEM, Stamp
from station.domain.values import Side
from station.storage.duebook import DueBook
from station.storage.faults import STOPPING

_KEPT = "calendar"
"""Under this name the vault remembers by which calendar dates were last counted."""
_LATEST = 2**62
"""After every entry there is."""


class TimeDesk:
    """What the passing of time calls for at this station."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = DueBook(office.vault)

    def note(self) -> Passed:
        """Note what time calls for, each case by itself; the office keeps what it came to.

        On a disk that cannot be written the office's `trouble` says so, and nothing is noted.
        """
        office = self._office
        if office.trouble is None:
            work = Gathering(STOPPING)
            try:
                settle(office)
                self._recount(work)
                self._look(work)
                erase_spent(office)
            except STOPPING as fault:
                work.faults.append(fault)
            office.passed = work.passed()
        return office.passed

    # ---- what time calls for

    def _look(self, work: Gathering) -> None:
        office = self._office
        with office.vault.reading():
            numbers = self._book.struck(WATCHED, office.clock.now())
        doubted = bool(numbers) and self._doubted()
        for number in numbers:
            with work.case(number), office.transaction():
                self._case(number, work, doubted=doubted)

    def _case(self, number: str, work: Gathering, *, doubted: bool) -> None:
        office = self._office
        kept = office.journal.of_case(number)
        case = replay(one.entry for one in kept)
        assert case is not None, "a row shows a case"
        stamp = self._stamp()
        law = office.law(case)
        doubted = doubted or self._start_doubted(case, kept)
        sight = Sight(doubted=doubted, heard=stamp.at)
        name = due_act(case, law, stamp, Side.STATION, sight)
        if name is not None:
            event = perform(name, {}, case=case, side=Side.STATION, law=law, stamp=stamp)
            office.record(event)
            work.noted.append(event)
        else:
            work.reminders += reminders(case, law, stamp, Side.STATION, sight)

    def _doubted(self) -> bool:
        """Whether the clock is in doubt now, or was when the station was opened."""
        if self._office.clock_doubt() is not ClockDoubt.NONE:
            return True
        with self._office.vault.reading():
            return self._book.doubted(_LATEST)

    def _start_doubted(self, case: Case, kept: list[Arrived]) -> bool:
        """Whether the receipt was recorded while the clock of this computer was in doubt."""
        start = started_at(case)
        written_at = (one.seq for one in kept if one.entry.event.at == start)
        return any(self._book.doubted(seq) for seq in written_at)

    # ---- another calendar

    def _recount(self, work: Gathering) -> None:
        """Count every running date with the calendar of before and with that of now."""
        office = self._office
        now = written(office.calendar)
        with office.vault.reading():
            kept = office.memory.get(_KEPT)
            before = read_back(kept) if kept != now else None
            numbers = self._book.running() if before else []
        if kept == now:
            return
        for number in numbers:
            assert before is not None
            with work.case(number), office.transaction():
                self._move(number, before, work)
        with office.transaction():
            office.memory.set(**{_KEPT: now})

    def _move(self, number: str, before: WorkCalendar, work: Gathering) -> None:
        office = self._office
        case = office.case(number)
        found = moves(case, office.reckoning(case), before, side=Side.STATION, stamp=self._stamp())
        office.record(*found)
        work.noted += found
        office.casebook.show(number)

    def _stamp(self) -> Stamp:
        return Stamp(at=self._office.clock.now(), by=SYSTEM)

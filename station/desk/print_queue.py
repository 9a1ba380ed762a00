"""The queue of sheets that are not known to be printed: try again, open instead, take off.

Each step that does something with a sheet that waited is on record. A sheet that was printed at the
first go leaves the queue without a word: that it was made is on record already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from station.desk import cups
from station.desk.office import Office
from station.desk.printer import Outcome, hand_on
from station.desk.showing import NoViewer, Way, show_file
from station.desk.slips import printing_of, title_of
from station.desk.words import _
from station.domain.acts import refuse_frozen
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.printing import Became, Hindrance
from station.domain.roles import Right
from station.domain.table import IllegalStep
from station.domain.trail_events import SheetSettled
from station.domain.values import Side
from station.storage.copies import Watch
from station.storage.printqueue import PrintQueue, Queued

_QUIET = timedelta(minutes=1)
"""How long a job may be at the printer before it counts as waiting."""
_PRINTING = "Printing"
_NOBODY = Watch()


class NotQueued(StationError):
    """A sheet that does not wait."""


@dataclass(frozen=True, kw_only=True)
class QueueLine:
    """A sheet that waits, and why, in the language of the screen."""

    queued: Queued
    title: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of printing several: how many were handed on, and which still wait."""

    printed: int
    waiting: tuple[QueueLine, ...]


class QueueDesk:
    """What waits for a printer."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._queue = PrintQueue(office.vault)

    # ---- asking

    def lines(self) -> list[QueueLine]:
        """All that is in the queue, the oldest first."""
        with self._office.vault.reading():
            return [_line(one) for one in self._queue.all()]

    def waiting(self) -> int:
        """How many sheets wait that somebody should look after."""
        with self._office.vault.reading():
            return self._queue.count(self._office.clock.now() - _QUIET)

    def at_printers(self) -> int:
        """How many sheets a printing system has taken, whose end is not known."""
        with self._office.vault.reading():
            return len(self._queue.at_printers())

    def _get(self, number: str) -> Queued:
        found = self._queue.get(number)
        if found is None:
            raise NotQueued(
                "sheet {number} does not wait to be printed", "run.py queue lists what does.",
                number=number or "-",
            )  # fmt: skip
        return found

    # ---- printing

    def first_go(self, number: str) -> Outcome:
        """Hand on a sheet that was just made; one that is not printed waits."""
        return self._send(number)

    def wait_behind(self, number: str) -> Outcome:
        """Let a sheet wait that was just made: the one before it could not be printed."""
        now = self._office.clock.now()
        with self._office.transaction():
            self._queue.hindered(number, Hindrance.BEHIND, "", now)
        path = self._office.spool.place(f"{number}.pdf")
        return Outcome(way=Way.QUEUED, path=path, hindrance=Hindrance.BEHIND)

    def print(self, number: str) -> Outcome:
        """Try again. A job that is still at the printer is taken back first. Raises NotQueued,
        IllegalStep for frozen records."""
        office = self._office
        queued = self._free(number)
        if queued.job:
            cups.cancel(queued.job)
        with office.transaction():
            self._queue.begun(number, office.clock.now())
        return self._send(number)

    def print_all(self, watch: Watch = _NOBODY) -> Tried:
        """Try again all that waits, in order, until one is hindered: the others would be too."""
        lines = [one for one in self.lines() if not one.queued.job]
        printed = 0
        for done, one in enumerate(lines):
            if watch.cancel():
                break
            watch.progress(_PRINTING, done, len(lines))
            try:
                if self.print(one.queued.number).way is Way.QUEUED:
                    break
            except IllegalStep:  # frozen: it keeps no other from its paper
                continue
            printed += 1
        return Tried(
            printed=printed, waiting=tuple(one for one in self.lines() if not one.queued.job)
        )

    def _send(self, number: str) -> Outcome:
        office = self._office
        with office.vault.reading():
            queued, data = self._get(number), self._queue.data(number)
        outcome = hand_on(
            data, f"{number}.pdf", queued.copies, spool=office.spool,
            settings=printing_of(office.settings, queued.sheet),
        )  # fmt: skip
        if outcome.hindrance is not None:
            with office.transaction():
                self._queue.hindered(number, outcome.hindrance, outcome.said, office.clock.now())
                self._queue.printed(number, outcome.done)
        elif outcome.job:
            with office.transaction():
                self._queue.taken(number, outcome.job, office.clock.now())
        else:
            self._over(number, Became.OPENED if outcome.way is Way.OPENED else Became.PRINTED)
        return outcome

    def settle(self) -> None:
        """Ask the printing system what became of the jobs that it took."""
        office = self._office
        with office.vault.reading():
            taken = {one.job: one.number for one in self._queue.at_printers()}
        for job, end in cups.ends([*taken]).items():
            if end is cups.End.DONE:
                self._over(taken[job], Became.PRINTED, job)
            elif end is cups.End.GIVEN_UP:
                with office.transaction():
                    if self._has(taken[job], job):
                        now = office.clock.now()
                        self._queue.hindered(taken[job], Hindrance.GIVEN_UP, "", now)

    def _over(self, number: str, became: Became, job: str = "") -> None:
        """It waits no more; with `job`, only if it is still that job."""

        def decide() -> tuple[Event, ...]:
            queued = self._queue.get(number)
            if queued is None or queued.job != job:
                return ()
            self._queue.forget(number)
            return (self._settled(number, became),) if queued.waited else ()

        self._office.record_decided(decide)

    def _has(self, number: str, job: str) -> bool:
        queued = self._queue.get(number)
        return queued is not None and queued.job == job

    # ---- instead of printing

    def open(self, number: str) -> Path:
        """Show the PDF; it stays in the queue until it is taken off. Raises NotQueued, NoViewer,
        IllegalStep for frozen records."""
        office = self._office
        self._free(number)
        with office.vault.reading():
            data = self._queue.data(number)
        path = office.spool.put(f"{number}.pdf", data)
        if not show_file(path):
            office.spool.remove(path)
            raise NoViewer(
                "nothing here shows a PDF", "Print it, or print it again with --out to a file."
            )
        office.record(self._settled(number, Became.OPENED))
        return path

    def drop(self, number: str) -> None:
        """Take a sheet off, and its job back from the printer. Raises NotQueued."""
        with self._office.vault.reading():
            queued = self._get(number)
        self._ask(queued)

        def decide() -> tuple[Event, ...]:
            self._get(number)
            self._queue.forget(number)
            return (self._settled(number, Became.DROPPED),)

        self._office.record_decided(decide)
        if queued.job:
            cups.cancel(queued.job)

    def _free(self, number: str) -> Queued:
        """The sheet, if it may be printed or shown now. Raises NotQueued, IllegalStep."""
        office = self._office
        with office.vault.reading():
            queued = self._get(number)
            case = office.case(queued.case) if queued.case else None
        self._ask(queued)
        if case is not None:
            refuse_frozen(case, Side.STATION)
        return queued

    def _ask(self, queued: Queued) -> None:
        """Who may not print sheets of cases and people does nothing with those that wait."""
        right = Right.WORK if queued.case or queued.person else Right.LOOK
        self._office.rights.ask(right, SheetSettled.kind, queued.case)

    def _settled(self, number: str, became: Became) -> SheetSettled:
        now = self._office.stamp()
        return SheetSettled(at=now.at, by=now.by, sheet_number=number, became=became)


def dropped_with_its_case(office: Office, number: str) -> Iterator[SheetSettled]:
    """Take all that is about this case off the queue, and its jobs back from the printer; inside
    the transaction that purges it."""
    return _dropped(office, PrintQueue(office.vault).of_case(number))


def dropped_with_its_person(office: Office, id_number: str) -> Iterator[SheetSettled]:
    """The same for all that is about this person and no case; inside the transaction that purges
    what was kept of them."""
    return _dropped(office, PrintQueue(office.vault).of_person(id_number))


def _dropped(office: Office, sheets: Sequence[Queued]) -> Iterator[SheetSettled]:
    queue, now = PrintQueue(office.vault), office.stamp()
    for one in sheets:
        if one.job:  # before it is forgotten: after a power cut nobody would know of it
            cups.cancel(one.job)
        queue.forget(one.number)
        yield SheetSettled(at=now.at, by=now.by, sheet_number=one.number, became=Became.DROPPED)


def why_words(hindrance: Hindrance | None, said: str = "", job: str = "") -> str:
    """Why a sheet waits, in the language of the screen."""
    if job:
        return _("at the printer: {job}").format(job=job)
    words = _(hindrance.value) if hindrance else ""
    return f"{words} ({said})" if said else words


def _line(queued: Queued) -> QueueLine:
    title = title_of(queued.sheet)
    return QueueLine(
        queued=queued, title=title, why=why_words(queued.hindrance, queued.said, queued.job)
    )

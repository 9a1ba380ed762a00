"""Printing: a sheet is made, noted in the journal with its PDF in the queue, and handed to the
printer.

A sheet is clear personal data. It lies in the private spool only while it prints or is open;
the spool is emptied when the station is opened, locked and left. What is not printed waits in the
queue, sealed by the vault (ADR 0046).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from forms.catalogue import SHEETS
from forms.facts import Facts, missing
from station.desk.day_end import day_facts
from station.desk.facts import facts_of
from station.desk.office import Office
from station.desk.paper_keys import signed_pdf
from station.desk.print_queue import QueueDesk, why_words
from station.desk.printer import Outcome, copies_of
from station.desk.showing import Way, check_writable, save
from station.desk.slips import offered, parted
from station.domain.acts import refuse_frozen
from station.domain.case import Case
from station.domain.codec import case_of, person_of
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.fact_events import SheetPrinted
from station.domain.numbers import sheet_number
from station.domain.printing import Hindrance
from station.domain.stamp import Stamp
from station.domain.trail_events import DayEndPrinted
from station.domain.values import Side
from station.storage.printqueue import PrintQueue, Queued

DAY_END = "F36"


class NotYet(StationError):
    """The sheet of a day that is to come."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A sheet that was made: its number, which print it was, and where it went."""

    sheet: str
    number: str
    nth: int
    way: Way
    path: Path
    """Where it lies in clear, if it was saved or opened; else where it lay."""
    unprintable: tuple[str, ...]
    """Characters without a glyph in any font here; they stand as U+XXXX."""
    compare: str = ""
    """Of a day's sheet the command that compares it with the journal."""
    why: str = ""
    """Why it waits in the queue, in the language of the screen."""


class PrintDesk:
    """The agent's printer."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ready(self, case: Case) -> tuple[str, ...]:
        """Codes of the sheets that have all they need now, in the order of the roll."""
        office = self._office
        facts = facts_of(office, case, sheet_number="-", nth=1, printed_at=office.clock.now())
        found = (code for code, sheet in SHEETS.items() if not missing(facts, sheet.needs))
        return tuple(code for one in found for code in offered(office.settings, one))

    def unprintable(self, sheet: str, number: str) -> tuple[str, ...]:
        """The characters of a sheet that would print as their code points: to be asked before it
        is printed. Raises UnknownSheet, MissingFacts, FontFault."""
        from forms.fonts.added import added_font
        from forms.render import characters_without_glyph

        office = self._office
        with office.vault.reading():
            facts = facts_of(
                office, office.case(number), sheet_number="-", nth=1, printed_at=office.clock.now()
            )
        with added_font(office.settings.rare_font):
            return characters_without_glyph(parted(sheet)[0], facts)

    def print(
        self, sheet: str, number: str, *, out: Path | None = None, behind: bool = False
    ) -> Printed:
        """Make a sheet of a case, note it in the journal, and print it, or save it to `out`.
        `F01:slip` is the slip of F01. `behind`: it waits in the queue without a try, behind one
        that could not be printed.

        Saving a sheet outside the spool puts personal data in clear there: the caller asked.
        Raises IllegalStep for frozen records, UnknownSheet, MissingFacts (all that is missing),
        CannotSave, FontFault.
        """
        from forms.render import sheet_of

        office = self._office
        made: list[tuple[SheetPrinted, bytes, tuple[str, ...]]] = []

        def decide() -> tuple[Event, ...]:
            made.append(self._of_case(sheet, number, saved=out is not None))
            return (made[0][0],)

        sheet_of(parted(sheet)[0])
        if out is not None:
            check_writable(out, office.home.folder)
        self._record(decide)
        event, data, unprintable = made[0]
        outcome = self._hand_on(data, event.sheet_number, out, behind=behind)
        return Printed(
            sheet=sheet, number=event.sheet_number, nth=event.nth, way=outcome.way,
            path=outcome.path, unprintable=unprintable, why=_why(outcome),
        )  # fmt: skip

    def _of_case(
        self, code: str, number: str, *, saved: bool
    ) -> tuple[SheetPrinted, bytes, tuple[str, ...]]:
        """The sheet, what notes it, and the characters on it that no font has; inside the
        transaction. One that is not saved is in the queue."""
        from forms.render import pages_in

        office = self._office
        sheet, slip = parted(code)
        case = office.case(number)
        refuse_frozen(case, Side.STATION)
        now = office.stamp()
        before = (entry.event for entry in case.history)
        nth = 1 + sum(isinstance(e, SheetPrinted) and e.sheet == sheet for e in before)
        its_number = self._next_number(sheet)
        facts = facts_of(office, case, sheet_number=its_number, nth=nth, printed_at=now.at)
        data, unprintable = self._made(sheet, facts, slip=slip)
        event = SheetPrinted(
            at=now.at, by=now.by, case=case.number, sheet=sheet, nth=nth, sheet_number=its_number,
            pages=pages_in(data), saved=saved,
        )  # fmt: skip
        if not saved:
            self._keep(code, event.sheet_number, data, now, about=event, nth=nth)
        return event, data, unprintable

    def day_end(self, day: date, *, out: Path | None = None) -> Printed:
        """Make the sheet of a day, with the head of the journal as it is now, note it, and print
        it, or save it to `out`. Raises MissingFacts, CannotSave, NotYet."""
        office = self._office
        if day > office.today:
            raise NotYet(
                "{day} has not begun", "The sheet of a day is printed when it ends.", day=day
            )
        made: list[DayEndPrinted] = []

        def noted(now: Stamp, number: str) -> tuple[Facts, DayEndPrinted]:
            before = office.journal.own_of(DayEndPrinted)
            nth = 1 + sum(isinstance(one, DayEndPrinted) and one.day == day for one in before)
            facts = day_facts(office, day, now=now, sheet_number=number, nth=nth)
            assert facts.day_end is not None
            event = DayEndPrinted(
                at=now.at, by=now.by, day=day, sheet_number=number, head=facts.day_end.head,
                number=facts.day_end.number, nth=nth, saved=out is not None,
            )  # fmt: skip
            made.append(event)
            return facts, event

        printed = self.of_the_office(DAY_END, noted, out=out)
        [event] = made
        compare = f"run.py verify --paper {event.number} {event.head[:16]}"
        return replace(printed, compare=compare)

    def of_the_office(
        self, sheet: str, noted: Callable[[Stamp, str], tuple[Facts, Event]], *,
        out: Path | None, blank: bool = False, behind: bool = False,
    ) -> Printed:  # fmt: skip
        """Make a sheet that is about no case: `noted` gives its facts and what is put on record,
        inside the transaction; a `blank` has lines to write on instead. `behind`: see `print`.
        Raises MissingFacts, CannotSave, FontFault."""
        office = self._office
        if out is not None:
            check_writable(out, office.home.folder)
        made: list[tuple[bytes, tuple[str, ...], str, int]] = []

        def decide() -> tuple[Event, ...]:
            number, now = self._next_number(sheet), office.stamp()
            facts, event = noted(now, number)
            data, unprintable = self._made(sheet, facts, blank=blank)
            if out is None:
                self._keep(sheet, number, data, now, about=event, nth=facts.print_count)
            made.append((data, unprintable, number, facts.print_count))
            return (event,)

        self._record(decide)
        data, unprintable, number, nth = made[0]
        outcome = self._hand_on(data, number, out, behind=behind)
        return Printed(
            sheet=sheet, number=number, nth=nth, way=outcome.way, path=outcome.path,
            unprintable=unprintable, why=_why(outcome),
        )  # fmt: skip

    def _made(
        self, sheet: str, facts: Facts, *, slip: bool = False, blank: bool = False
    ) -> tuple[bytes, tuple[str, ...]]:
        """The sheet, and the characters on it that no font has."""
        from forms.render import characters_without_glyph

        if blank:
            return signed_pdf(self._office, sheet, facts, blank=True), ()
        pdf = signed_pdf(self._office, sheet, facts, slip=slip)
        return pdf, characters_without_glyph(sheet, facts)

    def _record(self, decide: Callable[[], tuple[Event, ...]]) -> None:
        """What is drawn while it is decided may take characters from the font of this PC."""
        from forms.fonts.added import added_font

        with added_font(self._office.settings.rare_font):
            self._office.record_decided(decide)

    def _keep(
        self, sheet: str, number: str, data: bytes, now: Stamp, *, about: Event, nth: int
    ) -> None:
        """Into the queue, in the transaction that notes it: a power cut loses no sheet."""
        queued = Queued(
            number=number, sheet=sheet, case=case_of(about), person=person_of(about), nth=nth,
            by=now.by, at=now.at, copies=copies_of(self._office.settings, sheet),
            hindrance=Hindrance.BEGUN, tried_at=now.at,
        )  # fmt: skip
        PrintQueue(self._office.vault).add(queued, data)

    def _hand_on(self, data: bytes, number: str, out: Path | None, *, behind: bool) -> Outcome:
        if out is not None:
            return Outcome(way=Way.SAVED, path=save(data, f"{number}.pdf", out), stays=True)
        queue = QueueDesk(self._office)
        return queue.wait_behind(number) if behind else queue.first_go(number)

    def _next_number(self, sheet: str) -> str:
        """Numbers of a sheet count from 1 on each day; inside the transaction that notes it."""
        office = self._office
        day = office.clock.now().date()
        name = f"prints_{sheet}"
        last_day, _, last = office.memory.get(name, ":0").partition(":")
        serial = int(last) + 1 if last_day == day.isoformat() else 1
        office.memory.set(**{name: f"{day.isoformat()}:{serial}"})
        return sheet_number(sheet, office.code, office.tag, day, serial)


def _why(outcome: Outcome) -> str:
    return why_words(outcome.hindrance, outcome.said)

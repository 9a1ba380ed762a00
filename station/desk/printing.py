"""Printing: a sheet is made, noted in the journal, and handed to the printer.

A sheet is clear personal data. It lies in the private spool only while it prints or is open;
the spool is emptied when the station is opened, locked and left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms.catalogue import SHEETS
from forms.facts import Facts, missing
from station.desk.day_end import day_facts
from station.desk.facts import facts_of
from station.desk.office import Office
from station.desk.paper_keys import signed_pdf
from station.desk.printer import hand_on
from station.desk.showing import Way, check_writable
from station.domain.acts import refuse_frozen
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.event import Event
from station.domain.fact_events import SheetPrinted
from station.domain.numbers import sheet_number
from station.domain.stamp import Stamp
from station.domain.trail_events import DayEndPrinted
from station.domain.values import Side

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
    unprintable: tuple[str, ...]
    """Characters without a glyph in any font here; they stand as U+XXXX."""
    compare: str = ""
    """Of a day's sheet the command that compares it with the journal."""


class PrintDesk:
    """The agent's printer."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ready(self, case: Case) -> tuple[str, ...]:
        """Codes of the sheets that have all they need now, in the order of the roll."""
        office = self._office
        facts = facts_of(office, case, sheet_number="-", nth=1, printed_at=office.clock.now())
        return tuple(code for code, sheet in SHEETS.items() if not missing(facts, sheet.needs))

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
            return characters_without_glyph(sheet, facts)

    def print(self, sheet: str, number: str, *, out: Path | None = None) -> Printed:
        """Make a sheet of a case, note it in the journal, and print it, or save it to `out`.

        Saving a sheet outside the spool puts personal data in clear there: the caller asked.
        Raises IllegalStep for frozen records, UnknownSheet, MissingFacts (all that is missing),
        CannotSave, FontFault.
        """
        from forms.render import sheet_of

        office = self._office
        made: list[tuple[bytes, tuple[str, ...], SheetPrinted]] = []

        def decide() -> tuple[Event, ...]:
            case = office.case(number)
            refuse_frozen(case, Side.STATION)
            now = office.stamp()
            before = (entry.event for entry in case.history)
            nth = 1 + sum(isinstance(e, SheetPrinted) and e.sheet == sheet for e in before)
            event = SheetPrinted(
                at=now.at, by=now.by, case=case.number, sheet=sheet, nth=nth,
                sheet_number=self._next_number(sheet), saved=out is not None,
            )  # fmt: skip
            facts = facts_of(
                office, case, sheet_number=event.sheet_number, nth=nth, printed_at=now.at
            )
            made.append((*self._made(sheet, facts), event))
            return (event,)

        sheet_of(sheet)
        if out is not None:
            check_writable(out, office.home.folder)
        self._record(decide)
        data, unprintable, event = made[0]
        way, path = hand_on(
            data, f"{event.sheet_number}.pdf", out, spool=office.spool, settings=office.settings
        )
        return Printed(
            sheet=sheet, number=event.sheet_number, nth=event.nth, way=way, path=path,
            unprintable=unprintable,
        )  # fmt: skip

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

        way, path, number, unprintable = self.of_the_office(DAY_END, noted, out=out)
        [event] = made
        return Printed(
            sheet=DAY_END,
            number=number,
            nth=event.nth,
            way=way,
            path=path,
            unprintable=unprintable,
            compare=f"run.py verify --paper {event.number} {event.head[:16]}",
        )

    def of_the_office(
        self, sheet: str, noted: Callable[[Stamp, str], tuple[Facts, Event]], *,
        out: Path | None, blank: bool = False,
    ) -> tuple[Way, Path, str, tuple[str, ...]]:  # fmt: skip
        """Make a sheet that is about no case: `noted` gives its facts and what is put on record,
        inside the transaction; a `blank` has lines to write on instead. Where it went, its number,
        and the characters without a glyph. Raises MissingFacts, CannotSave, FontFault."""
        office = self._office
        if out is not None:
            check_writable(out, office.home.folder)
        made: list[tuple[bytes, tuple[str, ...], str]] = []

        def decide() -> tuple[Event, ...]:
            number = self._next_number(sheet)
            facts, event = noted(office.stamp(), number)
            made.append((*self._made(sheet, facts, blank=blank), number))
            return (event,)

        self._record(decide)
        data, unprintable, number = made[0]
        way, path = hand_on(
            data, f"{number}.pdf", out, spool=office.spool, settings=office.settings
        )
        return way, path, number, unprintable

    def _made(
        self, sheet: str, facts: Facts, *, blank: bool = False
    ) -> tuple[bytes, tuple[str, ...]]:
        """The sheet, and the characters on it that no font has."""
        from forms.render import characters_without_glyph

        if blank:
            return signed_pdf(self._office, sheet, facts, blank=True), ()
        return signed_pdf(self._office, sheet, facts), characters_without_glyph(sheet, facts)

    def _record(self, decide: Callable[[], tuple[Event, ...]]) -> None:
        """What is drawn while it is decided may take characters from the font of this PC."""
        from forms.fonts.added import added_font

        with added_font(self._office.settings.rare_font):
            self._office.record_decided(decide)

    def _next_number(self, sheet: str) -> str:
        """Numbers of a sheet count from 1 on each day; inside the transaction that notes it."""
        office = self._office
        day = office.clock.now().date()
        name = f"prints_{sheet}"
        last_day, _, last = office.memory.get(name, ":0").partition(":")
        serial = int(last) + 1 if last_day == day.isoformat() else 1
        office.memory.set(**{name: f"{day.isoformat()}:{serial}"})
        return sheet_number(sheet, office.code, office.tag, day, serial)

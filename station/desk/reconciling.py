"""The two ends of the line compared: what this station holds, and what the district signed that it
holds. The district's word comes with an exchange (docs/wire.md, section 3)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from forms.facts import Facts
from forms.parts.case import Applicant, Item
from forms.parts.case import Office as SheetOffice
from forms.parts.comparison import Comparison
from station.desk.office import Office
from station.desk.printing import PrintDesk, Printed
from station.desk.words import _, in_chinese
from station.domain.errors import StationError
from station.domain.reckoning import Reckoned
from station.domain.reckoning_told import ReckoningTold, reckoning_told
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.telling import Say
from station.domain.trail_events import ReckoningPrinted
from station.domain.values import Side

SHEET = "F40"


class NotReckoned(StationError):
    """The district has not told yet what it holds."""


class ReconcileDesk:
    """What both offices hold, and what to do where they differ."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def told(self, say: Say = _) -> ReckoningTold:
        """The last comparison, in the language of the screen. Raises NotReckoned."""
        with self._office.vault.reading():
            return self._told(self._found(), say)

    def last(self) -> ReckoningTold | None:
        """The same; None if there was none."""
        with self._office.vault.reading():
            found = self._office.line.reckoned()
            return self._told(found, _) if found else None

    def print(self, *, out: Path | None = None) -> Printed:
        """The comparison as a sheet: noted, and printed or saved to `out`. Raises NotReckoned,
        CannotSave."""

        def noted(now: Stamp, number: str) -> tuple[Facts, ReckoningPrinted]:
            found = self._found()
            facts = self._facts(found, now, number)
            told = facts.comparison
            assert told is not None
            before = self._office.journal.own_of(ReckoningPrinted)
            nth = 1 + sum(
                isinstance(one, ReckoningPrinted) and one.compared == told.at for one in before
            )
            event = ReckoningPrinted(
                at=now.at, by=now.by, sheet_number=number, nth=nth, compared=told.at,
                same=told.same, saved=out is not None,
            )  # fmt: skip
            return replace(facts, print_count=nth), event

        return PrintDesk(self._office).of_the_office(SHEET, noted, out=out)

    # ---- inside the caller's visit

    def _found(self) -> Reckoned:
        found = self._office.line.reckoned()
        if found is None:
            raise NotReckoned(
                "the district has not told yet what it holds",
                "Exchange with it: F5, run.py reconcile, or by stick there and back.",
            )
        return found

    def _told(self, found: Reckoned, say: Say) -> ReckoningTold:
        ours, theirs = self._hash_at(Side.STATION), self._hash_at(Side.DISTRICT)
        backed_up = self._office.line.safety().said
        return reckoning_told(found, ours, theirs, say, side=Side.STATION, backed_up=backed_up)

    def _hash_at(self, side: Side) -> Callable[[str, int], str | None]:
        line, journal = self._office.line, self._office.journal
        writer = line.me if side is Side.STATION else line.peer
        return lambda life, number: journal.hash_at(side, life, writer, number)

    def _facts(self, found: Reckoned, now: Stamp, number: str) -> Facts:
        told, settings = self._told(found, in_chinese), self._office.settings
        compared = Comparison(
            other=self._office.memory.get("district_name"), same=told.same, result=told.headline,
            at=told.at.astimezone(OFFICIAL_TIME), rows=told.rows, differences=told.differences,
        )  # fmt: skip
        return Facts(
            sheet_number=number, printed_at=now.at, agent=now.by, practice=self._office.practice,
            station=SheetOffice(
                code=self._office.code, name=self._office.name, phone=settings.office_phone,
                address=settings.office_address,
            ),
            item=Item(code="", name="", version=""), case_number="",
            applicant=Applicant(name=""), comparison=compared,
        )  # fmt: skip

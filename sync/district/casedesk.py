"""What a clerk does with cases: look, and every act of the district's side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from station.domain.act import Act, Law
from station.domain.acts import perform, possible
from station.domain.case import Case
from station.domain.deadlines import Due, OutOfTime, due
from station.domain.decider_events import CaseAccepted
from station.domain.dues import LEGAL, PROMISED, Reckoning, Running, clocks
from station.domain.errors import BadInput, StationError
from station.domain.fact_events import CaseViewed
from station.domain.fields import Given
from station.domain.items import Item
from station.domain.stamp import Stamp
from station.domain.states import CaseState
from station.domain.values import Side
from sync.district import rules
from sync.district.premises import District

LOOK_AGAIN = timedelta(minutes=10)
"""A second look at the same page by the same clerk within this time is the same look."""


class UnknownCase(StationError):
    """A receipt number under which nothing is kept here."""


class NumberTaken(StationError):
    """An official number that another case bears."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One limit of a case as it was told, and how the working calendar leads to it."""

    clock: str
    """Its name, an English msgid."""
    due: Due
    basis: str
    held: str
    """What the clock waits for; empty while it runs."""
    supposed: bool = False
    """True for what would be so if the case were accepted now."""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case as a clerk sees it. `item` is in the case's own version; None if the
    catalogue does not have that."""

    station: str
    case: Case
    item: Item | None
    running: Running | None
    acts: tuple[Act, ...]


class CaseDesk:
    """The clerk's verbs. `clerk` is the name that stands in the events."""

    def __init__(self, district: District, clerk: str) -> None:
        self._district = district
        self._clerk = clerk

    # ---- looking

    def open(self, number: str) -> CaseFile:
        """The case with this receipt number. Raises UnknownCase."""
        with self._district.vault.reading():
            station, case = self._case(number)
            running = self._district.running(case)
        return CaseFile(
            station=station,
            case=case,
            item=rules.item_of(case),
            running=running,
            acts=possible(case, Side.DISTRICT),
        )

    def view(self, number: str, *, revealed: bool, purpose: str = "") -> CaseFile:
        """The same, for a page with personal data: the look is on record before it is shown."""
        with self._district.vault.transaction():
            station, case = self._case(number)
            if revealed or not self._just_looked(case):
                now = self._stamp()
                look = CaseViewed(
                    at=now.at, by=now.by, case=number, revealed=revealed, purpose=purpose
                )
                self._district.record(station, look)
                self._district.casebook.show(station, number)
        return self.open(number)

    def limits(self, file: CaseFile) -> tuple[Limit, ...]:
        """Every clock that runs, and how the working calendar leads to its end; before an
        acceptance the decision limits as they would be if it came now."""
        today = self._district.clock.now()
        with self._district.vault.reading():
            by = self._district.reckoning(file.case)
        try:
            told = [
                Limit(clock=one.clock, due=one.found, basis=one.basis, held=one.held)
                for one in clocks(file.case, by, today.date())
                if one.found
            ]
            if file.case.state is CaseState.HANDED_OVER and by.item:
                told.extend(self._if_accepted(today, by, by.item))
        except OutOfTime:  # a station may have accepted, in the village, in the year 9999
            return ()
        return tuple(told)

    def _if_accepted(self, now: datetime, by: Reckoning, item: Item) -> Iterator[Limit]:
        for name, limit in ((PROMISED, item.promised_limit), (LEGAL, item.legal_limit)):
            if limit is not None:
                found = due(now, limit, by.calendar, by.closes)
                yield Limit(clock=name, due=found, basis=limit.basis, held="", supposed=True)

    def suggested_number(self, file: CaseFile) -> str:
        """The next official number (办件编号) of this item today.

        District, item, day and a serial of four digits: the shape of national numbers, with
        the item's own code where a district has one.
        """
        today = self._district.clock.now().date()
        before = f"{self._district.id}-{file.case.opened.item}-{today:%Y%m%d}-"
        with self._district.vault.reading():
            given = self._district.casebook.official_numbers(before)
        serials = [int(tail) for number in given if (tail := number[len(before) :]).isdecimal()]
        return f"{before}{max(serials, default=0) + 1:04d}"

    # ---- acting

    def act(self, number: str, name: str, given: Given) -> CaseFile:
        """Do an act of the roll; it is on its way to the station from now on.

        Raises UnknownCase, IllegalStep, BadInput, RuleBroken, UnknownItem: see `acts.perform`.
        """
        with self._district.vault.transaction():
            station, case = self._case(number)
            event = perform(
                name, given, case=case, side=Side.DISTRICT, law=self._law(case),
                stamp=self._stamp(),
            )  # fmt: skip
            if isinstance(event, CaseAccepted):
                self._check_number(event)
            self._district.record(station, event)
            self._district.casebook.show(station, number)
        return self.open(number)

    # ---- inside

    def _case(self, number: str) -> tuple[str, Case]:
        asked = number.strip()
        found = self._district.casebook.case(asked) if asked.isprintable() else None
        if found is None:
            raise UnknownCase(
                "no case {number} has arrived here",
                "Compare it with the receipt; or the station must synchronise first.",
                number=number,
            )
        return found

    def _law(self, case: Case) -> Law:
        return self._district.law(case)

    def _stamp(self) -> Stamp:
        return Stamp(at=self._district.clock.now(), by=self._clerk)

    def _just_looked(self, case: Case) -> bool:
        since = self._district.clock.now() - LOOK_AGAIN
        return any(
            isinstance(entry.event, CaseViewed)
            and entry.side is Side.DISTRICT
            and entry.event.by == self._clerk
            and entry.event.at > since
            for entry in reversed(case.history)
        )

    def _check_number(self, accepted: CaseAccepted) -> None:
        bearer = self._district.casebook.bearer(accepted.official_number)
        if bearer:
            taken = NumberTaken(
                "case {number} has this official number already", "Take the next one.",
                number=bearer,
            )  # fmt: skip
            raise BadInput({"official_number": taken})

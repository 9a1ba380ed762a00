"""What a clerk does with cases: look, and every act of the district's side."""

from dataclasses import dataclass
from datetime import timedelta

from station.domain.act import Act, Law
from station.domain.acts import perform, possible
from station.domain.case import Case
from station.domain.deadlines import Due, OutOfTime, due
from station.domain.dues import Running
from station.domain.errors import BadInput, StationError
from station.domain.events import CaseAccepted, CaseViewed
from station.domain.fields import Given
from station.domain.items import Item
from station.domain.stamp import Stamp
from station.domain.values import Side
from sync.district import rules
from sync.district.casebook import clock_of
from sync.district.premises import District
from sync.district.words import N_

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
        return CaseFile(
            station=station,
            case=case,
            item=rules.item_of(case),
            running=clock_of(case),
            acts=possible(case, Side.DISTRICT),
        )

    def view(self, number: str, *, revealed: bool) -> CaseFile:
        """The same, for a page with personal data: the look is on record before it is shown."""
        with self._district.vault.transaction():
            station, case = self._case(number)
            if revealed or not self._just_looked(case):
                now = self._stamp()
                look = CaseViewed(at=now.at, by=now.by, case=number, revealed=revealed)
                self._district.record(station, look)
                self._district.casebook.show(station, number)
        return self.open(number)

    def limits(self, file: CaseFile) -> tuple[Limit, ...]:
        """The decision limits, counted from acceptance; from now on if it is not accepted."""
        if file.item is None:
            return ()
        accepted = file.case.last(CaseAccepted)
        begun = accepted.at if accepted else self._district.clock.now()
        named = (
            (N_("Promised decision"), file.item.promised_limit),
            (N_("Legal decision"), file.item.legal_limit),
        )
        try:
            return tuple(
                Limit(
                    clock=name,
                    due=due(begun, limit, rules.calendar(), rules.CLOSES),
                    basis=limit.basis,
                )
                for name, limit in named
                if limit is not None
            )
        except OutOfTime:  # a station may have accepted, in the village, in the year 9999
            return ()

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
        return rules.law(case)

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

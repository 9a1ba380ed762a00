"""What a clerk does with cases: look, and every act of the district's side."""

from dataclasses import dataclass, replace
from datetime import timedelta

from station.domain.act import Law
from station.domain.acts import Offer, offers, perform
from station.domain.case import Case, replay
from station.domain.dues import Running
from station.domain.errors import BadInput, StationError
from station.domain.event import CaseEvent
from station.domain.fact_events import CaseViewed, MessageRead
from station.domain.fields import Given
from station.domain.items import Item
from station.domain.looking import checked
from station.domain.parties import is_child
from station.domain.stamp import OFFICIAL_TIME, Stamp
from station.domain.values import Side
from station.domain.voices import heard, unread
from sync.district import crossing
from sync.district.casebook import Letter
from sync.district.guesses import Guesses, Numbers, numbers
from sync.district.heard import heard_until
from sync.district.limits import Limit, limits
from sync.district.premises import District

LOOK_AGAIN = timedelta(minutes=10)
"""A second look at the same page by the same clerk within this time is the same look."""


class UnknownCase(StationError):
    """A receipt number under which nothing is kept here."""


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case as a clerk sees it. `item` is in the case's own version; None if the
    catalogue does not have that."""

    station: str
    case: Case
    item: Item | None
    clocks: tuple[Running, ...]
    offers: tuple[Offer, ...]
    """What the table allows the district now."""
    stuck: StationError | None
    """Why nothing can be decided here, whatever the table allows; None as a rule."""
    letters: tuple[Letter, ...]
    """Letters of consent that other cases issued for this one."""
    fresh: int = 0
    """Messages of the station that nobody here had read before this look."""


class CaseDesk:
    """The clerk's verbs. `clerk` is the name that stands in the events."""

    def __init__(self, district: District, clerk: str) -> None:
        self._district = district
        self._clerk = clerk

    # ---- looking

    def open(self, number: str) -> CaseFile:
        """The case with this receipt number. Raises UnknownCase."""
        with self._district.vault.reading():
            return self._file(*self._case(number))

    def is_frozen(self, number: str) -> bool:
        """Whether its records are only stored: nobody sees them without a reason. Raises
        UnknownCase."""
        with self._district.vault.reading():
            return self._case(number)[1].frozen_at(Side.DISTRICT)

    def view(self, number: str, *, revealed: bool, purpose: str = "") -> CaseFile:
        """The same, for a page with personal data: the look is on record before it is shown,
        and so is it that the station's messages were read.

        Data in clear, and frozen records in any form, are shown for a purpose only; see
        `looking.checked`. Raises BadInput without one, UnknownCase.
        """
        with self._district.vault.transaction():
            station, case = self._case(number)
            number, now = case.number, self._stamp()
            frozen = case.frozen_at(Side.DISTRICT)
            if revealed or frozen or purpose:
                child = is_child(case.applicant, now.at.astimezone(OFFICIAL_TIME).date())
                purpose = checked(purpose, child=child, frozen=frozen)
            fresh = unread(case, Side.DISTRICT)
            events: list[CaseEvent] = []
            if revealed or purpose or not self._just_looked(case):
                events.append(
                    CaseViewed(
                        at=now.at, by=now.by, case=number, revealed=revealed, purpose=purpose
                    )
                )
            if fresh:
                upto = heard(case, Side.DISTRICT)
                events.append(MessageRead(at=now.at, by=now.by, case=number, upto=upto))
            if events:
                self._district.record(station, *events)
                self._district.casebook.show(station, number)
            return self._file(*self._case(number), fresh=fresh)

    def limits(self, file: CaseFile) -> tuple[Limit, ...]:
        """Every clock that runs, the days that lead to its end, and what an acceptance would
        start; none where the local rules cannot be read, as `stuck` says then."""
        try:
            with self._district.vault.reading():
                by = self._district.reckoning(file.case)
        except StationError:
            return ()
        return limits(file.case, by, self._district.clock.now())

    def guesses(self, file: CaseFile) -> Guesses:
        """What the forms of the offered acts begin with."""
        with self._district.vault.reading():
            law = None if file.stuck else self._law(file.station, file.case)
            next_ones = self._numbers(file.case)
        return Guesses(
            case=file.case, law=law, stamp=self._stamp(), numbers=next_ones, letters=file.letters
        )

    def suggested_number(self, file: CaseFile) -> str:
        """The next official number (办件编号) of this item today."""
        with self._district.vault.reading():
            return self._numbers(file.case).official

    # ---- acting

    def act(self, number: str, name: str, given: Given, *, seen: int | None = None) -> CaseFile:
        """Do an act of the roll; it is on its way to the station from now on.

        `seen` is how many entries the case had when its form was drawn, where that is known: what
        was done by the same form already, as by a second press of its button, is not done again.

        Raises UnknownCase, IllegalStep, BadInput, RuleBroken, UnknownItem: see `acts.perform`;
        BadInput also for what other cases forbid, see `crossing`.
        """
        with self._district.vault.transaction():
            station, case = self._case(number)
            if seen is None or not self._done(station, case, name, given, seen):
                self._district.record(station, self._event(station, case, name, given))
                self._district.casebook.show(station, case.number)
            return self._file(*self._case(number))

    # ---- inside

    def _done(self, station: str, case: Case, name: str, given: Given, seen: int) -> bool:
        """Whether what this form says stands among the entries that came after it was drawn."""
        before = replay(case.history[: max(1, seen)]) if seen < len(case.history) else None
        if before is None:
            return False
        law, stamp = self._law(station, case), self._stamp()
        try:
            event = perform(name, given, case=before, side=Side.DISTRICT, law=law, stamp=stamp)
        except StationError:
            return False
        later = (entry.event for entry in case.history[max(1, seen) :] if not entry.refused)
        return any(replace(one, at=event.at) == event for one in later)

    def _event(self, station: str, case: Case, name: str, given: Given) -> CaseEvent:
        law, stamp = self._law(station, case), self._stamp()
        crossed = crossing.faults(self._district.casebook, case, name, given, stamp)
        try:
            event = perform(name, given, case=case, side=Side.DISTRICT, law=law, stamp=stamp)
        except BadInput as wrong:
            raise BadInput({**crossed, **wrong.fields}) from None
        if crossed:
            raise BadInput(crossed)
        return event

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

    def _file(self, station: str, case: Case, fresh: int = 0) -> CaseFile:
        stuck: StationError | None = None
        offered: tuple[Offer, ...] = ()
        try:
            law = self._law(station, case)
            offered = offers(case, side=Side.DISTRICT, law=law, stamp=self._stamp())
        except StationError as fault:
            stuck = fault
        return CaseFile(
            station=station, case=case, item=self._district.lawbook.item_of(case),
            clocks=self._district.clocks(case), offers=offered, stuck=stuck, fresh=fresh,
            letters=tuple(self._district.casebook.letters(to_case=case.number)),
        )  # fmt: skip

    def _numbers(self, case: Case) -> Numbers:
        now = self._district.clock.now()
        return numbers(self._district.casebook, self._district.id, case, now.date())

    def _law(self, station: str, case: Case) -> Law:
        return replace(self._district.law(case), heard=heard_until(self._district, station))

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

"""What an agent does with cases: open, take in papers, notify, receive, and every other act."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from station.desk import spaced
from station.desk.notice import informing
from station.desk.office import Office, version_of
from station.desk.words import _
from station.domain.act import Act
from station.domain.acts import ACTS, Offer, offers, open_case, perform, possible
from station.domain.case import Case
from station.domain.deadlines import Standing
from station.domain.dues import Running, light
from station.domain.errors import BadInput, RuleBroken, StationError, together
from station.domain.event import CaseEvent, Event
from station.domain.fact_events import CaseViewed
from station.domain.fields import Given, understood
from station.domain.items import Item
from station.domain.looking import checked
from station.domain.materials import (
    Completeness,
    best_way,
    completeness,
    demanded,
    wrong_papers,
)
from station.domain.numbers import case_number
from station.domain.parties import is_child
from station.domain.people import Person
from station.domain.states import CaseState, holder_side
from station.domain.values import Presenter, Side
from station.storage.casebook import CaseLine, Wanted
from station.storage.drafts import DraftBook


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A case just recorded, and what its papers still lack."""

    case: Case
    lacking: Completeness


class CaseDesk:
    """The agent's verbs. Everything that changes a case goes through here."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # ---- asking

    def case(self, number: str) -> Case:
        """The case with this receipt number. Raises UnknownCase."""
        with self._office.vault.reading():
            return self._office.case(number)

    def frozen(self, number: str) -> Case | None:
        """The case with this receipt number if its records are frozen: no list has it, so its
        whole number is what finds it."""
        with self._office.vault.reading():
            case = self._office.casebook.case(number)
        return case if case is not None and case.frozen_at(Side.STATION) else None

    def item(self, case: Case) -> Item:
        """The item that the case is about, in the case's own version."""
        return self._office.item_of(case)

    def outdated(self, case: Case) -> Item | None:
        """The item as the catalogue has it now, if that is a newer version than the case's;
        None also when it is cancelled: see `cancelled`."""
        name, version = version_of(case)
        now = self._office.catalogue.in_force(name, self._office.today)
        return now if now and now.version > version else None

    def version_words(self, case: Case) -> str:
        """What to know of a running case's version; empty if it is the newest."""
        if holder_side(case.state, case.opened.decider) is None:
            return ""
        newer = self.outdated(case)
        if newer is not None:
            return _("The catalogue has version {version} now; this case keeps its own.").format(
                version=newer.version
            )
        if self.cancelled(case):
            return _("The item takes no new cases any more; this case goes on.")
        return ""

    def cancelled(self, case: Case) -> bool:
        """Whether no new case may begin with this item; the running one goes on."""
        office = self._office
        return office.catalogue.in_force(case.opened.item, office.today) is None

    def lines(self, wanted: Wanted, first: int, count: int) -> list[CaseLine]:
        """A window on the list of cases."""
        with self._office.vault.reading():
            return self._office.casebook.lines(wanted, first, count)

    def count(self, wanted: Wanted) -> int:
        """How many cases the list has."""
        with self._office.vault.reading():
            return self._office.casebook.count(wanted)

    def residents(self, text: str, count: int = 8) -> list[Person]:
        """Known people whom the words find, those seen last first."""
        with self._office.vault.reading():
            return self._office.casebook.residents(text, count)

    def open_cases(self, id_number: str, item_id: str) -> list[CaseLine]:
        """Cases of this item that have not ended, of the person with this identity number in
        normal form: a warning, no ban."""
        with self._office.vault.reading():
            return self._office.casebook.open_cases(id_number, item_id)

    def by_state(self) -> Mapping[CaseState, int]:
        """How many cases are in each state that occurs."""
        with self._office.vault.reading():
            return self._office.casebook.by_state()

    def lacking(self, case: Case) -> Completeness:
        """What the case's papers lack."""
        return completeness(self.item(case), case.papers)

    def acts(self, case: Case) -> tuple[Act, ...]:
        """What may be done with the case now, at this station."""
        return possible(case, Side.STATION)

    def offers(self, case: Case) -> tuple[Offer, ...]:
        """The same acts, each with who does it, by which clause, and what still hinders it."""
        office = self._office
        found = offers(case, side=Side.STATION, law=office.law(case), stamp=office.stamp())
        return office.rights.judged(found)

    def clock(self, case: Case) -> Running | None:
        """The legal clock that strikes first on this case."""
        return next(iter(self._office.clocks(case)), None)

    def clocks(self, case: Case) -> tuple[Running, ...]:
        """All legal clocks of this case, the nearest first, those that are held last; none where
        the district wrote times that no clock can show."""
        return self._office.clocks(case)

    def light(self, line: CaseLine) -> Standing | None:
        """How urgent the clock of this line is; None when none runs."""
        if line.due_since is None or line.due_at is None:
            return None
        office = self._office
        return light(
            line.due_since, line.due_at, office.clock.now(), office.calendar,
            provisional=line.provisional,
        )  # fmt: skip

    # ---- acting

    def open(
        self, item_id: str, applicant: Mapping[str, str], papers: Given, *, receive: bool,
        version: int = 0, draft: str = "", confirmed_by: Presenter | None = None,
    ) -> Opened:  # fmt: skip
        """Record a new case with what is in hand, in one transaction.

        With `receive`, complete papers are received at once; incomplete ones leave a case
        that waits for the rest, and so does an applicant whose guardian is to be named first.
        `version` is the one whose papers were marked; the draft of the name `draft` ends with it.
        Raises BadInput with all faults of applicant and papers, RuleBroken, and as `Office.item`.
        """
        office = self._office
        item, stamp = office.item(item_id, version), office.stamp()
        day = stamp.at.date()
        person = _understood(item, applicant, papers, day)

        def decide() -> tuple[Event, ...]:
            opened = open_case(
                number=self._next_number(day), item=item, applicant=person, stamp=stamp,
                approver=office.catalogue.approver(item, day),
            )  # fmt: skip
            case = Case.begin(opened)
            events: list[Event] = [opened]
            if papers:
                try:
                    taken = self._done(case, "take_papers", {"papers": papers}, confirmed_by)
                except BadInput as wrong:
                    raise BadInput(_of_materials(wrong.fields)) from None
                for one in taken:
                    case = case.after(Side.STATION, one)
                events += taken
            if receive and completeness(item, case.papers).complete:
                with suppress(RuleBroken):  # who may stand at the window is settled next
                    events.append(self._perform(case, "receive", {}))
            return (*events, *informing(office, person.id_number, stamp))

        opened, *_ = self._recorded(decide, draft)
        assert isinstance(opened, CaseEvent)
        case = self.case(opened.case)
        return Opened(case=case, lacking=self.lacking(case))

    def act(
        self, number: str, name: str, given: Given, *, draft: str = "",
        confirmed_by: Presenter | None = None,
    ) -> Case:  # fmt: skip
        """Do an act of the roll; the draft that its form was typed in ends with it. Papers from
        the applicant's space are taken with the record of who confirmed it: see `spaced`.

        Raises IllegalStep, BadInput, RuleBroken; see `acts.perform`.
        """

        def decide() -> tuple[Event, ...]:
            return self._done(self._office.case(number), name, given, confirmed_by)

        self._recorded(decide, draft)
        return self.case(number)

    def view(self, number: str, *, revealed: bool, purpose: str = "") -> Case:
        """Open a case's page. The look is on record before the data are shown, unless they are
        masked and the disk takes nothing more.

        Data in clear, and frozen records in any form, are shown for a purpose only; see
        `looking.checked`. Raises BadInput without one, UnknownCase.
        """
        case, now = self.case(number), self._office.stamp()
        if revealed or case.frozen_at(Side.STATION) or purpose:
            child = is_child(case.applicant, now.at.date())
            purpose = checked(purpose, child=child, frozen=case.frozen_at(Side.STATION))
        look = CaseViewed(
            at=now.at, by=now.by, case=case.number, revealed=revealed, purpose=purpose
        )
        if purpose or self._office.trouble is None:
            self._office.record(look)
        return case

    # ---- inside

    def _recorded(self, decide: Callable[[], tuple[Event, ...]], draft: str) -> tuple[Event, ...]:
        """What was decided is on the disk and its draft is not, both or neither."""
        with self._office.transaction():
            events = self._office.record_decided(decide)
            DraftBook(self._office.vault).forget(draft)
        return events

    def _done(
        self, case: Case, name: str, given: Given, confirmed_by: Presenter | None
    ) -> tuple[CaseEvent, ...]:
        """The event of an act, and what has to be on record beside it."""
        stamp = self._office.stamp()
        if "papers" in given:
            given = {**given, "papers": spaced.named(self._office, case, given["papers"], stamp)}
        event = self._perform(case, name, given)
        return event, *spaced.used(self._office, case, event, confirmed_by, stamp)

    def _perform(self, case: Case, name: str, given: Given) -> CaseEvent:
        return perform(
            name, given, case=case, side=Side.STATION,
            law=self._office.law(case), stamp=self._office.stamp(),
        )  # fmt: skip

    def _next_number(self, day: date) -> str:
        office = self._office
        before = case_number(office.code, office.tag, day, 0).removesuffix("0000")
        serial = office.casebook.serials(before) + 1
        return case_number(office.code, office.tag, day, serial)


def _understood(item: Item, applicant: Mapping[str, str], papers: Given, today: date) -> Person:
    """The applicant, once every field of the form is right. Raises BadInput with all faults."""
    faults: dict[str, StationError] = {}
    person: Person | None = None
    try:
        person = Person.of(applicant, today)
    except BadInput as wrong:
        faults.update(wrong.fields)
    if papers:
        faults.update(wrong_marks(item, papers, today))
    if person is None or faults:
        raise BadInput(faults)
    return person


def wrong_marks(item: Item, papers: object, today: date) -> dict[str, StationError]:
    """What is wrong with the papers of a new case, by the number of the material."""
    told, unread = understood(ACTS["take_papers"].fields, {"papers": papers})
    impossible = wrong_papers(item, told.get("papers", {}), today)
    return _of_materials(together(unread, impossible))


def _of_materials(wrong: Mapping[str, StationError]) -> dict[str, StationError]:
    """Faults of papers, named as on the form of a new case: by the number of the material."""
    listed = wrong.get("papers", BadInput(wrong))
    if not isinstance(listed, BadInput):
        return {"materials": listed}
    return {f"materials.{name}": fault for name, fault in listed.fields.items()}


def all_papers(item: Item) -> dict[str, str]:
    """Everything that the item asks of everybody, taken in as it asks."""
    return {
        str(material.seq): best_way(material).value
        for material in item.materials
        if demanded(material)
    }

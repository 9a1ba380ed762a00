"""我的空间 at the desk: consent, filing, documents taken from it for a case, the use log."""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from station.desk.cases import CaseDesk
from station.desk.erasing import erase_spent
from station.desk.office import Office, version_of
from station.desk.words import N_
from station.domain.act import optional
from station.domain.case import Case
from station.domain.errors import BadInput, StationError
from station.domain.event import Event
from station.domain.fact_events import SpaceUsed
from station.domain.fields import FieldKind, Given, parse
from station.domain.items import Item
from station.domain.looking import checked
from station.domain.people import Person
from station.domain.person_events import DocumentFiled, PersonViewed
from station.domain.space import (
    LASTING,
    RESULT,
    Space,
    SpaceEntry,
    entry_name,
    offers,
    result_of,
)
from station.domain.space_acts import (
    FORMS,
    OnPaper,
    consent,
    file_paper,
    file_result,
    is_child,
    remove,
    revoke,
)
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Consent, Presenter, Taken
from station.storage.casebook import CaseLine, Wanted
from station.storage.personbook import SpaceLine

FILE_FIELDS = (
    optional("number", N_("Number on it")), optional("issuer", N_("Issued by")),
    optional("issued", N_("Issued on"), FieldKind.DATE),
    optional("expires", N_("Valid until"), FieldKind.DATE),
)  # fmt: skip
"""What may be typed of a paper that is filed."""
NO_END = frozenset({"长期", "永久", "长期有效", "permanent", "long-term"})
"""What stands on a paper that never expires."""
_MOST_CASES = 1000


class UnknownPerson(StationError):
    """Nobody with this identity number ever applied here, or the words find several."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """One line of the use log: which paper of which case came from the space."""

    name: str
    """What the case calls the paper; empty if its item is not known any more."""
    used: SpaceUsed


@dataclass(frozen=True, kw_only=True)
class Filable:
    """Something of a case that may be filed: a paper's number in it, or `RESULT`."""

    case: str
    place: str
    name: str


class SpaceDesk:
    """The agent's verbs on the space of a resident."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # ---- asking

    def person(self, text: str) -> Person:
        """The known resident with this identity number, or the only one whom the words find.
        Raises UnknownPerson."""
        with self._office.vault.reading():
            found = self._office.casebook.residents(text, 2)
        if len(found) != 1:
            raise UnknownPerson(
                "{count} known residents fit" if found else "no known resident fits",
                "Give the whole identity number of somebody who applied here.",
                count=f"{len(found)}+",
            )
        return found[0]

    def space(self, id_number: str) -> Space:
        """What this person consents to, and what lies in their space."""
        with self._office.vault.reading():
            return self._office.personbook.space(id_number)

    def cases(self, id_number: str) -> list[CaseLine]:
        """The person's cases, newest first."""
        with self._office.vault.reading():
            lines = self._office.casebook.lines(Wanted(text=id_number), 0, _MOST_CASES)
        return [line for line in lines if line.id_number == id_number]

    def offers(self, item: Item, id_number: str) -> Mapping[int, SpaceEntry]:
        """What the space has for a new case of this item today: material number -> entry."""
        return offers(item, self.space(id_number), self._today())

    def is_child(self, id_number: str) -> bool:
        """Whether the guardian consents and confirms, the person being under 14."""
        return is_child(Space(person=id_number), self._today())

    def uses(self, id_number: str) -> list[Use]:
        """What the person's cases took from their space, in order; the document may be gone."""
        cases = [line.number for line in self.cases(id_number)]
        with self._office.vault.reading():
            found = self._office.personbook.uses(cases)
            return [Use(name=self._paper(one), used=one) for one in found]

    def _paper(self, used: SpaceUsed) -> str:
        case = self._office.case(used.case)
        item = self._office.version(*version_of(case))
        materials = item.materials if item else ()
        return next((one.name_zh for one in materials if one.seq == used.seq), "")

    def expiring(self, days: int) -> list[SpaceLine]:
        """Documents in open spaces that end within so many days, or ended already. Raises
        BadInput at `days`."""
        if days < 0:
            raise BadInput({"days": StationError("this is no number of days", "Type 0 or more.")})
        last = min(self._today().toordinal() + days, LASTING.toordinal() - 1)
        with self._office.vault.reading():
            return self._office.personbook.expiring(date.fromordinal(last))

    def filable(self, id_number: str) -> list[Filable]:
        """Papers in hand in the person's cases, and results of them, that serve again and do not
        lie in the space yet; those of the newest case first."""
        space = self.space(id_number)
        return [
            one
            for line in self.cases(id_number)
            for one in self._filable(line.number)
            if entry_name(one.case, one.place) not in space.entries
        ]

    def _filable(self, number: str) -> list[Filable]:
        with self._office.vault.reading():
            case = self._office.case(number)
        item = self._office.version(case.opened.item, case.item_version)
        if item is None:
            return []
        result = result_of(case, item)
        last = [Filable(case=number, place=RESULT, name=result.name)] if result else []
        taken = {seq: paper.taken for seq, paper in case.papers.items()}
        return last + [
            Filable(case=number, place=str(one.seq), name=one.name_zh)
            for one in item.materials
            if one.reusable and taken.get(one.seq) in FORMS
        ]

    # ---- acting

    def view(self, id_number: str, purpose: str) -> None:
        """Put on record that somebody looks at all of a person in clear, before they do; see
        `looking.checked`. Raises BadInput without a purpose."""
        now = self._office.stamp()
        told = checked(purpose, child=self.is_child(id_number))
        self._office.record(PersonViewed(at=now.at, by=now.by, person=id_number, purpose=told))

    def consent(self, id_number: str, what: Consent, guardian: str = "") -> Space:
        """Record a consent, given by itself and signed. Raises BadInput, RuleBroken."""
        clean = _guardian(guardian)
        return self._on(
            id_number, lambda space: (consent(space, what, clean, self._office.stamp()),)
        )

    def revoke(self, id_number: str, what: Consent) -> Space:
        """Record that a consent was taken back; with the one to the space its documents go. Raises
        RuleBroken."""
        return self._on(id_number, lambda space: (revoke(space, what, self._office.stamp()),))

    def set_consents(self, id_number: str, wanted: Set[Consent], guardian: str = "") -> Space:
        """Record what changes until exactly these consents are in force. Raises BadInput."""
        clean, stamp = _guardian(guardian), self._office.stamp()

        def changes(space: Space) -> tuple[Event, ...]:
            given = (one for one in Consent if one in wanted and one not in space.consents)
            taken = (one for one in Consent if one in space.consents and one not in wanted)
            return (
                *(consent(space, what, clean, stamp) for what in given),
                *(revoke(space, what, stamp) for what in taken),
            )

        return self._on(id_number, changes)

    def file(self, number: str, place: str, given: Given, *, of: str = "") -> SpaceEntry:
        """File the paper with this number of a case, or its `RESULT`, with what was typed of it
        (FILE_FIELDS; a day without end is one of NO_END), in the space of the applicant, who is
        `of` if that is said. Raises BadInput, RuleBroken."""
        said = {} if place == RESULT else parse(FILE_FIELDS, _ended(given))
        office = self._office

        def decide() -> tuple[Event, ...]:
            case = office.case(number)
            item, stamp = office.item_of(case), office.stamp()
            space = office.personbook.space(of or case.applicant.id_number)
            if place == RESULT:
                return (file_result(space, case, item, stamp),)
            seq = int(place) if re.fullmatch("[0-9]{1,4}", place) else 0
            return (file_paper(space, case, item, seq, OnPaper(**said), stamp),)

        (filed,) = office.record_decided(decide)
        assert isinstance(filed, DocumentFiled)
        return self.space(filed.person).entries[filed.entry]

    def remove(self, id_number: str, entry: str, reason: str) -> Space:
        """Take a document out of the space. Raises UnknownEntry."""
        why = parse((optional("reason", "Reason", FieldKind.TEXT),), {"reason": reason})["reason"]
        return self._on(id_number, lambda space: (remove(space, entry, why, self._office.stamp()),))

    def use(
        self, number: str, entries: Mapping[int, str], confirmed_by: Presenter | None = None
    ) -> Case:
        """Take documents of the applicant's space in for a case: material number -> entry; an
        empty name is the entry that is offered. See `confirmed`. Raises BadInput by material,
        RuleBroken."""
        papers = {
            str(seq): {"taken": Taken.SPACE.value, "reference": entry}
            for seq, entry in entries.items()
        }
        cases = CaseDesk(self._office)
        return cases.act(number, "take_papers", {"papers": papers}, confirmed_by=confirmed_by)

    # ---- inside

    def _today(self) -> date:
        return self._office.clock.now().astimezone(OFFICIAL_TIME).date()

    def _on(self, id_number: str, act: Callable[[Space], tuple[Event, ...]]) -> Space:
        office = self._office
        office.record_decided(lambda: act(office.personbook.space(id_number)))
        erase_spent(office)
        return self.space(id_number)


def _guardian(name: str) -> str:
    return str(parse((optional("guardian", "Guardian"),), {"guardian": name})["guardian"])


def _ended(given: Given) -> Given:
    """A day that never comes is written in words."""
    if str(given.get("expires", "")).strip() in NO_END:
        return {**given, "expires": LASTING.isoformat()}
    return given

"""The copy of all that is kept of a person as they can read it: a text in the screen's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from station.desk.drafts import DraftLine, fields_of
from station.desk.gathering import Gathered, OwnCase, own_name
from station.desk.people import purpose_words
from station.desk.sharing import lent_words
from station.desk.words import CHINESE, _, because, language, word
from station.domain.case import Entry
from station.domain.event import Event
from station.domain.event_told import Reading, details, moment
from station.domain.masking import masked_person
from station.domain.people import Person
from station.domain.space import LASTING, SpaceEntry
from station.domain.transfer_events import CaseBrought
from station.domain.values import Side
from station.storage.lookbook import Look


@dataclass(frozen=True, kw_only=True)
class Head:
    """Who made the copy, when and what for."""

    office: str
    made: datetime
    by: str
    purpose: str


def told(head: Head, found: Gathered) -> Iterator[str]:
    """The copy, line by line."""
    yield _("What {name} keeps of one person. Personal data in clear: keep it safe.").format(
        name=head.office
    )
    yield _said(
        (_("Made on"), moment(head.made)), (_("By"), head.by),
        (_("Purpose"), purpose_words(head.purpose)),
    )  # fmt: skip
    yield from _section(_("The person"), _person(found))
    for own in found.cases:
        yield from _section(_("Case {number}").format(number=own.case.number), _case(own, found))
    named = _events(found.mentioned, found)
    yield from _section(_("Named in a case besides as applicant"), named)
    yield from _section(_("Their space"), _space(found))
    yield from _section(_("Uses of the space"), _uses(found))
    yield from _section(_("On record of the person"), _events(found.on_record, found))
    yield from _section(_("In dispute"), (
        _said((word(one.field), one.says), (_("Said on"), moment(one.at))) for one in found.disputes
    ))  # fmt: skip
    yield from _section(_("Unfinished forms"), _unfinished(found.unfinished))
    yield from _section(_("Who looked"), map(_look, found.looks))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield title
    written = False
    for line in lines:
        written = True
        yield f"  {line}"
    if not written:
        yield "  " + _("Nothing.")


def _said(*parts: tuple[str, str]) -> str:
    """Labels with their words, those without words left out."""
    return "  ".join(f"{label}: {words}" for label, words in parts if words)


def _person(found: Gathered) -> Iterator[str]:
    if found.person is None:
        yield _said((_("Identity number"), found.id_number))
        yield _("No case in use tells more; see the cases below.")
    else:
        yield _of_person(found.person)


def _of_person(person: Person) -> str:
    return _said(
        (_("Name"), person.name), (_("Identity number"), person.id_number),
        (_("Telephone"), person.phone), (_("Address"), person.address),
    )  # fmt: skip


def _case(own: OwnCase, found: Gathered) -> Iterator[str]:
    case = own.case
    yield _said((_("Item"), case.opened.item_name), (_("State"), word(case.state)),
                (_("Official number"), own.official_number),
                (_("Recorded on"), moment(case.opened.at)))  # fmt: skip
    if case.frozen_at(Side.STATION):
        yield _("The records of this case are frozen: only stored and protected.")
    yield _of_person(case.applicant)
    reading = _reading(found, own.papers)
    if case.papers:
        yield _("Papers")
    for seq, paper in sorted(case.papers.items()):
        yield "  " + _said(
            (reading.paper(seq), word(paper.taken)),
            (_("Originals"), _count(paper.originals)), (_("Copies"), _count(paper.copies)),
            (_("Pages"), _count(paper.pages)), (_("To give back"), _count(paper.lent)),
            (_("Promised for"), f"{paper.until}" if paper.until else ""),
            (_("Number"), paper.reference),
        )  # fmt: skip
    yield _("What happened")
    for entry in case.history:
        yield from (f"  {line}" for line in _entry(entry, reading))


def _count(number: int) -> str:
    return str(number) if number else ""


def _entry(entry: Entry, reading: Reading) -> Iterator[str]:
    who = entry.event.by if entry.side is Side.STATION else f"{word(entry.side)} {entry.event.by}"
    yield f"{moment(entry.event.at)}  {who}  {word(entry.event.kind)}"
    if entry.refused:
        yield "  " + _said((_("Without effect"), because(entry.refused)))
    if isinstance(entry.event, CaseBrought):
        yield "  " + _said((_("From the station"), entry.event.from_name))
    for label, words in details(entry.event, reading):
        yield f"  {label}: {words}"


def _events(events: Iterable[Event], found: Gathered) -> Iterator[str]:
    reading = _reading(found, {})
    for event in events:
        yield f"{moment(event.at)}  {event.by}  {word(event.kind)}"
        case = getattr(event, "case", "")
        for label, words in ((_("Case"), case), *details(event, reading)):
            if words:
                yield f"  {label}: {words}"


def _reading(found: Gathered, papers: Mapping[int, str]) -> Reading:
    def person(one: Person) -> str:
        own = one.id_number == found.id_number
        shown = (one.name, one.id_number, one.phone, one.address) if own else (
            masked_person(one).values()
        )  # fmt: skip
        return " · ".join(filter(None, shown))

    def text(part: str, value: str) -> str:
        return own_name(part, value, found)

    chinese = language() == CHINESE
    return Reading(say=_, chinese=chinese, papers=papers, person=person, text=text)


def _space(found: Gathered) -> Iterator[str]:
    for what, given in found.space.consents.items():
        yield _said((_("Consent"), word(what)), (_("Given on"), moment(given.at)),
                    (_("Recorded by"), given.by), (_("Guardian"), given.guardian))  # fmt: skip
    if not found.space.is_open:
        yield _("There is no consent to the space; nothing lies in it.")
    yield from map(_document, (*found.space.entries.values(), *found.space.brought.values()))


def _document(one: SpaceEntry) -> str:
    if one.expires is None:
        expires = ""
    else:
        expires = _("no end") if one.expires == LASTING else f"{one.expires}"
    return _said(
        (word(one.form), one.name), (_("Number on it"), one.number), (_("Issued by"), one.issuer),
        (_("Issued on"), f"{one.issued or ''}"), (_("Valid until"), expires),
        (_("From the case"), one.case), (_("Filed"), moment(one.filed_at)),
        (_("Recorded by"), one.filed_by), (_("From another station"), lent_words(one)),
    )  # fmt: skip


def _uses(found: Gathered) -> Iterator[str]:
    papers = {own.case.number: own.papers for own in found.cases}
    for use in found.uses:
        yield _said(
            (_("Case"), use.case), (_("Paper"), papers[use.case].get(use.seq, "")),
            (_("When"), moment(use.at)), (_("Confirmed by"), word(use.confirmed_by)),
            (_("Recorded by"), use.by),
            (_("What they may be used for"), word(use.purpose) if use.purpose else ""),
        )  # fmt: skip


def _unfinished(lines: Iterable[DraftLine]) -> Iterator[str]:
    for line in lines:
        yield f"{moment(line.draft.since)}  {line.draft.by}  {_(line.title)}"
        yield from (f"  {_(label)}: {words}" for label, words in fields_of(line.draft) if words)


def _look(look: Look) -> str:
    clear = _("in clear") if look.in_clear else _("masked")
    what = _said((_("Case"), look.case), (_("Purpose"), purpose_words(look.purpose)))
    return f"{moment(look.at)}  {look.by}  {word(look.side)}  {word(look.kind)}  {clear}  {what}"

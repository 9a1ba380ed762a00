"""Documents of a resident's space for another station: the consent, its end, what became of it."""

from collections.abc import Callable
from datetime import date, datetime

from station.desk.erasing import erase_spent
from station.desk.facts_words import local
from station.desk.office import Office
from station.desk.words import N_, _, word
from station.domain.code_lists import AREAS
from station.domain.errors import BadInput, StationError
from station.domain.event import Event
from station.domain.fields import Given
from station.domain.names import mask_name
from station.domain.roles import Right
from station.domain.sharing import Sharing
from station.domain.sharing_acts import end, share
from station.domain.sharing_events import SharingConsented, SharingRevoked
from station.domain.space import Space, SpaceEntry
from station.domain.space_acts import guarded_until

MANNER = N_(
    "That station keeps the names, numbers, issuers and days of these documents sealed, shows them"
    " to its agents, and uses them for the purpose named and the person's own cases alone,"
    " confirmed each time; they go there through the district. When the consent ends they are"
    " erased there; with a case that used one stays which it was, who confirmed it and what was"
    " scanned for it, as long as its records are kept."
)
"""In which way the documents are handled; told before somebody consents (个人信息保护法 23)."""


class SharingDesk:
    """The agent's verbs where documents of a space go to another station."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def sharings(self, id_number: str) -> tuple[Sharing, ...]:
        """All consents of this person, in the order in which they were given here."""
        with self._office.vault.reading():
            return self._office.personbook.sharings(id_number)

    def share(self, id_number: str, given: Given) -> Sharing:
        """Record the consent, with what SHARING_FIELDS ask; a name that is left empty is that of
        the area code. Raises BadInput, RuleBroken."""
        office = self._office
        office.rights.ask(Right.WORK, SharingConsented.kind)
        named = self._named(given)

        def decide(space: Space) -> Event:
            before = office.personbook.sharings(id_number)
            made = share(space, before, named, own=office.code, stamp=office.stamp())
            self._refuse_where_nothing_goes(made.to)
            return made

        self._on(id_number, decide)
        return self.sharings(id_number)[-1]

    def end(self, id_number: str, to: str) -> None:
        """Record that the consent for this station was taken back. Raises RuleBroken."""
        self._office.rights.ask(Right.WORK, SharingRevoked.kind)
        self._on(id_number, lambda space: end(space, to.strip(), self._office.stamp()))

    # ---- inside

    def _named(self, given: Given) -> Given:
        areas = self._office.codes.get(AREAS)
        row = areas.rows.get(str(given.get("to", "")).strip()) if areas else None
        return given if given.get("name") or row is None else {**given, "name": row.name}

    def _refuse_where_nothing_goes(self, to: str) -> None:
        office = self._office
        fault: StationError | None = None
        if areas := office.codes.get(AREAS):
            fault = areas.ended(to, office.today)
        if not office.line.peer:
            fault = StationError(
                "this station has no district yet",
                "Join one; it brings the documents from place to place.",
            )
        if fault:
            raise BadInput({"to": fault})

    def _on(self, id_number: str, act: Callable[[Space], Event]) -> None:
        office = self._office
        office.record_decided(lambda: (act(office.personbook.space(id_number)),))
        erase_spent(office)


def consent_lines(given: SharingConsented, own: str) -> tuple[tuple[str, str], ...]:
    """What the person consents to, as a sheet has to say it: labels and words. `own` is the name of
    this station (个人信息保护法 23)."""
    return (
        (_("Station that passes them on"), own),
        (_("Station that gets them"), f"{given.name} ({given.to})"),
        (_("Its telephone or address"), given.contact),
        (_("What they may be used for"), word(given.purpose)),
        (_("Kinds of documents"), "、".join(given.documents)),
        (_("In which way"), _(MANNER)),
        (
            _("Last day of the consent"),
            "; ".join(filter(None, (f"{given.until}", grown_words(given)))),
        ),
        (_("Guardian"), given.guardian),
        (_("Taking it back"), _("At any time, at this station; cases are handled without it.")),
    )


def sharing_words(one: Sharing, today: date) -> str:
    """Where one consent stands, in a sentence."""
    said = word(one.answer) if one.answer else _("not confirmed by the district yet")
    if one.in_force(today):
        return _("until {day}; {answer}").format(day=one.given.until, answer=said)
    ended = _day(one.ended) if one.ended else f"{one.given.until}"
    if one.is_settled and one.answered:
        told = _day(one.answered)
        return _("ended on {day}; {answer}, confirmed on {told}").format(
            day=min(ended, told), answer=said, told=told
        )
    return _("ended on {day}; that nothing is left there is NOT confirmed yet").format(day=ended)


def sharing_lines(found: tuple[Sharing, ...], today: date) -> list[str]:
    """All consents with where they stand, a line each."""
    return [
        _("To {name} ({code}): {state}").format(
            name=one.given.name, code=one.given.to, state=sharing_words(one, today)
        )
        + (f" {_('Guardian')} {mask_name(one.given.guardian)}" if one.given.guardian else "")
        + (f"; {words}" if (words := grown_words(one.given)) else "")
        for one in found
    ]


def grown_words(given: SharingConsented) -> str:
    """Why a guardian's consent ends on its last day, where the child is 14 on the day after
    (个人信息保护法 31)."""
    if not given.guardian or given.until != guarded_until(Space(person=given.person)):
        return ""
    return _("then the child is 14 and consents in person")


def lent_words(entry: SpaceEntry) -> str:
    """From which station a document came, by which consent; nothing of an own one."""
    if entry.lent is None:
        return ""
    return _("from {name} by the consent of {day}, until {until}, only for: {purpose}").format(
        name=entry.lent.name, day=_day(entry.lent.since), until=entry.lent.until,
        purpose=word(entry.lent.purpose),
    )  # fmt: skip


def bound_words(entry: SpaceEntry) -> str:
    """What alone a document from another station may be used for; nothing of an own one."""
    if entry.lent is None:
        return ""
    return _("only for: {purpose}").format(purpose=word(entry.lent.purpose))


def _day(at: datetime) -> str:
    return f"{local(at):%Y-%m-%d}"

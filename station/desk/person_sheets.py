"""Sheets about a person and no case: the notice on personal information, with the consents."""

from pathlib import Path

from forms.facts import Facts
from forms.parts.case import Applicant
from forms.parts.case import Office as SheetOffice
from forms.parts.privacy import Consented, Privacy, Shared
from station.desk.notice import notice, wording
from station.desk.office import Office
from station.desk.people import PersonDesk
from station.desk.printing import PrintDesk, Printed
from station.desk.sharing import MANNER
from station.desk.words import CHINESE, in_chinese
from station.domain.event import Event
from station.domain.parties import named
from station.domain.people import Person
from station.domain.person_events import PersonInformed, PersonSheetPrinted
from station.domain.space import Space
from station.domain.space_acts import is_child
from station.domain.stamp import Stamp, official_day
from station.domain.telling import name_of
from station.domain.values import Role
from station.storage.lookbook import LookBook

NOTICE = "F14"


def print_notice(office: Office, id_number: str, *, out: Path | None = None) -> Printed:
    """The notice for this person, to be signed, with a tick for each consent: noted, and printed
    or saved to `out`. Printing it gives no consent; what stands on record is ticked.

    Raises UnknownResident, NoticeFaults, MissingFacts, CannotSave.
    """
    person = PersonDesk(office).resident(id_number)

    def noted(now: Stamp, number: str) -> tuple[Facts, Event]:
        events = office.personbook.events(id_number)
        before = sum(isinstance(one, PersonSheetPrinted) and one.sheet == NOTICE for one in events)
        event = PersonSheetPrinted(
            at=now.at, by=now.by, person=id_number, sheet=NOTICE, sheet_number=number,
            nth=1 + before, saved=out is not None,
        )  # fmt: skip
        privacy = _privacy(office, id_number, events, now)
        return _facts(office, person, privacy, event), event

    return PrintDesk(office).of_the_office(NOTICE, noted, out=out)


def _facts(office: Office, person: Person, privacy: Privacy, event: PersonSheetPrinted) -> Facts:
    settings = office.settings
    return Facts(
        sheet_number=event.sheet_number,
        printed_at=event.at,
        print_count=event.nth,
        agent=event.by,
        practice=office.practice,
        station=SheetOffice(
            code=office.code, name=office.name, phone=settings.office_phone,
            address=settings.office_address,
        ),
        applicant=Applicant(
            name=person.name, sex=person.sex.value, birth=person.birth,
            id_number=person.id_number, phone=person.phone, address=person.address,
        ),
        privacy=privacy,
    )  # fmt: skip


def _privacy(office: Office, id_number: str, events: tuple[Event, ...], now: Stamp) -> Privacy:
    """The wording is the Chinese one, whatever the screen shows: it is the one that binds."""
    version, told = notice(office.home).version, wording(office, CHINESE)
    space = Space.of(id_number, events)
    child = is_child(space, now.day)
    guardian, relation = _guardian(office, space) if child else ("", "")
    informed = [one for one in events if isinstance(one, PersonInformed) and one.version == version]
    return Privacy(
        version=version,
        paragraphs=told.paragraphs,
        informed_on=official_day(informed[-1].at) if informed else None,
        child=child,
        guardian=guardian,
        relation=relation,
        consents=tuple(
            Consented(what=what.value, on=official_day(one.at), guardian=one.guardian)
            for what, one in space.consents.items()
        ),
        shared=tuple(
            Shared(
                recipient=f"{one.name}（{one.to}）",
                contact=one.contact,
                kinds=one.documents,
                purpose=in_chinese(name_of(one.purpose)),
                manner=in_chinese(MANNER),
                until=one.until,
                on=official_day(one.at),
                guardian=one.guardian,
            )
            for one in space.shared.values()
            if one.until >= now.day
        ),
    )


def _guardian(office: Office, space: Space) -> tuple[str, str]:
    """Who consented for the child, else who is the guardian in its newest case; and what they are
    to the child, as a case that names them tells it."""
    given = [one.guardian for one in space.consents.values()]
    given += [one.guardian for one in space.shared.values()]
    consented = next(filter(None, given), "")
    for number in reversed(LookBook(office.vault).cases_of(space.person)):
        party = named(office.case(number), Role.GUARDIAN)
        if party and consented in ("", party.person.name):
            return party.person.name, party.relation
    return consented, ""

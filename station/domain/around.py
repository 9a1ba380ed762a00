"""Acts that move nothing: people, originals, messages, visits, letters, words on the service."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from station.domain.act import (
    COMPANION,
    REASON,
    WORDS,
    Act,
    Told,
    not_past,
    one_of,
    optional,
    past,
    plain,
    yes_or_no,
)  # fmt: skip
from station.domain.decider_events import OpinionGiven
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fact_events import (
    ConsentLetterIssued,
    ConsentLetterRelied,
    ContactMade,
    MandateGiven,
    MandateRevoked,
    MessageRead,
    MessageWritten,
    NegativeExplained,
    OriginalsMoved,
    PartyNamed,
    PromiseExtended,
    RequestMade,
    SiteVisited,
)
from station.domain.fields import Field, FieldKind
from station.domain.names import clean_address, clean_name, clean_phone
from station.domain.parties import GUARDED_UNDER
from station.domain.people import Person, ResidentId, clean_id
from station.domain.promises import promised_for
from station.domain.values import NegativeKind, Place, Power, Request, Role
from station.domain.voices import heard
from station.domain.window import PRESENTER, presenter

CONTACTS = ("telephone", "visit", "message", "counter")
PERSON = (
    Field(name="name", label="Name", check=clean_name),
    Field(name="id", label="Identity number", check=clean_id),
    Field(name="phone", label="Telephone", required=False, check=clean_phone),
    Field(name="address", label="Address", required=False, check=clean_address),
)


def _person(told: Told) -> Person:
    return Person.of({name: told.values[name] for name in _PERSON}, told.today)


_PERSON = ("name", "id", "phone", "address")


def _party(told: Told) -> CaseEvent:
    return PartyNamed(
        **told.head, role=Role(told.values["role"]), person=_person(told),
        relation=told.values["relation"],
    )  # fmt: skip


def _mandate(told: Told) -> CaseEvent:
    """民法典 165: agent, matter, powers, period."""
    values = told.values
    return MandateGiven(
        **told.head, mandatary=_person(told), matter=values["matter"],
        powers=tuple(Power(power) for power in values["powers"]),
        begins=values["begins"], ends=values["ends"],
        redelegation=values["redelegation"] == "yes", notes=values["notes"],
    )  # fmt: skip


def _who(told: Told) -> Mapping[str, StationError]:
    """An identity number is read once more with the day on which it is told. Values that were
    not understood have their own fault."""
    if "id" not in told.values:
        return {}
    try:
        ResidentId.parse(told.values["id"], told.today)
    except StationError as fault:
        return {"id": fault}
    return {}


def _another(told: Told) -> Mapping[str, StationError]:
    """Nobody stands for themselves."""
    wrong = _who(told)
    if "id" not in told.values or wrong:
        return wrong
    if ResidentId.parse(told.values["id"], told.today).number != told.case.applicant.id_number:
        return {}
    return {
        "id": StationError(
            "this is the number of the applicant",
            "Give the number of the one who stands for the applicant.",
        )
    }


def _named(told: Told) -> Mapping[str, StationError]:
    """民法典 27: a guardian is of full capacity, and nobody is their own."""
    if told.values.get("role") != Role.GUARDIAN.value:
        return _who(told)
    wrong = _another(told)
    if "id" not in told.values or wrong:
        return wrong
    number = ResidentId.parse(told.values["id"], told.today)
    if number.age_on(told.today) < GUARDED_UNDER:
        return {
            "id": StationError(
                "whoever is under 16 is nobody's guardian (民法典第二十七条)",
                "Name somebody of full age; compare the number with the card.",
            )
        }
    return {}


def _mandated(told: Told) -> Mapping[str, StationError]:
    """民法典 161: somebody else acts for the applicant. The period is one, and its end is not
    past."""
    begins, ends = told.values.get("begins", told.today), told.values.get("ends")
    if ends is None or ends >= max(begins, told.today):
        return _another(told)
    over = StationError("the mandate would be over already", "Look at the period.")
    return {"ends": over, **_another(told)}


def _explain(told: Told) -> CaseEvent:
    values = told.values
    return NegativeExplained(
        **told.head, what=NegativeKind(values["what"]), explained=values["explained"] == "yes",
        objection=values["objection"],
    )  # fmt: skip


def _read(told: Told) -> CaseEvent:
    return MessageRead(**told.head, upto=heard(told.case, told.side))


def _request(told: Told) -> CaseEvent:
    return RequestMade(
        **told.head, what=Request(told.values["what"]), reason=told.values["reason"],
        presenter=presenter(told),
    )  # fmt: skip


def _move(told: Told) -> CaseEvent:
    return OriginalsMoved(**told.head, **{**told.values, "to": Place(told.values["to"])})


def _longer(told: Told) -> Mapping[str, StationError]:
    """More time ends after the day that was promised."""
    until, seq = told.values.get("until"), told.values.get("seq")
    promised = promised_for(told.case, seq) if seq is not None else None
    if until is None or promised is None or until > promised:
        return past(told, "until")
    fault = StationError("it is promised for {day} already", "Give a later day.", day=promised)
    return {"until": fault, **past(told, "until")}


def _site(told: Told) -> CaseEvent:
    return SiteVisited(**told.head, **{**told.values, "visited_at": _at(told)})


def _at(told: Told) -> datetime | None:
    """When the visit was, in the time of this place."""
    at: datetime | None = told.values.get("visited_at")
    return at if at is None or at.tzinfo else at.replace(tzinfo=told.stamp.at.tzinfo)


def _came(told: Told) -> Mapping[str, StationError]:
    """A visit is recorded after it."""
    at = _at(told)
    if at is None or at <= told.stamp.at:
        return {}
    return {"visited_at": StationError(
        "this time is still to come", "Record the visit when it has been."
    )}  # fmt: skip


def _several(name: str, label: str, choices: type[Enum]) -> Field:
    words = tuple(str(one.value) for one in choices)
    return Field(name=name, label=label, kind=FieldKind.CHOICES, choices=words)


AROUND_ACTS = (
    Act(name="write", title="Write a message", event=MessageWritten,
        build=plain(MessageWritten), fields=(WORDS,)),
    Act(name="mark_read", title="Mark messages as read", event=MessageRead, build=_read),
    Act(name="contact", title="Record a contact", event=ContactMade, build=plain(ContactMade),
        fields=(
            Field(name="channel", label="Channel", kind=FieldKind.CHOICE, choices=CONTACTS),
            WORDS, COMPANION,
        )),
    Act(name="name_party", title="Name a person", event=PartyNamed, build=_party, look=_named,
        fields=(
            one_of("role", "Role", Role), *PERSON, Field(name="relation", label="Relation"),
        )),
    Act(name="give_mandate", title="Record a mandate", event=MandateGiven, build=_mandate,
        look=_mandated,
        fields=(
            *PERSON, Field(name="matter", label="Matter"),
            _several("powers", "Powers", Power),
            Field(name="begins", label="From", kind=FieldKind.DATE),
            Field(name="ends", label="Until", kind=FieldKind.DATE),
            yes_or_no("redelegation", "May be passed on", required=False),
            optional("notes", "Special notes", FieldKind.TEXT),
        )),
    Act(name="revoke_mandate", title="End the mandate", event=MandateRevoked,
        build=plain(MandateRevoked), fields=(REASON,)),
    Act(name="move_originals", title="Move originals", event=OriginalsMoved, build=_move,
        fields=(
            Field(name="papers", label="Papers", kind=FieldKind.NUMBERS),
            one_of("to", "To", Place), optional("note", "Note"),
        )),
    Act(name="request", title="Record a request", event=RequestMade, build=_request,
        fields=(one_of("what", "What", Request), REASON, PRESENTER)),
    Act(name="extend_promise", title="More time for a paper", event=PromiseExtended,
        build=plain(PromiseExtended), look=_longer,
        fields=(
            Field(name="seq", label="Paper", kind=FieldKind.NUMBER),
            Field(name="until", label="Promised for", kind=FieldKind.DATE), REASON,
        )),
    Act(name="visit_site", title="Record a site visit", event=SiteVisited,
        build=_site, look=_came,
        fields=(
            Field(name="staff", label="Who was there", kind=FieldKind.LINES),
            Field(name="findings", label="Findings", kind=FieldKind.TEXT),
            optional("remedy", "What must be mended", FieldKind.TEXT),
            optional("visited_at", "Time of the visit", FieldKind.MOMENT),
            optional("place", "Place"), optional("offices", "Other offices that took part"),
            optional("statement", "What the applicant says to it", FieldKind.TEXT),
        )),
    Act(name="give_opinion", title="Send the opinion upward", event=OpinionGiven,
        build=plain(OpinionGiven),
        fields=(Field(name="opinion", label="Opinion", kind=FieldKind.TEXT),)),
    Act(name="issue_letter", title="Issue a letter of consent", event=ConsentLetterIssued,
        build=plain(ConsentLetterIssued), look=not_past("valid_until"),
        fields=(
            Field(name="number", label="Letter number"),
            Field(name="to_case", label="For the case"),
            optional("conditions", "Conditions", FieldKind.TEXT),
            Field(name="valid_until", label="Valid until", kind=FieldKind.DATE),
        )),
    Act(name="rely_on_letter", title="Rely on a letter of consent", event=ConsentLetterRelied,
        build=plain(ConsentLetterRelied), look=not_past("valid_until"),
        fields=(
            Field(name="number", label="Letter number"),
            Field(name="of_case", label="Of the case"),
            Field(name="valid_until", label="Valid until", kind=FieldKind.DATE),
        )),
    Act(name="explain_no", title="Explain a no", event=NegativeExplained, build=_explain,
        fields=(
            one_of("what", "What", NegativeKind), yes_or_no("explained", "Explained"),
            optional("objection", "Objection", FieldKind.TEXT),
        )),
)  # fmt: skip

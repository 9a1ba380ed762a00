"""Consultations: what is asked when one is recorded, and how it is checked."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from station.domain.act import optional
from station.domain.desk_events import ConsultationHeld, RefusalExplained
from station.domain.errors import BadInput, RuleBroken
from station.domain.event import Event
from station.domain.fields import BadField, Field, FieldKind, Given, parse, understood
from station.domain.stamp import Stamp

CHANNELS = ("counter", "telephone", "message", "visit")
"""窗口, 电话, 网络或微信, 上门."""
YES_NO = ("yes", "no")

CONSULTATION = (
    optional("item", "Item"),
    Field(name="question", label="Question", kind=FieldKind.TEXT),
    Field(name="answer", label="Answer", kind=FieldKind.TEXT),
    Field(name="channel", label="Channel", kind=FieldKind.CHOICE, required=False,
          choices=CHANNELS),
    Field(name="escalated", label="Passed on", kind=FieldKind.CHOICE, required=False,
          choices=YES_NO),
    Field(name="refused", label="Refused", kind=FieldKind.CHOICE, required=False,
          choices=YES_NO),
    optional("reason", "Reason and clause", FieldKind.TEXT),
)  # fmt: skip
"""What is asked; what is left empty was at the counter, not passed on, and no refusal."""

EXPLANATION = (
    Field(name="explained", label="Explained", kind=FieldKind.CHOICE, choices=YES_NO),
    optional("objection", "Objection", FieldKind.TEXT),
)


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """A consultation with all that was said about its refusal, in order."""

    held: ConsultationHeld
    explanations: tuple[RefusalExplained, ...] = ()


def hold(
    given: Given, *, items: Container[str], number: Callable[[], str], stamp: Stamp
) -> ConsultationHeld:
    """The consultation that these fields tell. `number` is asked once all of them are right.

    Raises BadInput with the faults of all fields: an item that is not among `items`, or a
    refusal without its reason, too.
    """
    values, faults = understood(CONSULTATION, given)
    item, refused = values.get("item", ""), values.get("refused") == "yes"
    if item and item not in items:
        faults["item"] = BadField(
            "there is no item {item}", "Leave it empty, or search for it.", item=item
        )
    if refused and values.get("reason") == "":
        faults["reason"] = BadField(
            "a refusal has a reason", "Name the reason and the clause that it rests on."
        )
    if values.get("reason") and values.get("refused") in ("", "no"):
        faults["reason"] = BadField(
            "nothing was refused", "Mark it as refused, or leave the reason empty."
        )
    if faults:
        raise BadInput(faults)
    return ConsultationHeld(
        at=stamp.at, by=stamp.by, number=number(), item=item,
        channel=values["channel"] or CHANNELS[0], question=values["question"],
        answer=values["answer"], escalated=values["escalated"] == "yes", refused=refused,
        reason=values["reason"],
    )  # fmt: skip


def explain(held: ConsultationHeld, given: Given, *, stamp: Stamp) -> RefusalExplained:
    """What was said about the refusal in a consultation. Raises BadInput, RuleBroken."""
    if not held.refused:
        raise RuleBroken("nothing was refused", "There is nothing to explain.")
    values = parse(EXPLANATION, given)
    return RefusalExplained(
        at=stamp.at, by=stamp.by, number=held.number, explained=values["explained"] == "yes",
        objection=values["objection"],
    )  # fmt: skip


def consultations(events: Iterable[Event]) -> tuple[Consultation, ...]:
    """The consultations among these events in their order, each with what was said later."""
    found: dict[str, Consultation] = {}
    for event in events:
        match event:
            case ConsultationHeld(number=number):
                found.setdefault(number, Consultation(held=event))
            case RefusalExplained(number=number) if number in found:
                one = found[number]
                found[number] = Consultation(held=one.held, explanations=(*one.explanations, event))
    return tuple(found.values())

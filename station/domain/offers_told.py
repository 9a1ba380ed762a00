"""What may be done with a case, as both ends' commands list it: who, by which clause, with which
fields, and what still hinders it."""

from collections.abc import Iterator

from station.domain.acts import Offer
from station.domain.explaining import explain
from station.domain.fields import Field
from station.domain.telling import Say, name_of

Row = tuple[int, tuple[str, ...]]
"""How far a line is moved in, and its cells; empty cells take no room."""


def rows(offer: Offer, say: Say) -> Iterator[Row]:
    """The act, what hinders it, and its fields; those that may be empty stand in brackets."""
    who = say(offer.actor.value) if offer.actor else say("for the record")
    yield 0, (offer.act.name, say(offer.act.title), who, offer.basis)
    if offer.hindrance:
        why, hint = explain(offer.hindrance, say)
        yield 2, ("!", why, hint)
    for field in offer.act.fields:
        name = field.name if field.required else f"[{field.name}]"
        yield 4, (name, field.kind.value, say(field.label), " | ".join(field.choices))


def plain(offer: Offer, say: Say) -> dict[str, object]:
    """The same as data. `actor` is null for what is only put on record; `hindrance` is null
    where nothing is known to stand in the way before the fields are filled in."""
    hindrance = None
    if offer.hindrance:
        why, hint = explain(offer.hindrance, say)
        hindrance = {"why": why, "hint": hint}
    return {
        "act": offer.act.name,
        "title": say(offer.act.title),
        "actor": name_of(offer.actor) if offer.actor else None,
        "basis": offer.basis,
        "fields": [_field(field, say) for field in offer.act.fields],
        "hindrance": hindrance,
    }


def _field(field: Field, say: Say) -> dict[str, object]:
    return {
        "name": field.name, "label": say(field.label), "kind": field.kind.value,
        "required": field.required, "choices": list(field.choices),
    }  # fmt: skip

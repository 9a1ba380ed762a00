"""What a person may do to a case. Each act checks the rules and returns one event.

`ACTS` is the roll: the name under which screens, commands and web pages offer an act.
Whether it is lawful now stands in `states`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from station.domain.act import Act, Law, Told
from station.domain.case import Case, Entry, apply
from station.domain.decider import DECIDER_ACTS
from station.domain.events import CaseEvent, CaseOpened
from station.domain.fields import Given, parse
from station.domain.items import Item, Level
from station.domain.people import Person
from station.domain.stamp import Stamp
from station.domain.states import IllegalStep, step
from station.domain.values import Side
from station.domain.window import WINDOW_ACTS

ACTS: Mapping[str, Act] = MappingProxyType({act.name: act for act in (*WINDOW_ACTS, *DECIDER_ACTS)})


def open_case(*, number: str, item: Item, applicant: Person, stamp: Stamp) -> CaseOpened:
    """A resident asks for this item. Items decided in the village are decided by the station."""
    decider = Side.STATION if item.decides_level is Level.VILLAGE else Side.DISTRICT
    return CaseOpened(
        at=stamp.at, by=stamp.by, case=number, item=item.id, item_version=item.version,
        item_name=item.name_zh, decider=decider, applicant=applicant,
    )  # fmt: skip


def possible(case: Case, side: Side) -> tuple[Act, ...]:
    """The acts that the table allows this end now, in the order of the roll."""
    return tuple(act for act in ACTS.values() if _allowed(case, act, side))


def _allowed(case: Case, act: Act, side: Side) -> bool:
    try:
        step(case.state, act.event, side, case.opened.decider)
    except IllegalStep:
        return False
    return True


def perform(
    name: str, given: Given, *, case: Case, side: Side, law: Law, stamp: Stamp
) -> CaseEvent:
    """The event of this act. Nothing is written; what cannot be done raises.

    Raises IllegalStep when the state or the holder forbids it, BadInput with the faults of all
    fields, and RuleBroken when a rule of the act itself is not met.
    """
    act = ACTS.get(name)
    if act is None:
        raise IllegalStep(
            "there is no act {name}", "Possible now: {possible}.", name=name,
            possible=", ".join(one.name for one in possible(case, side)) or "-",
        )  # fmt: skip
    step(case.state, act.event, side, case.opened.decider)
    told = Told(case=case, law=law, stamp=stamp, values=parse(act.fields, given))
    event = act.build(told)
    apply(case, Entry(side=side, event=event))
    return event

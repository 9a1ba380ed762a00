"""What a person may do to a case. Each act checks the rules and returns one event.

`ACTS` is the roll: the name under which screens, commands and web pages offer an act.
Whether it is lawful now stands in `steps` and `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.accepting import ACCEPTING_ACTS
from station.domain.act import Act, Law, Told
from station.domain.approvers import Approver
from station.domain.around import AROUND_ACTS
from station.domain.case import Case, Entry, apply
from station.domain.citing import cited
from station.domain.deciding import DECIDING_ACTS
from station.domain.errors import BadInput, RuleBroken, together
from station.domain.event import CaseEvent
from station.domain.facts import Fact
from station.domain.fields import Given, understood
from station.domain.guards import hindrance
from station.domain.hearing import HEARING_ACTS
from station.domain.items import Item, Level
from station.domain.people import Person
from station.domain.rating_acts import RATING_ACTS
from station.domain.renewal import RENEWAL_ACTS
from station.domain.stamp import Stamp
from station.domain.states import NEGATIVE_ENDS, Actor, CaseState
from station.domain.steps import Row
from station.domain.table import IllegalStep, allowed, lawful, when
from station.domain.transfer_events import CaseTransferred
from station.domain.values import Side
from station.domain.window import WINDOW_ACTS
from station.domain.window_events import CaseOpened

_ROLL = (
    *WINDOW_ACTS, *ACCEPTING_ACTS, *DECIDING_ACTS, *AROUND_ACTS, *RATING_ACTS,
    *HEARING_ACTS, *RENEWAL_ACTS,
)  # fmt: skip
ACTS: Mapping[str, Act] = MappingProxyType({act.name: act for act in _ROLL})


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act that the table allows this end now: who does it, by which clause of the law or of
    this place's rule, and what still hinders it (None: nothing that is known before the form is
    filled in)."""

    act: Act
    actor: Actor | None
    basis: str
    hindrance: RuleBroken | None

    @property
    def moves(self) -> bool:
        """Whether it takes the case into another state; a fact has no actor of its own."""
        return self.actor is not None


def open_case(
    *, number: str, item: Item, approver: Approver, applicant: Person, stamp: Stamp
) -> CaseOpened:
    """A resident asks for this item. What the village decides is decided by the station."""
    decider = Side.STATION if approver.level is Level.VILLAGE else Side.DISTRICT
    return CaseOpened(
        at=stamp.at, by=stamp.by, case=number, item=item.id, item_version=item.version,
        item_name=item.name_zh, decider=decider, decided_by=approver, applicant=applicant,
    )  # fmt: skip


def possible(case: Case, side: Side) -> tuple[Act, ...]:
    """The acts that the table allows this end now: what takes the case on, then what moves
    nothing, then what ends it for nothing; in the order of the roll. None with frozen records,
    nor with a case that goes on elsewhere."""
    if case.frozen_at(side) or case.state is CaseState.TRANSFERRED:
        return ()
    rows = ((act, allowed(case.state, act.event, side, case.decider)) for act in ACTS.values())
    found = [(act, row) for act, row in rows if row is not None]
    return tuple(act for act, row in sorted(found, key=lambda one: _rank(one[1])))


def _rank(row: Row | Fact) -> int:
    if isinstance(row, Fact):
        return 1
    return 2 if row.to in GIVEN_UP else 0


GIVEN_UP = frozenset({*NEGATIVE_ENDS, CaseState.WITHDRAWN, CaseState.VOID, CaseState.TRANSFERRED})
"""Where a case ends, at this station, without an answer on the matter."""


def offers(case: Case, *, side: Side, law: Law, stamp: Stamp) -> tuple[Offer, ...]:
    """The same acts in the same order, each with who does it and what hinders it."""
    found = []
    for act in possible(case, side):
        row = lawful(case.state, act.event, side, case.decider)
        told = Told(act=act.name, side=side, case=case, law=law, stamp=stamp, values={})
        actor = row.actor if isinstance(row, Row) else None
        fault = hindrance(row.guards, told)
        basis = cited(row, law.rules)
        found.append(Offer(act=act, actor=actor, basis=basis, hindrance=fault))
    return tuple(found)


def perform(
    name: str, given: Given, *, case: Case, side: Side, law: Law, stamp: Stamp
) -> CaseEvent:
    """The event of this act. Nothing is written; what cannot be done raises.

    Raises IllegalStep when the state or the holder forbids it, BadInput with the faults of all
    fields, and RuleBroken when a guard of the step or a rule of the act itself is not met.
    """
    act = ACTS.get(name)
    if act is None:
        raise IllegalStep(
            "there is no act {name}", "Possible now: {possible}.", name=name,
            possible=" / ".join(one.name for one in possible(case, side)) or "-",
        )  # fmt: skip
    refuse_frozen(case, side)
    went = case.last(CaseTransferred)
    if case.state is CaseState.TRANSFERRED and went:
        raise IllegalStep(
            "case {number} goes on at station {to}", "What is to be done with it is done there.",
            number=case.number, to=went.to,
        )  # fmt: skip
    row = _lawful(case, act, side)
    values, faults = understood(act.fields, given)
    told = Told(act=name, side=side, case=case, law=law, stamp=stamp, values=values)
    faults = together(faults, act.look(told))
    if faults:
        raise BadInput(faults)
    fault = hindrance(row.guards, told)
    if fault:
        raise fault
    event = act.build(told)
    apply(case, Entry(side=side, event=event))
    return event


def _lawful(case: Case, act: Act, side: Side) -> Row | Fact:
    """The row of this act. Raises IllegalStep in the words of the act: events are for journals."""
    try:
        return lawful(case.state, act.event, side, case.decider)
    except IllegalStep as fault:
        if "kind" not in fault.values:
            raise
        if case.state not in when(act.event):
            raise IllegalStep(
                "“{act}” is not possible while the case is {state}",
                "It is possible while the case is: {allowed}.", act=act.title,
                state=case.state.value,
                allowed=", ".join(state.value for state in when(act.event)),
            ) from None  # fmt: skip
        raise IllegalStep(
            "“{act}” is not for this office to record", "Ask the other office to record it.",
            act=act.title,
        ) from None  # fmt: skip


def refuse_frozen(case: Case, side: Side) -> None:
    """Raises IllegalStep when this end only stores and protects the records (个人信息保护法 47)."""
    if case.frozen_at(side):
        raise IllegalStep(
            "the records of case {number} are frozen",
            "They are only stored and protected; what is asked for now begins as a new case.",
            number=case.number,
        )  # fmt: skip

"""Whether an event has a place in a case now: the one question both ends ask of the table."""

from station.domain.errors import RuleBroken
from station.domain.event import CaseEvent
from station.domain.facts import FACTS, Fact
from station.domain.states import CaseState, holder_side
from station.domain.steps import STEPS, Row
from station.domain.values import Side


class IllegalStep(RuleBroken):
    """The event does not belong to the state the case is in, or to the one who wrote it."""


def allowed(
    state: CaseState, kind: type[CaseEvent], side: Side, decider: Side
) -> Row | Fact | None:
    """The row that lets this end write this kind of event now; None if none does."""
    row = STEPS[state].get(kind)
    if row is not None:
        return row if side is holder_side(state, decider) else None
    fact = FACTS.get(kind)
    if fact is None or state not in fact.states or side not in fact.writers:
        return None
    return None if fact.deciders and side is not decider else fact


def lawful(state: CaseState, kind: type[CaseEvent], side: Side, decider: Side) -> Row | Fact:
    """The same row. Raises IllegalStep, which says why there is none."""
    found = allowed(state, kind, side, decider)
    if found is None:
        raise _why_not(state, kind)
    return found


def step(state: CaseState, kind: type[CaseEvent], side: Side, decider: Side) -> CaseState:
    """The state after an event of this kind, written by this end. Raises IllegalStep."""
    found = lawful(state, kind, side, decider)
    return found.to if isinstance(found, Row) else state


def when(kind: type[CaseEvent]) -> tuple[CaseState, ...]:
    """The states in which an event of this kind is possible at all."""
    fact = FACTS.get(kind)
    states = fact.states if fact else frozenset()
    return tuple(state for state in CaseState if kind in STEPS[state] or state in states)


def _why_not(state: CaseState, kind: type[CaseEvent]) -> IllegalStep:
    if kind in STEPS[state]:
        return IllegalStep(
            "the other office holds this case", "Synchronise, then look at the case again."
        )
    if state in when(kind):
        return IllegalStep(
            "{kind} is not for this office to write", "Ask the other office to record it.",
            kind=kind.kind,
        )  # fmt: skip
    return IllegalStep(
        "{kind} is not possible while the case is {state}",
        "It is possible while the case is: {allowed}.",
        kind=kind.kind, state=state.value, allowed=", ".join(one.value for one in when(kind)),
    )  # fmt: skip

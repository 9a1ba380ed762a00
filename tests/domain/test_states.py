"""The life of a case as one table."""

import pytest

from station.domain.decider_events import CaseAccepted
from station.domain.event import CaseEvent
from station.domain.facts import FACTS
from station.domain.states import HOLDER, CaseState, Holder, holder_side
from station.domain.steps import STEPS
from station.domain.table import IllegalStep, step
from station.domain.values import Side
from station.domain.window_events import CaseReceived, PapersTaken

MOVES = sorted({kind for row in STEPS.values() for kind in row}, key=lambda kind: kind.kind)
"""Some of these are facts in other states."""


def test_from_every_state_that_somebody_holds_an_end_can_be_reached() -> None:
    ended = {state for state in CaseState if HOLDER[state] is Holder.NOBODY}
    ending = set(ended)
    for _ in CaseState:
        ending |= {s for s in CaseState if {step.to for step in STEPS[s].values()} & ending}

    assert ending == set(CaseState)


def lawful(state: CaseState, kind: type[CaseEvent], decider: Side) -> set[Side]:
    """The ends of the line that may write this now."""
    sides = set()
    for side in Side:
        try:
            step(state, kind, side, decider)
        except IllegalStep:
            continue
        sides.add(side)
    return sides


@pytest.mark.parametrize("decider", Side)
@pytest.mark.parametrize("state", CaseState)
def test_a_case_is_moved_by_its_holder_alone(state: CaseState, decider: Side) -> None:
    moving = [kind for kind in MOVES if kind in STEPS[state] or kind not in FACTS]

    assert {kind: lawful(state, kind, decider) for kind in moving} == {
        kind: {holder_side(state, decider)} if kind in STEPS[state] else set() for kind in moving
    }


@pytest.mark.parametrize("state", CaseState)
def test_a_fact_moves_nothing_whoever_writes_it(state: CaseState) -> None:
    for kind in FACTS.keys() - STEPS[state].keys():
        for side in lawful(state, kind, Side.DISTRICT):
            assert step(state, kind, side, Side.DISTRICT) is state


def test_what_the_village_decides_is_accepted_at_the_station() -> None:
    after = step(CaseState.HANDED_OVER, CaseAccepted, Side.STATION, Side.STATION)

    assert after is CaseState.ACCEPTED


def test_a_step_out_of_turn_says_what_would_allow_it() -> None:
    with pytest.raises(IllegalStep) as refused:
        step(CaseState.ARCHIVED, CaseReceived, Side.STATION, Side.DISTRICT)

    assert refused.value.hint.format(**refused.value.values) == (
        "It is possible while the case is: draft."
    )


def test_the_district_cannot_write_the_windows_facts() -> None:
    with pytest.raises(IllegalStep, match="not for this office"):
        step(CaseState.DRAFT, PapersTaken, Side.DISTRICT, Side.DISTRICT)

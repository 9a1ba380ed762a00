"""The life of a case as one table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.events import CaseAccepted, CaseEvent, CaseReceived, PapersTaken
from station.domain.states import (
    FACT_STATES,
    FACTS,
    HOLDER,
    STEPS,
    CaseState,
    Holder,
    IllegalStep,
    holder_side,
    step,
)
from station.domain.values import Side

MOVES = sorted({kind for row in STEPS.values() for kind in row}, key=lambda kind: kind.kind)
KINDS: list[type[CaseEvent]] = [*MOVES, *FACTS]


def test_every_state_has_its_row_and_its_holder() -> None:
    assert set(STEPS) == set(HOLDER) == set(CaseState)


def test_every_state_but_the_first_can_be_reached() -> None:
    reached = {step.to for row in STEPS.values() for step in row.values()}

    assert reached == set(CaseState) - {CaseState.DRAFT}


def test_from_every_state_that_somebody_holds_an_end_can_be_reached() -> None:
    ended = {state for state in CaseState if HOLDER[state] is Holder.NOBODY}
    ending = set(ended)
    for _ in CaseState:
        ending |= {s for s in CaseState if {step.to for step in STEPS[s].values()} & ending}

    assert ending == set(CaseState)


def test_an_ended_case_moves_no_more() -> None:
    assert all(not STEPS[state] for state in CaseState if HOLDER[state] is Holder.NOBODY)


def test_every_step_names_the_rule_that_lets_it() -> None:
    assert all(step.basis for row in STEPS.values() for step in row.values())


def test_no_kind_is_both_a_move_and_a_fact() -> None:
    assert not set(MOVES) & set(FACTS)
    assert set(FACT_STATES) <= set(FACTS)


@given(
    state=st.sampled_from(CaseState),
    kind=st.sampled_from(KINDS),
    side=st.sampled_from(Side),
    decider=st.sampled_from(Side),
)
def test_only_the_holder_moves_a_case(
    state: CaseState, kind: type[CaseEvent], side: Side, decider: Side
) -> None:
    try:
        after = step(state, kind, side, decider)
    except IllegalStep:
        return
    assert after is state or side is holder_side(state, decider)


@given(kind=st.sampled_from(MOVES), decider=st.sampled_from(Side))
def test_two_offices_are_never_both_allowed_to_move(kind: type[CaseEvent], decider: Side) -> None:
    for state in CaseState:
        allowed = []
        for side in Side:
            try:
                step(state, kind, side, decider)
            except IllegalStep:
                continue
            allowed.append(side)

        assert len(allowed) <= 1


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

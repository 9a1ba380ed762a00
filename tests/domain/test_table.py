"""The table of a case's life: an answer to everything, and a way to everywhere."""

from collections import deque
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import timedelta
from functools import cache
from types import MappingProxyType

import pytest

from station.domain.acts import ACTS, offers, perform, possible
from station.domain.case import replay
from station.domain.decider_events import CaseAcceptedWithGap
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.events import KINDS
from station.domain.explaining import explain
from station.domain.facts import FACTS, Fact
from station.domain.promises import open_promises
from station.domain.states import HOLDER, Actor, CaseState, Holder
from station.domain.steps import ROWS, STEPS, Row
from station.domain.table import IllegalStep, lawful, when
from station.domain.values import Side
from tests import makers
from tests.domain.round import ANSWERS, MONDAY, Desk

KIND_LIST = [kind for kind in KINDS.values() if issubclass(kind, CaseEvent)]
PLACES = ("gaoming", "zhejiang", "anyang", "civil")
MORE: Mapping[str, tuple[Mapping[str, object], ...]] = MappingProxyType(
    {
        "take_papers": ({"papers": {"1": "seen", "2": "promised"}}, {"papers": {"2": "seen"}}),
    }
)
"""What may be said besides, so that every guard can be met."""


@pytest.mark.parametrize("decider", Side)
@pytest.mark.parametrize("state", CaseState)
def test_everything_that_can_happen_has_an_answer_in_every_state(
    state: CaseState, decider: Side
) -> None:
    """A row, or the word that it is not lawful with what would allow it; nothing else."""
    for kind in KIND_LIST:
        for side in Side:
            try:
                row = lawful(state, kind, side, decider)
            except IllegalStep as refused:
                told, hint = explain(refused, str)
                assert told
                assert hint.endswith(".")
            else:
                assert row.event is kind


@pytest.mark.parametrize("state", CaseState)
def test_what_is_refused_for_the_state_names_the_states_that_allow_it(state: CaseState) -> None:
    for kind in KIND_LIST:
        if state in when(kind):
            continue
        with pytest.raises(IllegalStep) as refused:
            lawful(state, kind, Side.STATION, Side.DISTRICT)
        hint = refused.value.hint.format(**refused.value.values)
        assert all(one.value in hint for one in when(kind))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.event.kind}-{row.to.value}")
def test_every_row_names_its_clause_and_an_actor_of_the_holders_role(row: Row) -> None:
    assert row.basis
    for state in row.begin:
        assert HOLDER[state] is not Holder.NOBODY
        if row.actor is not Actor.TIME:
            assert row.actor.holder is HOLDER[state]


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.event.kind)
def test_every_fact_names_its_clause_and_a_writer(fact: Fact) -> None:
    assert fact.basis
    assert fact.writers
    assert fact.states


# ---- a way to everywhere

Way = tuple[str, ...]
Places = dict[CaseState, tuple[Desk, Way]]
LIMIT = {"value": 20, "unit": "working_day", "basis": "示例", "provenance": "typical"}
HELPFUL = (CaseState.DRAFT, CaseState.GRANTED_PENDING)
"""Where it helps that papers come in."""
TIMED = (CaseState.HANDED_OVER, CaseState.ACCEPTED_GAP)
"""Where the passing of a month opens a way."""
A_MONTH = timedelta(days=30)
LONGEST = 8
"""Acts on the way to the farthest state."""


def mark_of(desk: Desk) -> object:
    """What of a case decides on what is possible next."""
    case = desk.case
    return (
        case.state, desk.now.date(), frozenset(one.seq for one in open_promises(case)),
        frozenset(case.papers), case.count(CaseAcceptedWithGap) > 0,
    )  # fmt: skip


def followers(desk: Desk, way: Way) -> Iterator[tuple[Desk, Way]]:
    """Every desk that one more act, or a month, leads to."""
    if desk.case.state in TIMED and desk.now < MONDAY + A_MONTH:
        later = copy(desk)
        later.now += A_MONTH
        yield later, way
    for side in Side:
        for act in possible(desk.case, side):
            helps = act.name == "take_papers" and desk.case.state in HELPFUL
            if act.event not in STEPS[desk.case.state] and not helps:
                continue
            for more in ({}, *MORE.get(act.name, ())):
                after = copy(desk)
                try:
                    after.do(act.name, side, **{**ANSWERS.get(act.name, {}), **more})
                except StationError:
                    continue
                yield after, (*way, act.name)


def explored(rules: str, *, village: bool = False) -> Places:
    """For each state that acts can reach, a desk that is there and the acts that led to it."""
    changes = {"decides_level": "village", "level_chain": ["village"]} if village else {}
    first = Desk(makers.item(legal_limit=LIMIT, **changes), rules)
    found: Places = {}
    seen: set[object] = set()
    queue: deque[tuple[Desk, Way]] = deque([(first, ())])
    while queue:
        desk, way = queue.popleft()
        mark = mark_of(desk)
        if mark in seen or len(way) > LONGEST:
            continue
        seen.add(mark)
        found.setdefault(desk.case.state, (desk, way))
        queue.extend(followers(desk, way))
    return found


@cache
def everywhere(village: bool) -> Places:
    """The same over all places: no place alone knows every consequence of a broken promise."""
    found: Places = {}
    for rules in PLACES:
        found |= explored(rules, village=village)
    return found


@pytest.mark.parametrize("village", [False, True], ids=["district", "village"])
def test_acts_lead_to_every_state(village: bool) -> None:
    places = everywhere(village)

    assert set(places) == set(CaseState)
    for state, (desk, _) in places.items():
        assert replay(desk.case.history) == desk.case, state


@pytest.mark.parametrize("village", [False, True], ids=["district", "village"])
@pytest.mark.parametrize("state", CaseState)
def test_what_is_offered_in_each_state_says_what_hinders_it(
    state: CaseState, village: bool
) -> None:
    """Nothing is filled in yet; every guard has an answer all the same."""
    desk, _ = everywhere(village)[state]
    for side in Side:
        for offer in offers(desk.case, side=side, law=desk.law, stamp=desk.stamp()):
            assert offer.basis
            if offer.hindrance:
                assert all(explain(offer.hindrance, str))


@pytest.mark.parametrize("name", ACTS)
def test_an_act_out_of_order_is_refused_and_says_what_would_allow_it(name: str) -> None:
    for state, (desk, _) in everywhere(False).items():
        for side in Side:
            if ACTS[name] in possible(desk.case, side):
                continue
            with pytest.raises(IllegalStep) as refused:
                perform(
                    name, ANSWERS.get(name, {}), case=desk.case, side=side, law=desk.law,
                    stamp=desk.stamp(),
                )  # fmt: skip
            assert all(explain(refused.value, str)), state

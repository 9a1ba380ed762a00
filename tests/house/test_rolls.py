"""Who adds a kind adds a row: each roll knows everything that there is."""

from station.cli import COMMANDS
from station.domain import events
from station.domain.acts import ACTS
from station.domain.events import CaseEvent, CaseOpened, Event, Unrecognised
from station.domain.states import FACT_STATES, FACTS, HOLDER, STEPS, CaseState, Holder
from tests.house.tree import ROOT


def kinds_of(base: type[Event]) -> set[type[Event]]:
    return {
        one
        for one in vars(events).values()
        if isinstance(one, type) and issubclass(one, base) and "kind" in vars(one)
    }


def test_every_event_is_on_the_roll() -> None:
    assert set(events.KINDS.values()) == kinds_of(Event) - {Unrecognised}


def test_every_state_has_a_holder_and_a_row() -> None:
    assert set(HOLDER) == set(CaseState) == set(STEPS)


def test_every_state_can_be_reached() -> None:
    reached = {step.to for row in STEPS.values() for step in row.values()}

    assert reached | {CaseState.DRAFT} == set(CaseState)


def test_a_state_that_nobody_holds_is_the_end() -> None:
    assert {state for state, row in STEPS.items() if not row} == {
        state for state, holder in HOLDER.items() if holder is Holder.NOBODY
    }


def test_every_event_of_a_case_moves_it_or_is_a_fact_and_never_both() -> None:
    moving = {kind for row in STEPS.values() for kind in row}

    assert not moving & set(FACTS)
    assert set(FACT_STATES) <= set(FACTS)
    assert moving | set(FACTS) == kinds_of(CaseEvent) - {CaseOpened}


def test_every_step_says_which_rule_lets_it() -> None:
    assert not [step for row in STEPS.values() for step in row.values() if not step.basis]


def test_every_act_does_something_that_the_table_knows() -> None:
    known = {kind for row in STEPS.values() for kind in row} | set(FACTS)

    assert {act.event for act in ACTS.values()} <= known
    assert all(name == act.name for name, act in ACTS.items())


def test_every_command_is_on_the_roll() -> None:
    folder = ROOT / "station" / "cli"
    commands = {
        file.stem for file in folder.glob("*.py") if "\ndef run(" in file.read_text("utf-8")
    }

    assert commands == set(COMMANDS)

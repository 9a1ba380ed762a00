"""Who adds a kind adds a row: each roll knows everything that there is."""

import ast
from collections.abc import Mapping
from inspect import signature
from types import FunctionType, ModuleType

import pytest

from forms.catalogue import SHEETS
from station.cli import COMMANDS
from station.desk.catalogue import catalogue
from station.domain import events
from station.domain.acts import ACTS
from station.domain.event import CaseEvent, Event, Unrecognised
from station.domain.facts import FACTS
from station.domain.states import HOLDER, CaseState, Holder
from station.domain.steps import STEPS
from station.domain.transfer_events import CaseBrought
from station.domain.window_events import CaseOpened
from station.storage import migrations
from sync.district import schema
from sync.district.commands import COMMANDS as DISTRICT_COMMANDS
from tests.house.tree import modules, named
from tests.torture import roll
from tests.torture.campaign import Bar
from tests.torture.roll import BARS


def kinds_of(base: type[Event]) -> set[type[Event]]:
    return {one for one in events.KINDS.values() if issubclass(one, base)}


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


def test_every_event_of_a_case_moves_it_or_is_a_fact() -> None:
    moving = {kind for row in STEPS.values() for kind in row}

    assert moving | set(FACTS) == kinds_of(CaseEvent) - {CaseOpened, CaseBrought}


def test_every_step_says_which_rule_lets_it() -> None:
    assert not [step for row in STEPS.values() for step in row.values() if not step.basis]


def test_every_act_does_something_that_the_table_knows() -> None:
    known = {kind for row in STEPS.values() for kind in row} | set(FACTS)

    assert {act.event for act in ACTS.values()} <= known
    assert all(name == act.name for name, act in ACTS.items())


@pytest.mark.parametrize(
    ("folder", "roll"),
    [("station/cli", COMMANDS), ("sync/district/cli", DISTRICT_COMMANDS)],
    ids=["station", "district"],
)
def test_every_command_is_on_the_roll(folder: str, roll: Mapping[str, str]) -> None:
    commands = {file.stem for file in modules(folder) if "\ndef run(" in file.read_text("utf-8")}

    assert commands == {name.replace("-", "_") for name in roll}


def test_every_sheet_is_on_the_roll() -> None:
    sheets = {
        file.stem.partition("_")[0].upper()
        for file in modules("forms/catalogue")
        if "\nSHEET = " in file.read_text("utf-8")
    }

    assert sheets == set(SHEETS)


def test_every_carrier_passes_the_suite_of_carriers() -> None:
    suites = [
        text
        for file in modules("tests/sync")
        if "(CarrierSuite):" in (text := file.read_text("utf-8"))
    ]
    carriers = {file.stem for file in modules("sync/carriers")} - {"__init__"}

    assert not {
        name
        for name in carriers
        if not any(f"from sync.carriers.{name} import" in text for text in suites)
    }


@pytest.mark.parametrize("module", [migrations, schema], ids=["station", "district"])
def test_every_step_of_the_schema_is_taken(module: ModuleType) -> None:
    steps = [
        one
        for one in vars(module).values()
        if isinstance(one, FunctionType) and list(signature(one).parameters) == ["db"]
    ]

    assert steps == list(module.MIGRATIONS)


def test_only_the_demonstration_knows_an_item_by_its_id() -> None:
    ids = set(catalogue().newest)
    knowing = {
        named(file)
        for file in modules("station", "sync", "forms")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    }

    assert knowing <= {"station/cli/demo.py", "station/cli/tour.py"}


def test_every_promise_that_is_tried_is_on_the_roll_and_has_a_control() -> None:
    written = {
        node.targets[0].id
        for file in modules("tests/torture")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Bar"
    }
    names = [one.name for bar in BARS for one in bar.campaigns]

    assert written == {name for name, value in vars(roll).items() if isinstance(value, Bar)}
    assert len(set(names)) == len(names)
    assert not [
        bar.name
        for bar in BARS
        if not (bar.uncontrolled or any(one.control for one in bar.campaigns))
    ]

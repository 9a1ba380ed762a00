"""What there is, is written down: a stranger finds each state, event, act, sheet and command."""

import re

import pytest

from forms.catalogue import SHEETS
from station.cli import COMMANDS
from station.domain.acts import ACTS
from station.domain.events import KINDS
from station.domain.states import STEPS, CaseState
from sync.district.commands import COMMANDS as DISTRICT_COMMANDS
from tests.house.tree import ROOT

CASES = (ROOT / "docs" / "cases.md").read_text("utf-8")


@pytest.mark.parametrize(
    "names", [[state.value for state in CaseState], KINDS, ACTS, SHEETS], ids=str
)
def test_every_name_of_the_rolls_has_its_row(names: list[str]) -> None:
    assert not [name for name in names if f"| `{name}` |" not in CASES]


def test_the_table_of_states_is_the_table_of_the_code() -> None:
    states = CASES.partition("## Events")[0]
    for state in CaseState:
        (row,) = re.findall(rf"^\| `{state.value}` \|.*$", states, re.MULTILINE)
        told = set(re.findall(r"`(\w+)`", row)) - {state.value}

        assert told == {kind.kind for kind in STEPS[state]}


def test_every_command_is_explained() -> None:
    commands = (ROOT / "docs" / "commands.md").read_text("utf-8")
    names = [*COMMANDS, *(f"district {name}" for name in DISTRICT_COMMANDS)]

    assert not [name for name in names if not re.search(rf"`run\.py {name}[ `]", commands)]

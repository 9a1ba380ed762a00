"""What there is, is written down: a stranger finds each state, event, act, sheet and command."""

import re

import pytest

from forms.catalogue import SHEETS
from station.cli import COMMANDS
from station.domain.acts import ACTS
from station.domain.events import KINDS
from station.domain.states import CaseState
from station.domain.steps import STEPS
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


def test_every_decision_has_a_number_of_its_own_and_the_same_form() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    wanting = [
        file.name
        for number, file in enumerate(decisions, start=1)
        if not re.match(
            rf"# {number:04} .*\*\*Status.*\*\*Context.*\*\*Decision.*\*\*Consequences",
            file.read_text("utf-8"), re.DOTALL,
        )
    ]  # fmt: skip

    assert decisions
    assert not wanting


def test_no_page_leads_nowhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]

    assert not broken

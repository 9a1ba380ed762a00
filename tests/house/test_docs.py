"""What there is, is written down: a stranger finds each state, event, act, sheet and command."""

import ast
import re

from station.cli import COMMANDS
from sync.district.commands import COMMANDS as DISTRICT_COMMANDS
from tests.house import roll
from tests.house.life import PAGE, page
from tests.house.tree import ROOT, modules


def test_the_page_on_the_sheets_is_drawn_from_the_roll() -> None:
    """Drawn by: python -m tests.house.roll"""
    assert roll.PAGE.read_text(encoding="utf-8") == roll.page() + "\n"


def test_the_page_on_the_life_of_a_case_is_drawn_from_the_tables() -> None:
    """Drawn by: python -m tests.house.life"""
    assert PAGE.read_text("utf-8") == page()


def test_every_command_is_explained() -> None:
    commands = (ROOT / "docs" / "commands.md").read_text("utf-8")
    names = [*COMMANDS, *(f"district {name}" for name in DISTRICT_COMMANDS)]

    assert not [name for name in names if not re.search(rf"`run\.py {name}[ `]", commands)]


def test_every_pain_has_its_tests_and_every_test_its_pain() -> None:
    told = (ROOT / "docs" / "pains.md").read_text("utf-8")
    tests = {
        node.name
        for file in modules("tests/pains")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }

    assert set(re.findall(r"`(test_\w+)`", told)) == tests
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)] == [*range(1, 26)]


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

"""An import in a package's door would slip past every contract."""

import ast

from tests.house.tree import ROOMS, modules, named

ROLLS = {"forms/catalogue/__init__.py", "station/cli/__init__.py", "sync/carriers/__init__.py"}


def test_package_doors_are_empty_but_for_the_rolls() -> None:
    furnished = {
        named(file)
        for file in modules(*ROOMS)
        if file.name == "__init__.py" and file.read_text("utf-8").strip()
    }

    assert furnished <= ROLLS


def test_the_roll_of_commands_imports_no_command() -> None:
    """The first screen must not wait for commands that are not asked for."""
    (roll,) = (file for file in modules("station/cli") if file.name == "__init__.py")
    imported = {
        node.module
        for node in ast.walk(ast.parse(roll.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    }

    assert imported == {"collections.abc", "types"}


def test_no_room_has_a_drawer_for_everything() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "service"}

    assert not {named(file) for file in modules() if file.stem in vague}

"""A file fits on a page, a function on a screen."""

import ast

from tests.house.tree import ROOT, modules, named

PAGE, SCREEN = 300, 40
SMALLER = {"run.py": 80, "station/tui/app.py": 120}
"""Files that only plug things together have less."""


def test_no_file_outgrows_the_page() -> None:
    too_long = {
        named(file): lines
        for file in modules()
        if (lines := len(file.read_text("utf-8").splitlines())) > SMALLER.get(named(file), PAGE)
    }

    assert not too_long


def test_no_function_outgrows_the_screen() -> None:
    too_long = {
        f"{named(file)}: {node.name}": lines
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > SCREEN
    }

    assert not too_long


def test_the_plug_board_stays_a_plug_board() -> None:
    assert len((ROOT / "run.py").read_text("utf-8").splitlines()) < SMALLER["run.py"]

"""No data can be read as markup: text is shown through Words, Push and Content only."""

import ast
from pathlib import Path

TUI = Path(__file__).parents[2] / "station" / "tui"
READS_MARKUP = {"Static", "Label", "Markdown", "Log", "RichLog", "DataTable", "Header", "Link"}
DOOR = TUI / "widgets" / "words.py"


def _trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in TUI.rglob("*.py")}


def _calls(tree: ast.Module) -> list[tuple[str, ast.Call]]:
    return [
        (getattr(node.func, "id", getattr(node.func, "attr", "")), node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def test_widgets_that_read_markup_are_used_behind_one_door() -> None:
    used = {
        f"{file.name}: {alias.name}"
        for file, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and file != DOOR
        for alias in node.names
        if alias.name in READS_MARKUP | {"Button"}
    }
    assert not used


def test_options_are_content_and_notices_are_literal() -> None:
    for file, tree in _trees().items():
        for name, call in _calls(tree):
            if name == "notify":
                literal = [word.value for word in call.keywords if word.arg == "markup"]
                assert [getattr(value, "value", None) for value in literal] == [False], file.name
            if name == "Option":
                assert isinstance(call.args[0], ast.Call), file.name


def test_no_title_or_tooltip_is_set_from_data() -> None:
    named = {"border_title", "border_subtitle", "tooltip"}
    for file, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                assert node.attr not in named, file.name

"""Every public class of the domain and of the line stands in the glossary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ERRORS = {"StationError", "RuleBroken", "BadInput", "DataFaults", "SyncError"}
"""Roots of errors: an error explains itself when it is told."""
LINE = ("line", "ports", "exchange", "post", "seal", "enrol")


def classes() -> Iterator[str]:
    files = [*(ROOT / "station" / "domain").glob("*.py")]
    files += [ROOT / "sync" / f"{name}.py" for name in LINE]
    for file in files:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                roots = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if not (roots | {node.name}) & ERRORS:
                    yield node.name


def test_every_public_class_is_in_the_glossary() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(\w+)(?:\.\w+)?`", page))

    assert len(list(classes())) > 50
    assert not sorted(set(classes()) - known)


def test_every_word_of_the_glossary_has_its_chinese() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in page.splitlines() if line.startswith("|")]
    words = [row for row in rows if row[0].strip() not in {"English", "---"}]

    assert words
    assert not [row[0] for row in words if not re.search("[\u4e00-\u9fff]", row[1])]

"""What is really imported, seen at run time: contracts only see what is written."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

NETWORK = {"requests", "urllib3", "flask", "waitress", "werkzeug"}
PAPER = {"reportlab", "segno", "PIL", "pypdfium2", "zxingcpp"}
SCREEN = {"textual", "rich"}
CASES = {"station.domain.case", "station.domain.codec", "station.desk.office"}
"""What the unlock screen has no use for: it would stand a fifth later."""
VAULT = {"peewee", "playhouse", "sqlcipher3", "cryptography"}


def loaded(module: str) -> set[str]:
    """Everything that importing `module` brings along, by whole names and by top names."""
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {part for name in told.stdout.split() for part in (name, name.partition(".")[0])}


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("station.domain.acts", NETWORK | PAPER | SCREEN | VAULT | {"pypinyin", "logging"}),
        ("station.settings", NETWORK | PAPER | SCREEN | VAULT),
        ("station.cli.main", NETWORK | PAPER | SCREEN | VAULT | {"pypinyin"}),
        ("station.tui.app", NETWORK | PAPER | CASES | {"pypinyin"}),
        ("forms.catalogue", NETWORK | PAPER | SCREEN | VAULT),
        ("sync.exchange", NETWORK | PAPER | SCREEN | {"peewee", "sqlcipher3"}),
        ("sync.district.commands", PAPER | SCREEN | {"flask", "requests", "pypinyin"}),
    ],
)
def test_nobody_carries_what_is_not_used_yet(module: str, never: set[str]) -> None:
    assert not loaded(module) & never

"""run.py check: style, types, contracts, tests, three minutes of torture, with their times."""

import argparse
from collections.abc import Mapping
from time import monotonic
from types import MappingProxyType

from station.cli.developing import SPREAD, python
from station.cli.output import say

CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TORTURE = "from station.cli.main import main; raise SystemExit(main(['torture', '--short']))"
STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ruff check": ("-m", "ruff", "check", "--quiet", "."),
        "ruff format": ("-m", "ruff", "format", "--check", "--quiet", "."),
        "mypy": ("-m", "mypy"),
        "contracts": ("-c", CONTRACTS, "--cache-dir", ".venv/cache/imports"),
        "pytest": ("-m", "pytest", "-q", *SPREAD),
        "torture": ("-c", TORTURE),
    }
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is always checked."""


def run(_: argparse.Namespace) -> int:
    """0 if every step passed. All steps are run, whatever the first ones say."""
    began = monotonic()
    failed = [name for name, command in STEPS.items() if not _passes(name, command)]
    took = monotonic() - began
    say(f"check: {', '.join(failed)} failed" if failed else f"check: all passed in {took:.0f} s")
    return 1 if failed else 0


def _passes(name: str, command: tuple[str, ...]) -> bool:
    say(f"--- {name}")
    began = monotonic()
    code = python(command)
    say(f"--- {name}: {'passed' if code == 0 else 'FAILED'} in {monotonic() - began:.1f} s")
    return code == 0

"""run.py test [pytest's arguments]: the tests of this copy of the program."""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever pytest understands."""
    parser.add_argument("pytest", nargs=argparse.REMAINDER, metavar="...")


def run(given: argparse.Namespace) -> int:
    """The exit code of pytest."""
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *given.pytest], cwd=ROOT)

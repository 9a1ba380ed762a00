"""run.py torture: kill the program at random moments, and look what it kept."""

import argparse

from station.cli.developing import python
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--kills", type=int, default=100, help=_("how often it is killed"))


def run(given: argparse.Namespace) -> int:
    """0 if nothing that was acknowledged was lost."""
    return python(["-m", "tests.torture.kills", "--kills", str(given.kills)])

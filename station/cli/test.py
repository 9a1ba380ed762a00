"""run.py test [pytest's arguments]: the tests of this copy of the program."""

import argparse

from station.cli.developing import SPREAD, python


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever pytest understands; without any, all tests on all processors."""
    parser.add_argument("pytest", nargs=argparse.REMAINDER, metavar="...")


def run(given: argparse.Namespace) -> int:
    """The exit code of pytest."""
    return python(["-m", "pytest", "-q", *(given.pytest or SPREAD)])

"""run.py bench: figures of this machine, beside the simplest thing that does the same."""

import argparse

from station.cli.developing import python


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: all figures are taken in one run."""


def run(_: argparse.Namespace) -> int:
    """0; no figure passes or fails."""
    return python(["-m", "tests.bench"])

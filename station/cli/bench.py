"""run.py bench: figures of this machine, beside the simplest thing that does the same."""

import argparse

from station.cli.developing import python
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom to be measured beside; else all figures are taken in one run."""
    parser.add_argument(
        "--peer", choices=["pouchdb"], help=_("beside this program instead; node and npm fetch it")
    )


def run(given: argparse.Namespace) -> int:
    """0; no figure passes or fails."""
    return python(["-m", "tests.bench", *(["--peer", given.peer] if given.peer else [])])

"""run.py stick out DIR, run.py stick in DIR: the line to the district by USB stick."""

import argparse
from pathlib import Path

from station.cli.exchanging import told_of, watch
from station.cli.opening import opened, opening_arguments
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which way, and the folder of the stick."""
    parser.add_argument(
        "way", choices=("out", "in"), metavar="out|in", help=_("write to the stick, or read it")
    )
    parser.add_argument("stick", type=Path, metavar="DIR", help=_("folder of the stick"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if every byte was read back: the stick may be removed. 1 if not."""
    from station.desk.syncing import SyncDesk

    with opened(given) as office:
        desk = SyncDesk(office)
        exchange = desk.stick_out if given.way == "out" else desk.stick_in
        return told_of(desk, exchange(given.stick, progress=watch, cancel=lambda: False))

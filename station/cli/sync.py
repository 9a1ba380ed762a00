"""run.py sync: one exchange with the district over the network."""

import argparse

from station.cli.exchanging import told_of, watch
from station.cli.opening import opened, opening_arguments


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who opens the vault."""
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if the exchange was whole; 1 if the road failed: nothing is lost, try again."""
    from station.desk.syncing import SyncDesk

    with opened(given) as office:
        desk = SyncDesk(office)
        return told_of(desk, desk.sync(progress=watch, cancel=lambda: False))

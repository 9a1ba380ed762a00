"""run.py sync: one exchange with the district over the network; joins it first if asked."""

import argparse

from station.cli.exchanging import told_of, watch
from station.cli.joining import check_joining, join, joining_arguments
from station.cli.opening import opened, opening_arguments, premises_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who opens the vault, and the district that a station without one shall join."""
    opening_arguments(parser)
    joining_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if the exchange was whole; 1 if the road failed: nothing is lost, try again."""
    from station.desk.syncing import SyncDesk

    premises_of(given)  # what is wrong with the words is told in the station's language
    check_joining(given)
    with opened(given) as office:
        join(office, given)
        desk = SyncDesk(office)
        return told_of(desk, desk.sync(progress=watch, cancel=lambda: False))

"""run.py guide ITEM: the guide to an item, for the wall and for who asks."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_row
from station.cli.saving import PLAIN, out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import _, word


def arguments(parser: argparse.ArgumentParser) -> None:
    """The item's number."""
    parser.add_argument("item", metavar="ITEM", help=_("its number in the catalogue, like SB-01"))
    out_arguments(parser, PLAIN)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """The sheet's number and what became of it."""
    from station.desk.guides import GuideDesk

    out = place_of(given)
    with opened(given) as office:
        made = GuideDesk(office).print(given.item, out=out)
        say_row(made.number, word(made.way), made.why or str(made.path))
        wait_for_reader(made.way)
    return 0

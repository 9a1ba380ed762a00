"""run.py blank SHEET: an empty sheet, to be filled by pen."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_row
from station.cli.saving import PLAIN, out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import _, word


def arguments(parser: argparse.ArgumentParser) -> None:
    """The sheet's code."""
    parser.add_argument("sheet", metavar="SHEET", help=_("its code: run.py sheets"))
    out_arguments(parser, PLAIN)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """The sheet's number and what became of it."""
    from station.desk.guides import GuideDesk

    out = place_of(given)
    with opened(given) as office:
        made = GuideDesk(office).blank(given.sheet, out=out)
        say_row(made.number, word(made.way), made.why or str(made.path))
        wait_for_reader(made.way)
    return 0

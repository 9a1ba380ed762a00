"""run.py handbook: all guides as one book, with contents and page numbers."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_row
from station.cli.saving import PLAIN, out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import word


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where it goes."""
    out_arguments(parser, PLAIN)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """What became of it."""
    from station.desk.guides import BOOK, GuideDesk

    out = place_of(given, BOOK)
    with opened(given) as office:
        way, path = GuideDesk(office).book(out=out)
        say_row(word(way), str(path))
        wait_for_reader(way)
    return 0

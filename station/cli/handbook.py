"""run.py handbook: all guides as one book, with contents and page numbers."""

import argparse
from pathlib import Path

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_row
from station.cli.shown import wait_for_reader
from station.desk.words import _, word


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where it goes."""
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("save it instead of printing"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """What became of it."""
    from station.desk.guides import GuideDesk

    with opened(given) as office:
        way, path = GuideDesk(office).book(out=given.out)
        say_row(word(way), str(path))
        wait_for_reader(way)
    return 0

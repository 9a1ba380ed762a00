"""run.py print SHEET CASE: a sheet on the printer, or with --out as a PDF."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_row
from station.cli.saving import out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import _, word


def arguments(parser: argparse.ArgumentParser) -> None:
    """The sheet's code and the receipt number."""
    parser.add_argument("sheet", metavar="SHEET", help=_("its code: run.py sheets"))
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    out_arguments(parser)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Characters that no font has, before it prints; the sheet's number and what became of it."""
    from station.desk.printing import PrintDesk

    out = place_of(given)
    with opened(given) as office:
        desk = PrintDesk(office)
        for character in desk.unprintable(given.sheet, given.case):
            say(_("no font here has {character}").format(character=f"U+{ord(character):04X}"))
        made = desk.print(given.sheet, given.case, out=out)
        say_row(made.number, word(made.way), made.why or str(made.path))
        wait_for_reader(made.way)
    return 0

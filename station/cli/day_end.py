"""run.py day-end [DAY]: the sheet of a day, with the head of the journal on paper."""

import argparse

from station.cli.days import day_of
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_row
from station.cli.saving import out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import _, word


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which day; without one the day that it is."""
    parser.add_argument("day", nargs="?", metavar="DAY", help=_("like 2026-03-04; else today"))
    out_arguments(parser)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """The sheet's number, what became of it, and what stands on it."""
    from station.desk.printing import PrintDesk

    premises_of(given)  # what is wrong with the day is told in the station's language
    day = day_of(given, "day")
    out = place_of(given)
    with opened(given) as office:
        made = PrintDesk(office).day_end(day or office.today, out=out)
        say_row(made.number, word(made.way), made.why or str(made.path))
        wait_for_reader(made.way)
        say(_("compare later: {command}").format(command=made.compare))
    return 0

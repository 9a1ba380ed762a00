"""run.py printers: the printers of this machine, and a page to try one with."""

import argparse

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_row
from station.cli.shown import wait_for_reader
from station.desk.print_queue import why_words
from station.desk.showing import Way
from station.desk.trial import print_trial, printers
from station.desk.words import _, word
from station.domain.ending import FAILED


def arguments(parser: argparse.ArgumentParser) -> None:
    """The list; with --test a page is printed as sheets are."""
    parser.add_argument(
        "--test", action="store_true", help=_("print a page that shows whether all comes out")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if the page was not printed."""
    chosen = premises_of(given).settings.printer
    known = printers()
    for one in known:
        marks = [_("the system's default")] if one.usual else []
        marks += [_("named in station.ini")] if one.name == chosen else []
        say_row(one.name, why_words(one.hindrance) or _("ready"), ", ".join(marks))
    if not known:
        say(_("No printer is known on this machine."))
    if not given.test:
        return 0
    with opened(given) as office:
        outcome = print_trial(office)
        why = why_words(outcome.hindrance, outcome.said, outcome.job)
        say_row(_("test page"), word(outcome.way), why)
        wait_for_reader(outcome.way)
    return FAILED if outcome.way is Way.QUEUED else 0

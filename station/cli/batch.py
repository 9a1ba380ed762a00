"""run.py batch [NAME]: many sheets at once."""

import argparse
from datetime import date
from pathlib import Path

from station.cli.days import day_of
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import complain, say, say_row
from station.desk.batches import BATCHES, BatchDone, batch, print_batch, visit_days
from station.desk.office import Office
from station.desk.words import _
from station.domain.ending import FAILED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sheets; without a name the list."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=_("of the batch"))
    parser.add_argument("--day", metavar="DAY", help=_("like 2026-03-04; else today"))
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help=_("save them, in clear, instead of printing")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if a sheet was not made or waits."""
    premises_of(given)  # what is wrong with the day is told in the station's language
    day = day_of(given, "day")
    which = batch(given.name) if given.name else None
    with opened(given) as office:
        if which is None:
            _list(office, day or office.today)
            return 0
        day = day or office.today
        done = print_batch(office, which, day, out=given.out)
    if done.nothing:
        say(_("On {day} there is nothing to print: {what}").format(day=day, what=_(which.words)))
    return _told(done, given.out)


def _list(office: Office, day: date) -> None:
    for one in BATCHES.values():
        count = len(one.about(office, day))
        say_row(one.name, one.sheet, _(one.words), f"{day}", str(count))
    for visit, count in visit_days(office):
        say_row(_("pick-ups"), f"{visit}", str(count))


def _told(done: BatchDone, out: Path | None) -> int:
    if out is None:
        say(_("{count} handed to the printer").format(count=done.made))
    else:
        say(_("{count} saved in {folder}").format(count=done.made, folder=out))
    for number, why in done.waiting:
        say_row(_("waits"), number, why)
    for number, fault in done.failed:
        say_row(_("not made"), number)
        complain(fault)
    return FAILED if done.waiting or done.failed else 0

"""run.py reconcile: both ends of the line compared, counts and heads."""

import argparse

from station.cli.exchanging import told_of, watch
from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_json, say_row
from station.cli.saving import out_arguments, place_of
from station.cli.shown import wait_for_reader
from station.desk.words import N_, _, word
from station.domain.reckoning_told import ReckoningTold


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to ask the district now, and where the sheet goes."""
    parser.add_argument(
        "--last", action="store_true", help=_("as it was last, without an exchange")
    )
    out_arguments(parser, N_("save it as a sheet, in clear"))
    parser.add_argument("--json", action="store_true", help=_("as one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if both hold the same; 1 if not, or if the district was not reached."""
    from station.desk.reconciling import ReconcileDesk
    from station.desk.syncing import SyncDesk

    out = place_of(given)
    with opened(given) as office:
        if not given.last:
            line = SyncDesk(office)
            report = line.sync(progress=watch, cancel=lambda: False)
            if report.road is not None:
                return told_of(line, report)
        desk = ReconcileDesk(office)
        told = desk.told()
        if given.json:
            say_json(told.plain)
        else:
            _tell(told)
        if out is not None:
            made = desk.print(out=out)
            say_row(made.number, word(made.way), made.why or str(made.path))
            wait_for_reader(made.way)
    return 0 if told.same else 1


def _tell(told: ReckoningTold) -> None:
    say(told.headline)
    for what, here, there in told.rows:
        say_row(f"{what}:", here, "|", there, indent=2)
    for what, after in told.differences:
        say(f"! {what}. {after}")

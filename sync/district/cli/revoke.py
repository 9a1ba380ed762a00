"""run.py district revoke STATION: its keys are good for nothing from now on."""

import argparse

from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.enrolment import revoke


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which station."""
    parser.add_argument("station", metavar="STATION", help=_("its 12-digit code"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Its cases stay here; a new one-time code lets it in again."""
    with opened(given) as district:
        revoke(district, given.station)
    say(_("the keys of {station} were withdrawn").format(station=given.station))
    return 0

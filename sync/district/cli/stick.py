"""run.py district stick DIR: take in what stations sent by USB stick, and answer on it."""

import argparse
from pathlib import Path

from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say
from sync.district.stick import Visited, visit


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the stick."""
    parser.add_argument("stick", type=Path, metavar="DIR", help=_("folder of the stick"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if everything on the stick was taken in and the answers were read back; else 1."""
    with opened(given) as district:
        visited = visit(district, given.stick)
    if not visited:
        say(_("no station has sent anything on this stick"))
    whole = [_told(one) for one in visited]
    return 0 if all(whole) else 1


def _told(one: Visited) -> bool:
    report = one.report
    say(
        _("{station}: {received} new entries taken in, {sent} put on the stick").format(
            station=one.station, received=report.received, sent=report.sent
        )
    )
    faults = [*report.set_aside, *filter(None, (one.refused, report.road))]
    for fault in faults:
        complain(fault)
    return not faults

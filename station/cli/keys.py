"""run.py keys: the keys of the line to the district; new ones, asked for over the line."""

import argparse
from pathlib import Path

from station.cli.opening import opened, opening_arguments
from station.cli.output import say
from station.desk.line_keys import ask, save_certificate, state
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether new ones are wanted."""
    parser.add_argument(
        "--new", action="store_true", help=_("make new keys, and ask the district for them")
    )
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE",
        help=_("save the district's word on them, for others who check our sheets"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; what is asked is answered with the next exchanges."""
    with opened(given) as office:
        if given.new:
            ask(office)
        keys = state(office)
        if given.certificate is not None:
            save_certificate(office, given.certificate)
            say(_("the certificate: {place}").format(place=given.certificate))
    say(_("keys number {number} are in use").format(number=keys.number))
    if keys.district:
        say(_("the district signs with key {name}").format(name=keys.district))
    if keys.asked:
        say(_("keys number {number} were asked for: synchronise, by network or stick").format(
            number=keys.asked
        ))  # fmt: skip
    elif keys.refused:
        say(_("the district refused the last ones: {why}").format(why=_(keys.refused)))
    return 0

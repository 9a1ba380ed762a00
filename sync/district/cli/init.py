"""run.py district init: make a district, its keys and its encrypted file."""

import argparse
from time import perf_counter

from station.domain.local_rules import NATIONAL
from station.storage.keys import calibrate
from sync.district.cli.opening import opening_arguments, secret, store_of
from sync.district.cli.output import _, say
from sync.district.clock import WallClock
from sync.district.founding import NewDistrict, make
from sync.district.rules import CLOSES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who the district is."""
    parser.add_argument("--id", required=True, help=_("its area code, for example 330211"))
    parser.add_argument("--name", required=True, help=_("what people call it"))
    parser.add_argument(
        "--rules", default=NATIONAL, metavar="NAME",
        help=_("local rules: a name, or the path of a file of your own"),
    )  # fmt: skip
    parser.add_argument(
        "--closes", default=CLOSES, metavar="HH:MM", help=_("when the office closes")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Tells where it lies."""
    passphrase = secret(given.passphrase_file, _("New passphrase: "), "--passphrase-file")
    new = NewDistrict(
        id=given.id, name=given.name, passphrase=passphrase, rules=given.rules,
        closes=given.closes,
    )  # fmt: skip
    cost, store = calibrate(perf_counter), store_of(given)
    with make(given.home, new, clock=WallClock(), cost=cost, store=store) as district:
        say(
            _("district {id}, {name}, lies in {place}").format(
                id=district.id, name=district.name, place=district.home
            )
        )
    return 0

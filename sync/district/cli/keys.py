"""run.py district keys [--new]: the key that parcels to the district are sealed to."""

import argparse

from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.keyring import forget_former, former_receiving, renew


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether another one is wanted."""
    parser.add_argument(
        "--new", action="store_true", help=_("make another one, and tell every station")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; stations hear of it with their next exchange."""
    with opened(given) as district:
        if given.new:
            renew(district)
        with district.vault.transaction():
            forget_former(district)
            number = int(district.identity.get("key_version") or 0)
            former = len(former_receiving(district))
    say(_("key number {number} is in use; former ones that are still read: {count}").format(
        number=number, count=former
    ))  # fmt: skip
    return 0

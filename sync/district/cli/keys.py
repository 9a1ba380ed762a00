"""run.py district keys [--new] [--new-signing]: the key that parcels to the district are sealed to,
and the one that it signs with."""

import argparse

from sync.district import signing
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.keyring import forget_former, former_receiving, renew
from sync.seal import key_id

MOST = 20
"""So many stations are named."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether others are wanted."""
    parser.add_argument(
        "--new", action="store_true",
        help=_("make another key that parcels are sealed to, and tell every station"),
    )  # fmt: skip
    parser.add_argument(
        "--new-signing", action="store_true",
        help=_("make another key that the district signs with, and tell every station"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; stations hear of it with their next exchange."""
    with opened(given) as district:
        if given.new:
            renew(district)
        if given.new_signing:
            signing.renew(district)
            say(_("make a backup of the district now: one from before lacks this key"))
        with district.vault.transaction():
            forget_former(district)
            signing.forget_former(district)
            number = int(district.identity.get("key_version") or 0)
            former = len(former_receiving(district))
            signs, kept = signing.number(district), signing.left(district)
            name = key_id(district.keys.public().signing)
            unaware = signing.unaware(district)
    say(_("key number {number} is in use; former ones that are still read: {count}").format(
        number=number, count=former
    ))  # fmt: skip
    say(_("signing key number {number}, {name}, is in use; former ones that still sign: {count}")
        .format(number=signs, name=name, count=kept))  # fmt: skip
    if unaware:
        say(_("stations that do not know it yet: {count}: {stations}").format(
            count=len(unaware), stations=", ".join(unaware[:MOST])
        ))  # fmt: skip
    return 0

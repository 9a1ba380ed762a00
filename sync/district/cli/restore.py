"""run.py district restore FROM: a district from a backup, in a folder that has none."""

import argparse
from pathlib import Path

from station.storage import crashes
from station.storage.copies import Watch
from sync.district import backups
from sync.district.cli.opening import opening_arguments, secret, store_of
from sync.district.cli.output import _, say
from sync.district.clock import WallClock


def arguments(parser: argparse.ArgumentParser) -> None:
    """The backup, and where the district shall be."""
    parser.add_argument("source", type=Path, metavar="FROM", help=_("a backup"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Tells where it lies. The passphrase is that of the day of the backup."""
    if store_of(given):
        raise backups.BackupRefused(
            "the book of this district lies on a server, which has backups of its own",
            "Whoever looks after the server puts it back; keyslots.json belongs to it.",
        )
    passphrase = secret(given.passphrase_file, _("Passphrase: "), "--passphrase-file")
    clock = WallClock()
    crashes.keep_in(given.home, clock.now)
    with backups.restore(
        given.home, given.source, passphrase, clock=clock, watch=Watch()
    ) as district:
        say(_("district {id} is restored in {place}; stations send again what it lacks").format(
            id=district.id, place=given.home
        ))  # fmt: skip
    return 0

"""run.py backup FILE: the vault and its key slots in one file, as encrypted as the vault."""

import argparse
from pathlib import Path

from station.cli.opening import opened, opening_arguments
from station.cli.output import say
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """The new file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file that is not there yet"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Says how much the copy holds, counted in the copy itself."""
    from station.desk.copying import make_backup

    with opened(given) as office:
        made = make_backup(office, given.file)
        say(
            _("{file}: {entries} entries of the journal, {size} bytes").format(
                file=given.file, entries=made.rows["entry"], size=made.size
            )
        )
    return 0

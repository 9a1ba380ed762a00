"""run.py export-person ID: a copy of everything kept of one person, in clear, for them."""

import argparse
from pathlib import Path

from station.cli.opening import opened, opening_arguments, purpose_argument, told_at
from station.cli.output import say
from station.cli.whose import NUMBER, asked_for, better_asked
from station.desk.handing_out import hand_out
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, where to, what for."""
    parser.add_argument("person", metavar="ID", help=better_asked(NUMBER))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("the folder for the two files")
    )
    purpose_argument(parser, "--purpose", required=True)
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 once both files are on the disk and the copy is on record."""
    at = {"person": "ID", "purpose": "--purpose", "words": "--purpose"}
    whose = asked_for(given, given.person, "ID")
    with opened(given) as office, told_at(at):
        made = hand_out(office, whose, given.out, given.purpose)
    say(_("{count} cases").format(count=made.cases))
    say(str(made.json))
    say(str(made.text))
    say(_("These files are personal data in clear: hand them over, then delete them."))
    return 0

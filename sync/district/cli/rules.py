"""run.py district rules [NAME]: the local rules in force, or others from now on."""

import argparse

from station.domain.errors import BadInput, StationError
from station.domain.rules_told import rows
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which rules shall be in force; without a name those that are."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help=_("a name, or the path of a file of your own")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Lists the rules in force, each with its basis."""
    with opened(given) as district:
        if given.name is not None:
            try:
                district.choose_rules(given.name)
            except StationError as fault:
                raise BadInput({"NAME": fault}) from None
        with district.vault.reading():
            rules = district.rules()
    say(f"{rules.name}  {rules.name_zh}")
    for what, how, basis in rows(rules, _):
        say(f"{what}:  {how}")
        if basis:
            say(f"    {basis}")
    for source in rules.sources:
        say(f"{_('Source:')}  {source}")
    return 0

"""run.py district rules [NAME]: the local rules in force, or others from now on."""

import argparse

from station.domain.errors import BadInput, StationError
from station.domain.rules_told import rows
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say
from sync.district.premises import District
from sync.district.rules import closing_time, rules_name


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which rules shall be in force; without a name those that are."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help=_("a name, or the path of a file of your own")
    )
    parser.add_argument("--closes", metavar="HH:MM", help=_("when the office closes from now on"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Lists the rules in force, each with its basis. Nothing is changed if anything is wrong."""
    with opened(given) as district:
        _change(district, given)
        with district.vault.reading():
            rules, closes = district.rules(), district.closes()
    say(f"{rules.name}  {rules.name_zh}")
    say(f"{_('The office closes')}:  {closes:%H:%M}")
    for what, how, basis in rows(rules, _):
        say(f"{what}:  {how}")
        if basis:
            say(f"    {basis}")
    for source in rules.sources:
        say(f"{_('Source:')}  {source}")
    return 0


def _change(district: District, given: argparse.Namespace) -> None:
    """Raises BadInput with the faults of both."""
    faults: dict[str, StationError] = {}
    for option, text, check in (
        ("NAME", given.name, rules_name), ("--closes", given.closes, closing_time),
    ):  # fmt: skip
        try:
            if text is not None:
                check(text)
        except StationError as fault:
            faults[option] = fault
    if faults:
        raise BadInput(faults)
    if given.name is not None:
        district.choose_rules(given.name)
    if given.closes is not None:
        district.close_at(given.closes)

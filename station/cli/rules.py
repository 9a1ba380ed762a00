"""run.py rules: the local rules in force, each with its basis."""

import argparse

from station.cli.opening import home_argument, premises_of
from station.cli.output import say_row
from station.desk.local_rules import local_rules
from station.desk.words import _
from station.domain.rules_told import rows


def arguments(parser: argparse.ArgumentParser) -> None:
    """The station whose settings name them."""
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """The name first; then what is ruled and how, the basis below it; the sources last."""
    rules = local_rules(premises_of(given).settings.rules)
    say_row(rules.name, rules.name_zh)
    for what, how, basis in rows(rules, _):
        say_row(f"{what}:", how)
        if basis:
            say_row(basis, indent=4)
    for source in rules.sources:
        say_row(_("Source:"), source)
    return 0

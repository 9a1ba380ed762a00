"""run.py torture: kill the program at random moments, or count random limits twice."""

import argparse

from station.cli.developing import python
from station.desk.words import _

_KILLS = 100
"""If nothing is asked for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is tried, and how often."""
    parser.add_argument("--kills", type=int, metavar="N", help=_("how often it is killed"))
    parser.add_argument(
        "--deadlines", type=int, metavar="N", help=_("how many random limits are counted twice")
    )


def run(given: argparse.Namespace) -> int:
    """0 if nothing that was acknowledged was lost, and every limit ended on one day."""
    kills = _KILLS if given.kills is None and given.deadlines is None else given.kills
    campaigns = (("kills", "--kills", kills), ("deadlines", "--cases", given.deadlines))
    return max(
        python(["-m", f"tests.torture.{name}", word, str(count)])
        for name, word, count in campaigns
        if count is not None
    )

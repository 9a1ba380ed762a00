"""run.py district acts CASE: what the district may do with a case now."""

import argparse

from station.domain.offers_told import plain, rows
from sync.district.casedesk import CaseDesk
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The receipt number."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("--json", action="store_true", help=_("one act a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One act a line: what, who, by which clause; below it what hinders it, and its fields."""
    with opened(given) as district:
        file = CaseDesk(district, district.name).open(given.case)
    if file.stuck:
        raise file.stuck
    for offer in file.offers:
        if given.json:
            say_json(plain(offer, _))
            continue
        for indent, cells in rows(offer, _):
            say(" " * indent + "  ".join(filter(None, cells)))
    return 0

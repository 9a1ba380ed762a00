"""run.py acts CASE: what may be done with a case now, by whom, and what each act wants to know."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_json, say_row
from station.desk.cases import CaseDesk
from station.desk.words import _
from station.domain.offers_told import plain, rows


def arguments(parser: argparse.ArgumentParser) -> None:
    """The receipt number."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("--json", action="store_true", help=_("one act a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One act a line: what, who, by which clause; below it what hinders it, and its fields."""
    with opened(given) as office:
        desk = CaseDesk(office)
        for offer in desk.offers(desk.case(given.case)):
            if given.json:
                say_json(plain(offer, _))
                continue
            for indent, cells in rows(offer, _):
                say_row(*cells, indent=indent)
    return 0

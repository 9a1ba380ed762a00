"""run.py district act CASE ACT --data JSON: do something with a case."""

import argparse
import sys

from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.wishes import json_object
from sync.district.casedesk import CaseDesk
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The case, the act, the values of its fields, and who decided."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("act", metavar="ACT", help=_("one of: run.py district acts CASE"))
    parser.add_argument(
        "--data", default="{}", metavar="JSON", help=_("the fields; - reads them from stdin")
    )
    parser.add_argument("--by", metavar="NAME", help=_("who decided; else the district"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Answers {"case": number, "state": state} once it is on the disk."""
    fields = _fields(sys.stdin.read() if given.data == "-" else given.data)
    by = by_whom(given.by)
    with opened(given) as district:
        file = CaseDesk(district, by or district.name).act(given.case, given.act, fields)
    say_json({"case": file.case.number, "state": file.case.state.value})
    return 0


def _fields(text: str) -> dict[str, object]:
    try:
        return json_object(text)
    except StationError as fault:
        raise BadInput({"--data": fault}) from None


def by_whom(text: str | None) -> str:
    """Who decided, as it was told; empty if nobody was named. Raises BadInput."""
    try:
        return clean_worker(text) if text else ""
    except StationError as fault:
        raise BadInput({"--by": fault}) from None

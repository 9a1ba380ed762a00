"""run.py act CASE ACT --data JSON: do something with a case."""

import argparse
import json
import sys

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_json
from station.desk.cases import CaseDesk
from station.desk.words import _
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The case, the act, and the values of its fields; `run.py acts` names both."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("act", metavar="ACT", help=_("one of: run.py acts CASE"))
    parser.add_argument(
        "--data", default="{}", metavar="JSON", help=_("the fields; - reads them from stdin")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Answers {"case": number, "state": state} once it is on the disk."""
    fields = _fields(sys.stdin.read() if given.data == "-" else given.data)
    with opened(given) as office:
        case = CaseDesk(office).act(given.case, given.act, fields)
        say_json({"case": case.number, "state": case.state.value})
    return 0


def _fields(text: str) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        fault = StationError("this is no JSON object", 'Write it like {"name": "value"}.')
        raise BadInput({"--data": fault})
    return fields

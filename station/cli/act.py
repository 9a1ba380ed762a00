"""run.py act CASE ACT --data JSON: do something with a case."""

import argparse
import sys

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say_json
from station.desk.cases import CaseDesk
from station.desk.words import _
from station.domain.errors import BadInput, StationError
from station.domain.wishes import json_object


def arguments(parser: argparse.ArgumentParser) -> None:
    """The case, the act, and the values of its fields; `run.py acts` names both."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("act", metavar="ACT", help=_("one of: run.py acts CASE"))
    data_argument(parser)
    opening_arguments(parser)


def data_argument(parser: argparse.ArgumentParser) -> None:
    """--data, the fields of a form."""
    parser.add_argument(
        "--data", default="{}", metavar="JSON", help=_("the fields; - reads them from stdin")
    )


def run(given: argparse.Namespace) -> int:
    """Answers {"case": number, "state": state} once it is on the disk."""
    premises_of(given)  # what is wrong with the fields is told in the station's language
    fields = data_of(given)
    with opened(given) as office:
        case = CaseDesk(office).act(given.case, given.act, fields)
        say_json({"case": case.number, "state": case.state.value})
    return 0


def data_of(given: argparse.Namespace) -> dict[str, object]:
    """The fields in --data. Raises BadInput."""
    try:
        return json_object(sys.stdin.read() if given.data == "-" else given.data)
    except StationError as fault:
        raise BadInput({"--data": fault}) from None

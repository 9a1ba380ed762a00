"""run.py consult --data JSON: record a question and its answer, with no case."""

import argparse

from station.cli.act import data_argument, data_of
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say_json
from station.desk.consulting import ConsultDesk
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """The fields, or the number of a refusal by word that is explained."""
    data_argument(parser)
    parser.add_argument(
        "--explain", metavar="NUMBER",
        help=_("the refusal by word that was explained: explained, objection"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Answers {"consultation": number} once it is on the disk."""
    premises_of(given)  # what is wrong with the fields is told in the station's language
    fields = data_of(given)
    with opened(given) as office:
        desk = ConsultDesk(office)
        if given.explain is None:
            number = desk.hold(fields).number
        else:
            number = desk.explain(given.explain, fields).held.number
        say_json({"consultation": number})
    return 0

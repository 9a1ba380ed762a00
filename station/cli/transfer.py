"""run.py transfer: cases that go on at another station."""

import argparse

from station.cli.opening import opened, opening_arguments, premises_of, told_at
from station.cli.output import say, say_row
from station.desk.transferring import TransferDesk, Transferred
from station.desk.words import _, told, word
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, why, and which cases."""
    parser.add_argument("cases", nargs="*", metavar="CASE", help=_("their receipt numbers"))
    parser.add_argument("--to", required=True, metavar="STATION", help=_("its 12-digit code"))
    parser.add_argument("--reason", required=True, metavar="WORDS", help=_("stands on record"))
    parser.add_argument(
        "--all", action="store_true", help=_("every case that this station holds now")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all of them went; 1 if some stay, each with the reason; the others went all the
    same."""
    premises_of(given)
    if bool(given.cases) is given.all:
        fault = StationError("name cases, or all of them", "Give receipt numbers, or --all.")
        raise BadInput({"CASE": fault})
    with opened(given) as office:
        desk = TransferDesk(office)
        numbers = desk.held() if given.all else [*dict.fromkeys(given.cases)]
        with told_at({"to": "--to", "reason": "--reason"}):
            went = desk.transfer(numbers, to=given.to, reason=given.reason, done=_tell)
        say(_("{count} of {all} went").format(count=went, all=len(numbers)))
    return 0 if went == len(numbers) else 1


def _tell(one: Transferred) -> None:
    say_row(one.number, told(one.fault) if one.fault else word(one.state or ""))

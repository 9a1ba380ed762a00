"""run.py check-sheet: whether a sheet of paper is genuine, with no network."""

import argparse
import sys
from pathlib import Path

from station.cli.opening import opened, opening_arguments
from station.cli.output import complain, say, say_json, say_row
from station.desk.sheet_check import CheckedGuide, CheckedSheet, SheetDesk
from station.desk.words import _
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What was scanned, and by whose word the key is known."""
    parser.add_argument(
        "code", metavar="TEXT|FILE",
        help=_(
            "what the scanner read in the square; or a picture or a PDF of the sheet (JPEG, PNG,"
            " BMP); or - for a scanner that types"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE",
        help=_("the certificate of another station of this district"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one line of JSON for each sheet"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all of them are genuine; 1 if one is not, is not on record where it should be, or is a
    form without facts."""
    with opened(given) as office:
        desk = SheetDesk(office)
        good = [_checked(desk, text, given) for text in desk.texts(given.code, sys.stdin)]
    return 0 if good and all(good) else 1


def _checked(desk: SheetDesk, text: str, given: argparse.Namespace) -> bool:
    try:
        found = desk.check(text, given.certificate)
    except BadInput:
        raise
    except StationError as fault:
        complain(fault)
        return False
    if given.json:
        say_json(found.plain)
    else:
        _tell(found)
    return found.sure


def _tell(found: CheckedSheet | CheckedGuide) -> None:
    say(found.headline(_))
    for name, words in found.rows(_):
        say_row(f"{name}:", words, indent=2)
    if isinstance(found, CheckedSheet):
        say(_("compare number, case and date with the paper"))

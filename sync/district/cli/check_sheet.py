"""run.py district check-sheet: whether a sheet of paper is genuine."""

import argparse
import sys

from station.domain.errors import StationError
from station.domain.sheet_told import CheckedSheet
from station.storage.squares import texts_of
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say, say_json
from sync.district.premises import District
from sync.district.sheet_check import check


def arguments(parser: argparse.ArgumentParser) -> None:
    """What was scanned."""
    parser.add_argument(
        "code", metavar="TEXT|FILE",
        help=_(
            "what the scanner read in the square; or a picture or a PDF of the sheet (JPEG, PNG,"
            " BMP); or - for a scanner that types"
        ),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one line of JSON for each sheet"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all of them are genuine; 1 if one is not, or is a form without facts."""
    with opened(given) as district:
        texts = texts_of(given.code, sys.stdin)
        good = [_checked(district, text, as_json=given.json) for text in texts]
    return 0 if good and all(good) else 1


def _checked(district: District, text: str, *, as_json: bool) -> bool:
    try:
        found = check(district, text)
    except StationError as fault:
        complain(fault)
        return False
    if as_json:
        say_json(found.plain)
        return found.sure
    say(found.headline(_))
    for name, words in found.rows(_):
        say(f"  {name}: {words}")
    if isinstance(found, CheckedSheet):
        say(_("compare number, case and date with the paper"))
    return found.sure

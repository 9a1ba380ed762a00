"""How commands let a station join its district: by an address and a one-time code.

Other accounts of a computer can read the words of a command while it runs, so the code is asked
for.
"""

import argparse
import sys

from station.cli.opening import hidden_line
from station.cli.output import say
from station.desk.office import Office
from station.desk.words import _
from station.domain.errors import BadInput, StationError

_NOWHERE = StationError(
    "the one-time code cannot be asked for here", "Let it come from stdin: --code -"
)
_NONE = StationError("no one-time code was typed", "Type it as the district gave it.")


def joining_arguments(parser: argparse.ArgumentParser) -> None:
    """--district and --code."""
    parser.add_argument("--district", metavar="URL", help=_("address of the district's server"))
    parser.add_argument(
        "--code", nargs="?", const="", metavar="CODE",
        help=_("one-time code of the district for this station: asked for; - reads it from stdin"),
    )  # fmt: skip


def check_joining(given: argparse.Namespace) -> None:
    """Asks for the code where it is not said. Raises BadInput where one of the two is missing."""
    if (given.district is None) != (given.code is None):
        raise BadInput(
            {
                "--district": StationError(
                    "an address and a one-time code belong together", "Give both, or neither."
                )
            }
        )
    if given.code in ("", "-"):
        given.code = _code(typed=given.code == "")


def _code(*, typed: bool) -> str:
    words = _("One-time code: ")
    code = hidden_line(words, {"--code": _NOWHERE}) if typed else sys.stdin.readline()
    if not code.strip():
        raise BadInput({"--code": _NONE})
    return code.strip()


def join(office: Office, given: argparse.Namespace) -> None:
    """Joins the district if one was given. Raises what `SyncDesk.join` raises."""
    if given.district is None:
        return
    from station.desk.syncing import SyncDesk

    name = SyncDesk(office).join(given.district, given.code)
    say(_("it belongs to {district} now").format(district=name))

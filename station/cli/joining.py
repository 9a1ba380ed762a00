"""How commands let a station join its district: by an address and a one-time code."""

import argparse

from station.cli.output import say
from station.desk.office import Office
from station.desk.words import _
from station.domain.errors import BadInput, StationError


def joining_arguments(parser: argparse.ArgumentParser) -> None:
    """--district and --code."""
    parser.add_argument("--district", metavar="URL", help=_("address of the district's server"))
    parser.add_argument("--code", help=_("one-time code of the district for this station"))


def check_joining(given: argparse.Namespace) -> None:
    """Raises BadInput where one of the two is missing."""
    if (given.district is None) != (given.code is None):
        raise BadInput(
            {
                "--district": StationError(
                    "an address and a one-time code belong together", "Give both, or neither."
                )
            }
        )


def join(office: Office, given: argparse.Namespace) -> None:
    """Joins the district if one was given. Raises what `SyncDesk.join` raises."""
    if given.district is None:
        return
    from station.desk.syncing import SyncDesk

    name = SyncDesk(office).join(given.district, given.code)
    say(_("it belongs to {district} now").format(district=name))

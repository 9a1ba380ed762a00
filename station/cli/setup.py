"""run.py setup: the set-up wizard without a screen; joins a district if one is given."""

import argparse
from pathlib import Path

from station.cli.opening import home_argument, passphrase, premises_of
from station.cli.output import say
from station.desk.opening import NewStation
from station.desk.words import _
from station.domain.errors import BadInput, StationError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who the station is, who works there, and where its district is."""
    home_argument(parser)
    parser.add_argument("--station", required=True, metavar="CODE", help=_("its 12-digit code"))
    parser.add_argument("--name", required=True, help=_("what it is called on sheets"))
    parser.add_argument("--agent", required=True, metavar="NAME", help=_("its first agent"))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    parser.add_argument("--district", metavar="URL", help=_("address of the district's server"))
    parser.add_argument("--code", help=_("one-time code of the district for this station"))


def run(given: argparse.Namespace) -> int:
    """Makes the station; with --district and --code, joins the district at once."""
    if (given.district is None) != (given.code is None):
        raise BadInput(
            {
                "--district": StationError(
                    "an address and a one-time code belong together", "Give both, or neither."
                )
            }
        )
    place = premises_of(given)
    chosen = passphrase(given.passphrase_file, _("New passphrase: "))
    if given.passphrase_file is None and chosen != passphrase(None, _("The same again: ")):
        raise BadInput({"passphrase": StationError("the two are not the same", "Type it again.")})
    new = NewStation(station=given.station, name=given.name, agent=given.agent, passphrase=chosen)
    office = place.set_up(new)
    try:
        say(
            _("station {code} is set up in {place}").format(
                code=office.code, place=place.home.folder
            )
        )
        if given.district:
            from station.desk.syncing import SyncDesk

            name = SyncDesk(office).join(given.district, given.code)
            say(_("it belongs to {district} now").format(district=name))
    finally:
        office.leave()
    return 0

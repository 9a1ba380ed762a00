"""run.py setup: the set-up wizard without a screen; joins a district if one is given."""

import argparse
from pathlib import Path

from station.cli.joining import check_joining, join, joining_arguments
from station.cli.opening import home_argument, new_passphrase, premises_of, told_at
from station.cli.output import say
from station.desk.opening import NewStation
from station.desk.words import _, explain
from station.domain.errors import StationError


class MadeOnly(StationError):
    """The station was made; the district did not take it in."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who the station is, who works there, and where its district is."""
    home_argument(parser)
    parser.add_argument("--station", required=True, metavar="CODE", help=_("its 12-digit code"))
    parser.add_argument("--name", required=True, help=_("what it is called on sheets"))
    parser.add_argument("--agent", required=True, metavar="NAME", help=_("its first agent"))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    joining_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Makes the station; with --district and --code, joins the district at once."""
    place = premises_of(given)
    check_joining(given)
    chosen = new_passphrase(given.passphrase_file, "--passphrase-file")
    new = NewStation(station=given.station, name=given.name, agent=given.agent, passphrase=chosen)
    with told_at({name: f"--{name}" for name in ("station", "name", "agent", "passphrase")}):
        office = place.set_up(new)
    try:
        say(
            _("station {code} is set up in {place}").format(
                code=office.code, place=place.home.folder
            )
        )
        join(office, given)
    except StationError as fault:
        what, next_step = explain(fault)
        raise MadeOnly(
            "the station is made, but did not join the district: {what}",
            "{next_step} Do not set it up again; join with run.py sync --district URL --code.",
            what=what, next_step=next_step,
        ) from fault  # fmt: skip
    finally:
        office.leave()
    return 0

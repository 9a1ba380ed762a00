"""run.py restore FILE: a station from a backup, in a home that has none."""

import argparse
from pathlib import Path

from station.cli.opening import only, opening_arguments, passphrase, premises_of
from station.cli.output import say
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """The backup, and the agent whose passphrase opened the station when it was made."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a backup"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """The station begins a new life of its journal; the district is told at the next exchange."""
    from station.desk.copying import agents_in, restore_station

    place = premises_of(given)
    agent = given.agent or only(agents_in(given.file))
    office = restore_station(
        place.home, given.file, agent, passphrase(given.passphrase_file, _("Passphrase: ")),
        settings=place.settings, clock=place.clock,
    )  # fmt: skip
    try:
        say(
            _("station {code} is restored in {place}").format(
                code=office.code, place=place.home.folder
            )
        )
    finally:
        office.leave()
    return 0

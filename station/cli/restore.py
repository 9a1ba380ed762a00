"""run.py restore FILE: a station from a backup, in a home that has none."""

import argparse
from pathlib import Path

from station.cli.copies import tell_backup, watching
from station.cli.opening import only, opening_arguments, passphrase, premises_of
from station.cli.output import say
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """The backup, and the agent whose passphrase opened the station when it was made."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a backup"))
    parser.add_argument(
        "--look", action="store_true",
        help=_("only tell what it holds; of a folder, what each backup in it holds"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Says what the backup holds before the passphrase is asked. The station begins a new life of
    its journal; the district is told at the next exchange."""
    from station.desk.copying import agents_in, looked_at, restore_station

    place = premises_of(given)
    if given.look:
        for file, held in looked_at(given.file):
            tell_backup(file, held)
        return 0
    agents = agents_in(given.file)
    for file, held in looked_at(given.file):
        tell_backup(file, held)
    agent = given.agent or only(agents)
    words = passphrase(given.passphrase_file, _("Passphrase: "))
    with watching() as watch:
        office = restore_station(
            place.home, given.file, agent, words, settings=place.settings, clock=place.clock,
            key_file=given.key_file, watch=watch,
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

"""run.py district reconcile STATION: what the station signed that it holds, beside what is here."""

import argparse

from station.domain.reckoning_told import ReckoningTold
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.reconciling import reconciled


def arguments(parser: argparse.ArgumentParser) -> None:
    """One station, or all."""
    parser.add_argument("station", nargs="?", metavar="STATION", help=_("one only; else all"))
    parser.add_argument("--json", action="store_true", help=_("one station a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all hold the same; 1 if one does not, or has not told yet what it holds."""
    with opened(given) as district:
        stations = [given.station] if given.station else district.stations()
        found = [(station, reconciled(district, station, _)) for station in stations]
    for station, told in found:
        if given.json:
            say_json({"station": station} | (told.plain if told else {"same": None}))
        elif told is None:
            say(_("{station}: it has not told yet what it holds").format(station=station))
        else:
            _tell(station, told)
    return 0 if all(told and told.same for _station, told in found) else 1


def _tell(station: str, told: ReckoningTold) -> None:
    say(f"{station}: {told.headline}")
    for what, here, there in told.rows:
        say(f"  {what}: {here} | {there}")
    for what, after in told.differences:
        say(f"! {what}. {after}")

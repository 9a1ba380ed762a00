"""run.py district load: a sample district takes in what simulated stations send."""

import argparse
from time import perf_counter

from station.domain.errors import BadInput, StationError
from station.storage.keys import FLOOR
from sync.district.cli.opening import opening_arguments, secret, store_of
from sync.district.cli.output import _, say
from sync.district.load import Place, load, prepare

MOST_STATIONS, MOST_CASES, MOST_PROCESSES = 20_000, 1_000_000, 64


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many of what."""
    parser.add_argument(
        "--stations", type=int, default=20, metavar="N", help=_("how many stations")
    )
    parser.add_argument(
        "--cases", type=int, default=200, metavar="M", help=_("cases of all together")
    )
    parser.add_argument(
        "--processes", type=int, default=1, metavar="P", help=_("how many take in at once")
    )
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Tells what was taken in, and how fast. Raises BadInput, AlreadyADistrict."""
    _bounded(given)
    place = Place(
        home=given.home, store=store_of(given),
        passphrase=secret(given.passphrase_file, _("New passphrase: "), "--passphrase-file"),
    )  # fmt: skip
    begun = perf_counter()
    stations = prepare(place, given.stations, FLOOR)
    say(
        _("{stations} simulated stations on the line of a sample district in {place}: {seconds} s")
        .format(stations=len(stations), place=place.home, seconds=f"{perf_counter() - begun:.1f}")
    )  # fmt: skip
    taken = load(place, stations, given.cases, given.processes)
    say(
        _(
            "{cases} cases, {events} entries in {parcels} parcels: {seconds} s, {rate} entries a"
            " second with {processes} processes; every answer confirms all entries of its parcel"
        ).format(
            cases=given.cases, events=taken.events, parcels=taken.parcels,
            seconds=f"{taken.seconds:.1f}", rate=f"{taken.rate:,.0f}", processes=given.processes,
        )
    )  # fmt: skip
    return 0


def _bounded(given: argparse.Namespace) -> None:
    bounds = (
        ("stations", MOST_STATIONS), ("cases", MOST_CASES), ("processes", MOST_PROCESSES),
    )  # fmt: skip
    faults: dict[str, StationError] = {
        f"--{name}": StationError(
            "{value} is not a whole number from {least} to {most}", "Give another number.",
            value=getattr(given, name), least=1, most=most,
        )
        for name, most in bounds
        if not 1 <= getattr(given, name) <= most
    }  # fmt: skip
    if faults:
        raise BadInput(faults)

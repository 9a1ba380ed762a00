"""run.py district verdicts [STATION]: what was found in journals before, signed and kept."""

import argparse

from station.domain.findings import Weight
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.verdicts import Verdict, kept


def arguments(parser: argparse.ArgumentParser) -> None:
    """One station, or all."""
    parser.add_argument("station", nargs="?", metavar="STATION", help=_("one only; else all"))
    parser.add_argument("--json", action="store_true", help=_("one verdict a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if a verdict is not as the district signed it. Raises UnknownStation."""
    with opened(given) as district:
        if given.station:
            with district.vault.reading():
                district.life(given.station)
        found = kept(district, given.station or "")
    for one in found:
        if given.json:
            say_json(
                {
                    "number": one.number, "genuine": one.genuine,
                    "signature": one.signature.hex(), **one.says,
                }
            )  # fmt: skip
        else:
            say(_line(one))
    return 0 if all(one.genuine for one in found) else 1


def _line(one: Verdict) -> str:
    told = _(
        "verdict {number} of {when} on {station}: {faults} faults, {asks} to ask, {notes} notes"
    ).format(
        number=one.number, when=f"{one.at:%Y-%m-%d %H:%M}", station=one.says["station"],
        faults=one.count(Weight.FAULT), asks=one.count(Weight.ASK), notes=one.count(Weight.NOTE),
    )  # fmt: skip
    return told if one.genuine else f"{told}; {_('changed after it was signed')}"

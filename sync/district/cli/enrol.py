"""run.py district enrol STATION: a one-time code, to be given to the station on paper."""

import argparse
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.storage import durable
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.enrolment import OneTimeCode, make_code
from sync.district.premises import District


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which station, and what the district calls it."""
    parser.add_argument("station", metavar="STATION", help=_("its 12-digit code"))
    parser.add_argument("--name", required=True, help=_("what people call it"))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=_("the code as a sheet of paper, a PDF")
    )
    parser.add_argument("--json", action="store_true", help=_("one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Tells the code once: on the terminal, or on the sheet alone. It is kept only as what it
    stands for."""
    if given.out is not None:
        _check(given.out)
    with opened(given) as district:
        made = make_code(district, given.station, given.name)
        if given.out is not None:
            _write(district, made, given.out)
    if given.json:
        told = {"sheet": str(given.out)} if given.out is not None else {"code": made.code}
        say_json({"station": made.station, **told, "until": made.expires_at.isoformat()})
        return 0
    say(_("station: {station}, {name}").format(station=made.station, name=made.name))
    if given.out is None:
        say(_("one-time code: {code}").format(code=made.code))
    else:
        say(_("the sheet of the one-time code: {place}").format(place=given.out))
        say(_("print it once, and delete the file: it is the code itself"))
    say(_("good for one station until {moment}").format(moment=f"{made.expires_at:%Y-%m-%d %H:%M}"))
    return 0


def _check(place: Path) -> None:
    """Before there is a code: one that is on no paper is of no use to anybody."""
    if place.exists():
        there = StationError("there is already a file {place}", "Choose another name.", place=place)
        raise BadInput({"--out": there})
    if not place.parent.is_dir():
        nowhere = StationError("{place} cannot be written", "Choose another folder.", place=place)
        raise BadInput({"--out": nowhere})


def _write(district: District, made: OneTimeCode, place: Path) -> None:
    from sync.district.enrolment_sheet import code_sheet

    durable.write_private(place, code_sheet(district, made, at=district.clock.now()))

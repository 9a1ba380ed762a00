"""run.py district enrol STATION: a one-time code, to be given to the station on paper."""

import argparse

from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.enrolment import make_code


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which station, and what the district calls it."""
    parser.add_argument("station", metavar="STATION", help=_("its 12-digit code"))
    parser.add_argument("--name", required=True, help=_("what people call it"))
    parser.add_argument("--json", action="store_true", help=_("one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Tells the code once. It is kept only as what it stands for."""
    with opened(given) as district:
        made = make_code(district, given.station, given.name)
    if given.json:
        say_json({"station": made.station, "code": made.code, "until": made.expires_at.isoformat()})
        return 0
    say(_("station: {station}, {name}").format(station=made.station, name=made.name))
    say(_("one-time code: {code}").format(code=made.code))
    say(_("good for one station until {moment}").format(moment=f"{made.expires_at:%Y-%m-%d %H:%M}"))
    return 0

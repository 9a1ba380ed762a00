"""run.py district notice TITLE WORDS: words of the district to its stations."""

import argparse

from station.domain.errors import BadInput, StationError
from sync.district.cli.act import by_whom
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json
from sync.district.premises import District
from sync.district.publishing import NoticeRead, give_notice, notices


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is said, and to whom; without words, who has read what."""
    parser.add_argument("title", nargs="?", metavar="TITLE", help=_("what it is about"))
    parser.add_argument("words", nargs="?", metavar="WORDS", help=_("what is said"))
    parser.add_argument(
        "--to", nargs="+", default=[], metavar="STATION", help=_("only these stations; else all")
    )
    parser.add_argument("--by", metavar="NAME", help=_("who says it; else the district"))
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """The stations get it with their next exchange, and show it until it is read."""
    by = by_whom(given.by)
    if (given.title is None) is not (given.words is None):
        fault = StationError("this must be filled in", "Give a title and the words.")
        raise BadInput({"WORDS": fault})
    with opened(given) as district:
        if given.title is None:
            _list(district, given)
            return 0
        to = give_notice(district, given.title, given.words, given.to, by or district.name)
    say(_("goes to {count} stations").format(count=len(to)))
    return 0


def _list(district: District, given: argparse.Namespace) -> None:
    for station in given.to or district.stations():
        for one in notices(district, station):
            _tell(one, as_json=given.json)


def _tell(one: NoticeRead, *, as_json: bool) -> None:
    said = one.given
    if as_json:
        say_json({
            "station": one.station, "at": said.at.isoformat(), "by": said.by,
            "title": said.title, "words": said.words, "readers": list(one.readers),
        })  # fmt: skip
        return
    read = _("read by {names}").format(names=", ".join(one.readers))
    readers = read if one.readers else _("not read yet")
    say("  ".join((one.station, f"{said.at:%Y-%m-%d %H:%M}", said.title, readers)))

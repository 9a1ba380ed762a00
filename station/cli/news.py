"""run.py news: notices of the district, and what its files changed."""

import argparse

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_json, say_row
from station.desk.district_news import DistrictNews, NewsLine
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which one to open; without it they are listed."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME",
        help=_("open this one, by the letters before it; that you did is on record"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when there is none."""
    premises_of(given)
    with opened(given) as office:
        desk = DistrictNews(office)
        lines = [desk.open(given.name)] if given.name is not None else desk.lines()
    for one in lines:
        if given.json:
            say_json(_plain(one))
            continue
        _tell(one)
        if given.name is not None:
            for words in one.words:
                say(words)
    return 0


def _tell(one: NewsLine) -> None:
    mark = _("new") if one.is_new else ""
    say_row(one.name[:8], f"{one.at:%Y-%m-%d %H:%M}", one.title, one.by, mark)


def _plain(one: NewsLine) -> dict[str, object]:
    return {
        "name": one.name, "at": one.at.isoformat(), "title": one.title, "words": list(one.words),
        "by": one.by, "new": one.is_new,
    }  # fmt: skip

"""run.py prints [TEXT]: the journal of prints."""

import argparse
from collections.abc import Iterator

from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_json, say_row
from station.desk.print_journal import PrintJournal, PrintLine
from station.desk.words import _
from station.domain.stamp import OFFICIAL_TIME

_AT_ONCE = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which prints; without an option all of them, the newest first."""
    parser.add_argument(
        "text", nargs="?", default="", metavar="TEXT",
        help=_("part of a receipt number, or how the number of a sheet begins"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when nothing was printed."""
    with opened(given) as office:
        journal = PrintJournal(office)
        count = journal.count(given.text)
        for line in _lines(journal, given.text, count):
            if given.json:
                say_json(_plain(line))
            else:
                _tell(line)
        if not given.json:
            say(_("{count} prints").format(count=count))
    return 0


def _lines(journal: PrintJournal, text: str, count: int) -> Iterator[PrintLine]:
    for first in range(0, count, _AT_ONCE):
        yield from journal.lines(text, first, _AT_ONCE)


def _tell(line: PrintLine) -> None:
    one = line.print
    nth = _("print no. {nth}").format(nth=one.nth) if one.nth > 1 else ""
    when = f"{one.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
    say_row(when, one.by, one.number, line.title, one.case, nth, line.became)


def _plain(line: PrintLine) -> dict[str, object]:
    one = line.print
    return {
        "at": one.at.isoformat(), "by": one.by, "sheet": one.number, "case": one.case,
        "nth": one.nth, "saved": one.saved, "became": line.became,
    }  # fmt: skip

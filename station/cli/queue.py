"""run.py queue [NUMBER]: sheets that wait for a printer; print them, open one, take one off."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_json, say_row
from station.cli.shown import wait_for_reader
from station.desk.print_queue import QueueDesk, QueueLine, why_words
from station.desk.showing import Way
from station.desk.words import _, word
from station.domain.ending import FAILED
from station.domain.stamp import OFFICIAL_TIME


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is done; without an option the list."""
    parser.add_argument("number", nargs="?", metavar="NUMBER", help=_("of the sheet"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--print", action="store_true", help=_("print this one again, or all without a number")
    )
    what.add_argument("--open", action="store_true", help=_("show this one instead"))
    what.add_argument("--drop", action="store_true", help=_("take this one off for good"))
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if something that was to be printed still waits, or the sheet does not wait."""
    number = given.number or ""
    with opened(given) as office:
        desk = QueueDesk(office)
        desk.settle()
        if given.open:
            say_row(number, word(Way.OPENED), str(desk.open(number)))
            wait_for_reader(Way.OPENED)
        elif given.drop:
            desk.drop(number)
            say(_("Taken off the queue"))
        elif given.print:
            return _print(desk, number)
        else:
            _list(desk, number, given.json)
    return 0


def _print(desk: QueueDesk, number: str) -> int:
    if not number:
        tried = desk.print_all()
        say(_("{count} handed to the printer").format(count=tried.printed))
        for line in tried.waiting:
            _tell(line)
        return FAILED if tried.waiting else 0
    outcome = desk.print(number)
    why = why_words(outcome.hindrance, outcome.said, outcome.job)
    say_row(number, word(outcome.way), why)
    wait_for_reader(outcome.way)
    return FAILED if outcome.way is Way.QUEUED else 0


def _list(desk: QueueDesk, number: str, as_json: bool) -> None:
    lines = [one for one in desk.lines() if number in one.queued.number]
    for line in lines:
        if as_json:
            say_json(_plain(line))
        else:
            _tell(line)
    if not as_json:
        say(_("{count} wait to be printed").format(count=len(lines)))


def _tell(line: QueueLine) -> None:
    one = line.queued
    made = f"{one.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
    say_row(one.number, line.title, one.case, made, one.by, line.why)


def _plain(line: QueueLine) -> dict[str, object]:
    one = line.queued
    return {
        "sheet": one.number, "case": one.case, "nth": one.nth, "copies": one.copies, "by": one.by,
        "at": one.at.isoformat(), "tries": one.tries, "tried_at": one.tried_at.isoformat(),
        "job": one.job, "why": "" if one.job else one.hindrance.name.lower(), "said": one.said,
    }  # fmt: skip

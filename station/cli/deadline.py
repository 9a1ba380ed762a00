"""run.py deadline START LIMIT: when a limit ends, and which days were not counted and why."""

import argparse
from datetime import datetime

from station.cli.opening import home_argument, premises_of
from station.cli.output import say_row
from station.desk.calendars import calendar
from station.desk.words import _
from station.domain.deadlines import OFFICIAL_TIME, Remark, due, parse_span
from station.domain.errors import BadInput, StationError
from station.domain.items import Span


def arguments(parser: argparse.ArgumentParser) -> None:
    """The first day or moment, and the length."""
    parser.add_argument("start", metavar="START", help="2026-02-12, 2026-02-12T16:30")
    parser.add_argument("limit", metavar="LIMIT", help="20wd 15d 7nd 24h 30min")
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """The due date on the first line; a reason on each line below it."""
    place = premises_of(given)
    start, limit = _understood(given.start, given.limit)
    found = due(start, limit, calendar(), place.settings.closes)
    say_row(f"{found.at:%Y-%m-%d %H:%M}", _("provisional") if found.provisional else "")
    for remark in found.explanation:
        say_row(_days(remark), _(remark.words).format(name=remark.name), remark.law, indent=4)
    return 0


def _understood(start: str, limit: str) -> tuple[datetime, Span]:
    """Raises BadInput with the faults of both."""
    faults: dict[str, StationError] = {}
    try:
        begins = _moment(start)
    except StationError as fault:
        faults["START"] = fault
    try:
        span = parse_span(limit)
    except StationError as fault:
        faults["LIMIT"] = fault
    if faults:
        raise BadInput(faults)
    return begins, span


def _moment(text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text.strip())
    except ValueError:
        raise StationError("{text} is no date", "Write it like 2026-02-12.", text=text) from None
    return start if start.tzinfo else start.replace(tzinfo=OFFICIAL_TIME)


def _days(remark: Remark) -> str:
    one = remark.first == remark.last
    return f"{remark.first}" if one else f"{remark.first} .. {remark.last}"

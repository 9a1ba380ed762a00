"""run.py deadline START LIMIT: when a limit ends, and which days were not counted and why."""

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from station.cli.opening import home_argument, premises_of
from station.cli.output import say_row
from station.desk.calendars import in_force
from station.desk.words import _
from station.domain.deadlines import OFFICIAL_TIME, Pause, Remark, due
from station.domain.errors import BadInput, StationError
from station.domain.items import Span
from station.domain.spans import parse_span
from station.domain.text import clean_line

_Read = TypeVar("_Read")
_PAUSE = re.compile(r"(?P<begins>[^=]*?)\.\.(?P<ends>[^=]*)(?:=(?P<why>.*))?", re.DOTALL)
_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_LONGEST_REASON = 60


@dataclass(frozen=True, kw_only=True)
class _Question:
    start: datetime
    limit: Span
    extra: int
    pauses: tuple[Pause, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The first day or moment, the length, and what moves the end."""
    parser.add_argument("start", metavar="START", help="2026-02-12, 2026-02-12T16:30")
    parser.add_argument("limit", metavar="LIMIT", help="20wd 15d 7nd 24h 30min")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="FROM..TO[=WHY]",
        help=_("outside the clock: the days after FROM up to TO; may be given again"),
    )  # fmt: skip
    parser.add_argument("--extend", metavar="N", help=_("so many more of the same units"))
    home_argument(parser)


def run(given: argparse.Namespace) -> int:
    """The due date on the first line; a reason on each line below it."""
    place = premises_of(given)
    asked = _understood(given)
    closes, calendar = place.settings.closes, in_force(place.home)
    longer = replace(asked.limit, value=asked.limit.value + asked.extra)
    found = due(asked.start, longer, calendar, closes, asked.pauses)
    say_row(f"{found.at:%Y-%m-%d %H:%M}", _("provisional") if found.provisional else "")
    if asked.extra:
        plain = due(asked.start, asked.limit, calendar, closes, asked.pauses)
        words = _("extended by {count}; without the extension: {when}")
        say_row(words.format(count=asked.extra, when=f"{plain.at:%Y-%m-%d %H:%M}"), indent=4)
    for remark in found.explanation:
        say_row(_days(remark), _(remark.words).format(name=remark.name), remark.law, indent=4)
    return 0


def _understood(given: argparse.Namespace) -> _Question:
    """Raises BadInput with the faults of all words at once."""
    faults: dict[str, StationError] = {}

    def read(name: str, reader: Callable[[str], _Read], text: str) -> list[_Read]:
        try:
            return [reader(text)]
        except StationError as fault:
            faults[name] = fault
            return []

    start = read("START", _moment, given.start)
    limit = read("LIMIT", parse_span, given.limit)
    extra = read("--extend", _extra, given.extend) if given.extend is not None else [0]
    pauses = [one for text in given.pause for one in read(f"--pause {text}", _pause, text)]
    if faults:
        raise BadInput(faults)
    return _Question(start=start[0], limit=limit[0], extra=extra[0], pauses=tuple(pauses))


def _moment(text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text.strip())
    except ValueError:
        raise StationError("{text} is no date", "Write it like 2026-02-12.", text=text) from None
    return start if start.tzinfo else start.replace(tzinfo=OFFICIAL_TIME)


def _extra(text: str) -> int:
    if not _COUNT.fullmatch(text.strip()):
        raise StationError("{text} is no number from 1 to 9999", "Write it like 10.", text=text)
    return int(text)


def _pause(text: str) -> Pause:
    found = _PAUSE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        begins, ends = (date.fromisoformat(found[name].strip()) for name in ("begins", "ends"))
    except ValueError:
        raise StationError(
            "{text} is no run of days",
            "Write it like 2026-11-23..2026-11-30 or 2026-11-23..2026-11-30=reason.",
            text=text,
        ) from None
    if ends < begins:
        raise StationError("it ends before it begins", "Write the earlier day first.")
    why = clean_line(found["why"] or "", longest=_LONGEST_REASON)
    return Pause(begins=begins, ends=ends, why=why or _("no reason given"))


def _days(remark: Remark) -> str:
    one = remark.first == remark.last
    return f"{remark.first}" if one else f"{remark.first} .. {remark.last}"

"""run.py due: what is due, the most urgent first."""

import argparse
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_json, say_row
from station.desk.cases import CaseDesk, CaseLine, Wanted
from station.desk.words import N_, _
from station.domain.deadlines import Standing
from station.domain.errors import BadInput, StationError
from station.domain.names import mask_name
from station.domain.stamp import OFFICIAL_TIME

PAGE = 200
"""Lines that are read at once."""
LIGHTS = {
    Standing.RED: N_("overdue"), Standing.YELLOW: N_("due soon"), Standing.GREEN: N_("in time"),
}  # fmt: skip
_URGENT = Wanted(due_only=True, urgent_first=True)
_DAYS = re.compile(r"[0-9]{1,4}")


def arguments(parser: argparse.ArgumentParser) -> None:
    """How far to look ahead."""
    parser.add_argument(
        "--days", metavar="N", help=_("only what is due today or in the next N days; else all")
    )
    parser.add_argument("--json", action="store_true", help=_("one case a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Light, date, clock, case, masked name; below it the rule that sets the date."""
    premises_of(given)  # what is wrong with the days is told in the station's language
    days = _days(given.days) if given.days is not None else None
    with opened(given) as office:
        desk = CaseDesk(office)
        last = office.clock.now().date() + timedelta(days=days) if days is not None else None
        count = 0
        for line in _lines(desk, last):
            count += 1
            if given.json:
                say_json(_plain(desk, line))
            else:
                _tell(desk, line)
        if not given.json:
            say(_("{count} due").format(count=count))
    return 0


def _days(text: str) -> int:
    if not _DAYS.fullmatch(text.strip()):
        fault = StationError(
            "{text} is no number of days from 0 to 9999", "Write it like 3.", text=text
        )
        raise BadInput({"--days": fault})
    return int(text)


def _lines(desk: CaseDesk, last: date | None) -> Iterator[CaseLine]:
    """Up to this day; what is overdue always."""
    first = 0
    while page := desk.lines(_URGENT, first, PAGE):
        for line in page:
            if last is not None and line.due_at and _official(line.due_at).date() > last:
                return
            yield line
        first += PAGE


def _official(moment: datetime) -> datetime:
    return moment.astimezone(OFFICIAL_TIME)


def _light(desk: CaseDesk, line: CaseLine) -> Standing:
    return desk.light(line) or Standing.GREEN


def _basis(desk: CaseDesk, line: CaseLine) -> str:
    clock = desk.clock(desk.case(line.number))
    return clock.basis if clock else ""


def _tell(desk: CaseDesk, line: CaseLine) -> None:
    when = f"{_official(line.due_at):%Y-%m-%d %H:%M}" if line.due_at else ""
    say_row(
        _(LIGHTS[_light(desk, line)]), when, _("provisional") if line.provisional else "",
        _(line.due_clock), line.number, mask_name(line.name), line.item_name,
    )  # fmt: skip
    if basis := _basis(desk, line):
        say_row(basis, indent=4)


def _plain(desk: CaseDesk, line: CaseLine) -> dict[str, object]:
    return {
        "case": line.number, "light": _light(desk, line).value, "clock": line.due_clock,
        "at": _official(line.due_at).isoformat() if line.due_at else "",
        "provisional": line.provisional,
        "basis": _basis(desk, line), "state": line.state.value, "item_name": line.item_name,
        "name": mask_name(line.name),
    }  # fmt: skip

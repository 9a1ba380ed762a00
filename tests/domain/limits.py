"""Limits as the tests of deadlines write them: begun at 10, in an office that closes at 17."""

from datetime import time

from station.domain.calendar import DayKind, WorkCalendar
from station.domain.deadlines import Due, Note, Pause, Remark, due
from station.domain.spans import parse_span
from tests.makers import at, calendar

OFFICIAL = calendar()
CLOSES = time(17, 0)


def ends(start: str, span: str, known: WorkCalendar = OFFICIAL, *pauses: Pause) -> Due:
    """The end of a limit written like `20wd`, begun on the day `start`."""
    return due(at(f"{start} 10:00"), parse_span(span), known, CLOSES, pauses)


def said(found: Due, why: DayKind | Note) -> list[Remark]:
    """What the explanation says for this reason."""
    return [remark for remark in found.explanation if remark.why is why]

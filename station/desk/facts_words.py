"""How limits and moments of events read on a sheet."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from station.domain.items import Span, Unit
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import Deadline

UNITS: Mapping[Unit, str] = MappingProxyType(
    {
        Unit.WORKING_DAY: "个工作日",
        Unit.CALENDAR_DAY: "日",
        Unit.NATURAL_DAY: "个自然日",
        Unit.HOUR: "小时",
        Unit.MINUTE: "分钟",
    }
)
PRINTED_HERE = "本站打印"
"""Where the form of a paper is to be had that the resident fills in and signs."""


def span_told(span: Span | None, *, nothing: str) -> str:
    """A length of time in Chinese; `nothing` where it is 0 or there is none."""
    return f"{span.value}{UNITS[span.unit]}" if span and span.value else nothing


def local(moment: datetime) -> datetime:
    """The moment in official time; at the ends of the calendar as it was written."""
    try:
        return moment.astimezone(OFFICIAL_TIME)
    except OverflowError:
        return moment


def last_day(end: Deadline | None) -> date | None:
    """The day on which a limit ends."""
    return local(end.at).date() if end else None

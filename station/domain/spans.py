"""Lengths of time as people write them."""

import re

from station.domain.errors import StationError
from station.domain.items import Span, Unit


class BadSpan(StationError):
    """Not a length of time."""


_UNITS = {
    "wd": Unit.WORKING_DAY, "工作日": Unit.WORKING_DAY, "个工作日": Unit.WORKING_DAY,
    "d": Unit.CALENDAR_DAY, "日": Unit.CALENDAR_DAY, "天": Unit.CALENDAR_DAY,
    "nd": Unit.NATURAL_DAY, "自然日": Unit.NATURAL_DAY, "个自然日": Unit.NATURAL_DAY,
    "h": Unit.HOUR, "小时": Unit.HOUR, "个小时": Unit.HOUR,
    "min": Unit.MINUTE, "分钟": Unit.MINUTE,
}  # fmt: skip
_SPAN = re.compile(r"([0-9]{1,4})\s*([a-z]+|[\u4e00-\u9fff]+)", re.IGNORECASE)


def parse_span(text: str) -> Span:
    """`20wd`, `15d`, `7nd`, `24h`, `30min`, or the Chinese words. Raises BadSpan."""
    found = _SPAN.fullmatch(text.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    if found is None or unit is None:
        raise BadSpan(
            "{text} is no length of time",
            "Write 20wd (working days), 15d (days), 7nd (natural days), 24h or 30min.",
            text=text,
        )
    return Span(value=int(found[1]), unit=unit)

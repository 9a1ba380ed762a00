"""Days on a command line: one, or a run of them."""

import argparse
from datetime import date

from station.domain.errors import BadInput, StationError

YEARS = range(1900, 2200)
"""Of which something can be asked."""


def day_of(given: argparse.Namespace, option: str) -> date | None:
    """The day at this option; None if it was not given. Raises BadInput."""
    text = getattr(given, option.replace("-", "_"))
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
        if day.year not in YEARS:
            raise ValueError(text)
    except ValueError:
        fault = StationError("{text} is no date", "Write it like 2026-02-12.", text=text)
        raise BadInput({f"--{option}": fault}) from None
    return day


def run_of_days(given: argparse.Namespace, first: date, last: date) -> tuple[date, date]:
    """--from and --to, or else these days. Raises BadInput."""
    first, last = day_of(given, "from") or first, day_of(given, "to") or last
    if last < first:
        fault = StationError("it ends before it begins", "Write the earlier day first.")
        raise BadInput({"--to": fault})
    return first, last

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


def run_of_days(given: argparse.Namespace, *, first: date, today: date) -> tuple[date, date]:
    """--from and --to, else from this first day until today, or until --from if that is later.

    Raises BadInput with the faults of both.
    """
    faults: dict[str, StationError] = {}
    found: dict[str, date | None] = {}
    for option in ("from", "to"):
        try:
            found[option] = day_of(given, option)
        except BadInput as wrong:
            faults.update(wrong.fields)
    if faults:
        raise BadInput(faults)
    begins = found["from"] or first
    ends = found["to"] or max(today, begins)
    if ends < begins:
        fault = StationError("it ends before it begins", "Write the earlier day first.")
        raise BadInput({"--to": fault})
    return begins, ends

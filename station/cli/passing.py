"""run.py passing: what the passing of time brought: what was noted, what somebody must decide."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import complain, say, say_row
from station.desk.words import _, told, word
from station.domain.acts import ACTS
from station.domain.event import CaseEvent
from station.domain.fact_events import DueMoved


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose station."""
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One case a line; 1 if a case could not be looked at."""
    with opened(given) as office:
        passed = office.passed
        for event in passed.noted:
            say_row(event.case, word(event.kind), _details(event))
        for one in passed.reminders:
            say_row(one.case, f"{_(ACTS[one.act].title)}?", told(one.why))
        for fault in passed.faults:
            complain(fault)
        if not (passed.noted or passed.reminders or passed.faults):
            say(_("time calls for nothing now"))
    return 1 if passed.faults else 0


def _details(event: CaseEvent) -> str:
    if not isinstance(event, DueMoved):
        return ""
    days = f"{event.was.at:%Y-%m-%d} -> {event.now.at:%Y-%m-%d}"
    return f"{_(event.clock)} {days}  {event.why}"

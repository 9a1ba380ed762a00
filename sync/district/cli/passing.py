"""run.py district passing: note what the passing of time brought, tell what it calls for."""

import argparse

from station.domain.acts import ACTS
from station.domain.event import CaseEvent
from station.domain.fact_events import DueMoved
from sync.district import words
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say
from sync.district.passing import TimeDesk


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which district."""
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One case a line; 1 if a case could not be looked at."""
    with opened(given) as district:
        passed = TimeDesk(district).note()
    language = words.system_language()
    for event in passed.noted:
        say(f"{event.case}  {words.word(event.kind, language)}{_details(event)}")
    for one in passed.reminders:
        say(f"{one.case}  {_(ACTS[one.act].title)}?  {words.told(one.why, language)}")
    for fault in passed.faults:
        complain(fault)
    if not (passed.noted or passed.reminders or passed.faults):
        say(_("time calls for nothing now"))
    return 1 if passed.faults else 0


def _details(event: CaseEvent) -> str:
    if not isinstance(event, DueMoved):
        return ""
    days = f"{event.was.at:%Y-%m-%d} -> {event.now.at:%Y-%m-%d}"
    return f"  {_(event.clock)} {days}  {event.why}"

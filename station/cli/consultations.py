"""run.py consultations: questions answered with no case, the newest first."""

import argparse

from station.cli.days import day_of
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_json, say_row
from station.desk.consulting import ConsultDesk
from station.desk.words import _, word
from station.domain.consulting import Consultation

PAGE = 200
"""Consultations of one answer without --json."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """From which day on."""
    parser.add_argument("--since", metavar="DAY", help=_("none of before this day"))
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON, all of them"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when there are none."""
    premises_of(given)
    day = day_of(given, "since")
    since = day.isoformat() if day else ""
    with opened(given) as office:
        desk = ConsultDesk(office)
        count = desk.count(since=since)
        for first in range(0, count if given.json else min(count, PAGE), PAGE):
            for one in desk.latest(first, PAGE, since=since):
                if given.json:
                    say_json(_plain(one))
                else:
                    _tell(one)
        if not given.json:
            say(_("{count} found").format(count=count))
    return 0


def _plain(one: Consultation) -> dict[str, object]:
    held = one.held
    return {
        "consultation": held.number, "at": held.at.isoformat(), "by": held.by,
        "item": held.item, "channel": held.channel, "question": held.question,
        "answer": held.answer, "escalated": held.escalated, "refused": held.refused,
        "reason": held.reason,
        "explained": [
            {"explained": said.explained, "by": said.by, "at": said.at.isoformat(),
             "objection": said.objection}
            for said in one.explanations
        ],
    }  # fmt: skip


def _tell(one: Consultation) -> None:
    held = one.held
    marks = [_("passed on")] * held.escalated + [_("refused")] * held.refused
    say_row(
        held.number, f"{held.at:%Y-%m-%d %H:%M}", held.by, word(held.channel), held.item, *marks
    )
    say_row(_("Question"), held.question, indent=4)
    say_row(_("Answer"), held.answer, held.reason, indent=4)

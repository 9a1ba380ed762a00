"""run.py views: who looked at whose data, when and what for. People are masked."""

import argparse
from collections.abc import Iterator
from datetime import datetime, time
from itertools import chain

from station.cli.days import day_of
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_json, say_row
from station.cli.whose import asked_for, better_asked
from station.desk.people import PAGE, Look, PersonDesk, WantedLooks, purpose_words
from station.desk.words import N_, _, word
from station.domain.errors import BadInput, StationError
from station.domain.names import mask_number
from station.domain.stamp import OFFICIAL_TIME

_DATA_OF = N_("at this person's data")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which looks; without an option all of them, the newest first."""
    parser.add_argument("--person", default="", metavar="ID", help=better_asked(_DATA_OF))
    parser.add_argument("--case", default="", metavar="CASE", help=_("at this case"))
    parser.add_argument("--by", default="", metavar="NAME", help=_("of this agent or clerk"))
    parser.add_argument("--since", metavar="DAY", help=_("from this day on: 2026-03-04"))
    parser.add_argument("--most", type=int, default=0, metavar="N", help=_("not more than N"))
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when nobody looked."""
    premises_of(given)  # what is wrong with the words is told in the station's language
    since = _since(given)
    whose = asked_for(given, given.person, "--person")
    wanted = WantedLooks(
        case=given.case, person=whose.strip().upper(), agent=given.by,
        since=since,
    )  # fmt: skip
    with opened(given) as office:
        looks = _looks(PersonDesk(office), wanted, given.most)
        first = next(looks, None)
        if first is None and not given.json:
            say(_("Nobody looked, as far as this was asked for."))
        for look in chain(filter(None, (first,)), looks):
            if given.json:
                say_json(_plain(look))
            else:
                _tell(look)
    return 0


def _looks(desk: PersonDesk, wanted: WantedLooks, most: int) -> Iterator[Look]:
    """Page by page, so that a log of many years costs no memory."""
    before, told = 0, 0
    while page := desk.looks(wanted, PAGE, before):
        for look in page:
            if most and told >= most:
                return
            told += 1
            yield look
        before = page[-1].place


def _tell(look: Look) -> None:
    clear = _("in clear") if look.in_clear else ""
    say_row(
        f"{look.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}", look.by, word(look.side),
        word(look.kind), look.case or mask_number(look.person), clear, purpose_words(look.purpose),
    )  # fmt: skip


def _plain(look: Look) -> dict[str, object]:
    return {
        "at": look.at.isoformat(), "by": look.by, "side": look.side.value, "kind": look.kind,
        "case": look.case, "person": mask_number(look.person), "in_clear": look.in_clear,
        "purpose": look.purpose,
    }  # fmt: skip


def _since(given: argparse.Namespace) -> datetime | None:
    """The beginning of the day at --since. Raises BadInput with what is wrong there and at
    --most."""
    faults: dict[str, StationError] = {}
    if given.most < 0:
        faults["--most"] = StationError("this is no number of looks", "Type 0 or more.")
    try:
        day = day_of(given, "since")
    except BadInput as wrong:
        faults |= wrong.fields
    if faults:
        raise BadInput(faults)
    return datetime.combine(day, time.min, OFFICIAL_TIME) if day else None

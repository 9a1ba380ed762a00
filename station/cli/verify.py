"""run.py verify: is everything whole, from the pages of the file to the agents' signatures."""

import argparse

from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import complain, say
from station.desk.words import _
from station.domain.clockcheck import ClockDoubt, wrong_clock
from station.domain.errors import BadInput, StationError

SHORTEST, LONGEST = 16, 64
"""Hex digits of a hash that are compared."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who opens the vault."""
    parser.add_argument(
        "--rebuild", action="store_true", help=_("make the tables anew from the journal first")
    )
    parser.add_argument(
        "--paper", nargs=2, metavar=("NUMBER", "HEX"), action="append", default=[],
        help=_("compare with a day's sheet: the number of its last entry, and its digits"),
    )  # fmt: skip
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0 if all is whole; 1 if not, each fault on a line of its own."""
    from station.desk.backed import worry
    from station.desk.checking import check, put_on_record, rebuild
    from station.desk.daily_copies import BackupDesk

    premises_of(given)  # what is wrong with the words is told in the station's language
    paper = dict(_anchor(number, digits) for number, digits in given.paper)
    with opened(given) as office:
        if given.rebuild:
            say(_("{count} cases made anew").format(count=rebuild(office)))
        found = check(office, progress=lambda words: say(_(words)), paper=paper)
        say(
            _("our journal: {count} entries, {head}").format(
                count=found.ours.number, head=found.ours.hash
            )
        )
        say(_("signed up to entry {number}").format(number=found.signed))
        say(
            _("the district's: {count} entries, {head}").format(
                count=found.theirs.number, head=found.theirs.hash
            )
        )
        doubt = office.clock_doubt()
        if doubt is not ClockDoubt.NONE:
            complain(wrong_clock(doubt))
        for one in (*BackupDesk(office).worries(), worry(office)):
            if one is not None:
                complain(one)
        say(_("{count} unfinished").format(count=found.drafts))
        if found.purged:
            say(_("{count} entries purged, as is on record").format(count=found.purged))
        if paper and not found.faults:
            say(_("the journal is the one that the paper was printed from"))
        for one in (*found.waiting, *found.faults):
            complain(one)
        if office.trouble is None:
            put_on_record(office, found)
        say(_("everything is whole") if not found.faults else _("not everything is whole"))
    return 1 if found.faults else 0


def _anchor(number: str, digits: str) -> tuple[int, str]:
    """What stands on a day's sheet. Raises BadInput."""
    hexes = "".join(digits.split()).lower()
    if not number.isascii() or not number.isdigit() or not int(number):
        fault = StationError("this is no number of an entry", "It stands on the day's sheet.")
    elif not SHORTEST <= len(hexes) <= LONGEST or set(hexes) - set("0123456789abcdef"):
        fault = StationError(
            "this is no beginning of a hash",
            "Type the 16 digits of the day's sheet: 0-9 and a-f, blanks do not matter.",
        )
    else:
        return int(number), hexes
    raise BadInput({"--paper": fault})

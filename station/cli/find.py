"""run.py find TEXT: cases by name, pinyin, identity number, telephone or receipt number."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_row
from station.cli.whose import asked_for, better_asked
from station.desk.cases import CaseDesk, Wanted
from station.desk.searching import note_search
from station.desk.words import N_, _, word
from station.domain.names import mask_name
from station.domain.values import Searched

PAGE = 200
"""Lines of one answer."""
_ANY = N_("words, digits or pinyin")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The words to find; names are shown masked, as in every list."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help=better_asked(_ANY))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when nothing is found."""
    wanted = Wanted(text=asked_for(given, " ".join(given.text), "TEXT"))
    with opened(given) as office:
        desk = CaseDesk(office)
        count = desk.count(wanted)
        note_search(office, Searched.CASES, wanted.text, count)
        for line in desk.lines(wanted, 0, PAGE):
            say_row(line.number, word(line.state), mask_name(line.name), line.item_name)
        say(_("{count} found").format(count=count))
    return 0

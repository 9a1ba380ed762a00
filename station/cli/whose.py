"""Whose data a command is about. What stands on a command line can be read by every program of
this computer while the command runs, and stays in the shell's history: `-` asks for it instead."""

import argparse
import sys

from station.cli.opening import premises_of
from station.desk.words import N_, _
from station.domain.errors import BadInput, StationError

NUMBER = N_("the identity number")
WORDS = N_("the identity number, or words that find one resident")
_TYPED = "-"


def better_asked(words: str) -> str:
    """The help of what names a person: these words (an English msgid), and the better way."""
    return _("{what}; - asks for it, so that it is on no command line").format(what=_(words))


def asked_for(given: argparse.Namespace, text: str, at: str) -> str:
    """The words themselves; for `-` the line that is typed or comes from another program. `at` is
    what the option is called. Raises BadInput if nothing is said."""
    if text != _TYPED:
        return text
    premises_of(given)  # what is asked, and what is wrong with it, in the station's language
    if sys.stdin.isatty():
        sys.stderr.write(_("Identity number, or who it is: "))
        sys.stderr.flush()
    said = sys.stdin.readline().strip()
    if not said:
        raise BadInput({at: StationError("nobody is named", "Type the identity number.")})
    return said

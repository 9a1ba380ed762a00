"""run.py district: the other end of the line, from the command line.

`COMMANDS` is the roll: one file in `cli/` for each.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import NoReturn

from station.domain.ending import FAILED, INTERRUPTED, BadUsage, as_told, exit_code, misuse
from station.domain.failure import Unforeseen
from station.storage.crashes import note
from sync.district.cli.output import _, complain, say
from sync.district.words import N_

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "init": N_("make a district"),
        "keys": N_("the key that parcels to the district are sealed to"),
        "rules": N_("the local rules in force, or others from now on"),
        "enrol": N_("a one-time code for a station, to be given on paper"),
        "revoke": N_("withdraw the keys of a station"),
        "check-sheet": N_("whether a sheet is genuine, by the square in its corner"),
        "lost": N_("what was on a computer that was stolen or lost, in counts"),
        "aside": N_("parcels that were set aside; one that is taken in after all"),
        "clerk": N_("let somebody work at the web desk, or end it"),
        "serve": N_("the web desk, and the line for stations"),
        "stick": N_("take in what stations sent by USB stick, and answer on it"),
        "reconcile": N_("what a station signed that it holds, beside what is here"),
        "passing": N_("what the passing of time brought, and what it calls for"),
        "acts": N_("what the district may do with a case now"),
        "act": N_("do something with a case"),
        "scan": N_("scans of a case; a result that is attached to it"),
        "publish": N_(
            "a catalogue, a calendar or a code list to all stations; who has it in force"
        ),
        "notice": N_("words to the stations; who has read them"),
        "recovery": N_("let an agent in again who is locked out of a station"),
        "export": N_("cases as the national exchange tables, for another system"),
        "backup": N_("a backup of the district; which there is, and what it holds"),
        "restore": N_("a district from a backup, where there is none"),
        "retention": N_("records of ended cases: what is to be frozen, and what is to go"),
        "verify": N_("is everything whole, and is anything odd in the stations' journals"),
        "verdicts": N_("what was found in them before, signed and kept"),
        "load": N_("a sample district takes in what simulated stations send"),
    }
)


class Parser(argparse.ArgumentParser):
    """Raises BadUsage where argparse would print several lines and leave."""

    def error(self, message: str) -> NoReturn:
        raise misuse(message)


def main(argv: Sequence[str]) -> int:
    """The exit code of `district COMMAND ...`: 0, 1 (it failed) or 2 (what was given is wrong)."""
    try:
        return _run(argv[1:])
    except BrokenPipeError:
        sys.stdout = None  # who read it has left; the interpreter must not try again
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last resort shows no values, a traceback would
        told = as_told(fault)
        if isinstance(told, Unforeseen):
            note(fault)
        complain(told)
        return exit_code(told)


def _run(argv: Sequence[str]) -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        for name, what in COMMANDS.items():
            say(f"run.py district {name:11} {_(what)}")
        return 0
    name, *rest = argv
    if name not in COMMANDS:
        raise BadUsage(
            "there is no command {name}", "run.py district --help lists them.", name=name
        )
    command = import_module(f"sync.district.cli.{name.replace('-', '_')}")
    parser = Parser(
        prog=f"run.py district {name}", description=_(COMMANDS[name]), allow_abbrev=False
    )
    command.arguments(parser)
    return int(command.run(parser.parse_args(rest)))

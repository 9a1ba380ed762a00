"""Finds the command, runs it, and tells what went wrong in one line."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from station.cli import COMMANDS
from station.cli.output import complain, say
from station.desk.failing import note
from station.desk.words import _, use_language
from station.domain.ending import FAILED, INTERRUPTED, BadUsage, as_told, exit_code, misuse
from station.domain.failure import Unforeseen


class Parser(argparse.ArgumentParser):
    """Raises BadUsage where argparse would print several lines and leave."""

    def error(self, message: str) -> NoReturn:
        raise misuse(message)


def main(argv: Sequence[str]) -> int:
    """The exit code of the command in `argv`: 0, 1 (it failed) or 2 (what was given is wrong)."""
    use_language("auto")
    try:
        return _run(argv[0], argv[1:])
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


def _run(name: str, rest: Sequence[str]) -> int:
    if name in ("-h", "--help", "help"):
        return _help()
    if name not in COMMANDS:
        raise BadUsage("there is no command {name}", "run.py --help lists them.", name=name)
    command = import_module(f"station.cli.{name.replace('-', '_')}")
    parser = Parser(prog=f"run.py {name}", description=_(COMMANDS[name]), allow_abbrev=False)
    command.arguments(parser)
    return int(command.run(parser.parse_args(rest)))


def _help() -> int:
    say(_("run.py [--home DIR]: the screen"))
    for name, what in COMMANDS.items():
        say(f"run.py {name:14} {_(what)}")
    say(f"run.py {'district':14} {_('the other end; run.py district --help')}")
    return 0
